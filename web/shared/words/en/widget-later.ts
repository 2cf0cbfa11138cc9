import type { LaterWords } from "../fi/widget-later";

export const later: LaterWords = {
  // --------------------------------------------------------------------------------------------------- the end
  endQuestion: "End the conversation?",
  endHelp: "After that nothing more can be written here. You can still order the conversation to your e-mail.",
  endYes: "End the conversation",
  endNo: "Keep chatting",
  endWhoVisitor: (time) => `You ended the conversation at ${time}.`,
  endWhoAgent: (alias, time) => `${alias} ended the conversation at ${time}.`,
  endWhoSystem: (time) => `The conversation ended at ${time}.`,
  endDeleted: (date) => `The conversation is deleted on ${date}.`,
  endDeletedHelp: "It leaves the back-up a week later.",
  endReference: "Reference",
  endRightsCode: "Rights code",
  endRightsHelp:
    "Keep these if you may later want to see, correct or delete the conversation. The code is shown only here.",
  endRightsFailed: "The reference and the rights code could not be fetched.",
  endCopyBoth: "Copy reference and code",
  endShow: "Show the messages",

  // -------------------------------------------------------------------------------------------- the transcript
  copy: {
    title: "The conversation by e-mail",
    help: "First we send a code that shows the address is yours. The address is used for this only and is deleted with the conversation.",
    address: "E-mail address",
    order: "Send code",
    code: "Code",
    codeHelp: (address) => `We sent a six-digit code to ${address}. It is valid for 10\u00a0minutes.`,
    confirm: "Confirm",
    otherAddress: "Change address",
    working: "One moment",
    offer: (alias) => `${alias} offers to send the conversation to your e-mail.`,
    offerYes: "Order",
    offerNo: "No thanks",
    giveCode: "Enter the code",
    again: "Order again",
    states: {
      offered: () => "You can order the conversation to your e-mail.",
      ordered: (address) => `A code has been sent to ${address}.`,
      confirmed: (address) => `The order is confirmed: ${address}.`,
      sending: (address) => `The conversation is being sent to ${address}.`,
      sent: (address) => `The conversation has been sent to ${address}.`,
      delivered: (address) => `The conversation has arrived at ${address}.`,
      bounced: (address) => `The conversation did not arrive: ${address} does not accept it.`,
      complained: (address) => `At ${address} the message was marked as spam.`,
      failed: (address) => `Sending to ${address} did not work.`,
      unknown: (address) =>
        `We could not make sure that the conversation arrived. Look in your e-mail (${address}) before ordering again.`,
    },
  },
};
