import type { LaterWords } from "../fi/widget-later";

export const later: LaterWords = {
  // ---------------------------------------------------------------------------------------------- the messages
  inParts: (count) => `Send as ${count}\u00a0messages`,
  toNewest: "To the newest",
  earlier: "Show earlier messages",
  earlierShown: (count) => (count === 1 ? "1 earlier message is shown" : `${count} earlier messages are shown`),
  linkTo: (domain) => `site ${domain}`,

  // -------------------------------------------------------------------------------------------------- the line
  lineConnecting: "Connecting",
  lineBroken: "Connection lost, trying again",
  lineBrokenUnsent: (count) =>
    count === 1
      ? "Connection lost, trying again. Your message is kept here."
      : `Connection lost, trying again. Your ${count}\u00a0messages are kept here.`,
  lineSlow: "On this network messages arrive a few seconds late.",
  lineReplaced: "The chat is open in another tab.",
  lineHere: "Continue here",
  lineNow: "Try now",
  behind: "Messages could not be fetched, trying again.",
  lost: "This conversation is no longer here. It has ended or been deleted.",

  // ------------------------------------------------------------------------------------------- the change of hands
  left: (alias) => `${alias} had to leave, and the conversation went back to the queue`,
  carriesOn: (alias) => `${alias} carries on and sees the earlier messages`,
  waitingAgain: "Nothing is lost: whoever answers next sees the whole conversation. You can write more meanwhile.",

  // ----------------------------------------------------------------------------------------------- the silence
  silence: (minutes) =>
    minutes === 1
      ? "Are you still there? The chat ends within a minute."
      : `Are you still there? The chat ends in ${minutes}\u00a0minutes.`,
  silenceStay: "I am here",
  name: {
    tell: "Tell your name",
    question: "Your name (optional)",
    save: "Save",
    told: (name) => `Your name: ${name}.`,
    change: "Change",
  },

  // ---------------------------------------------------------------------------------------- the left question
  leave: {
    verb: "Leave the question",
    alone: "Nobody is here to answer right now",
    aloneHelp: "Your message is kept. You can wait, or leave the question and get the answer by e-mail.",
    title: "Leave the question",
    help: "You get the conversation with its answer by e-mail. First we send a code that shows the address is yours. The address is used for this only and is deleted with the conversation.",
    done: "Your question is left",
    doneHelp: (address, day) =>
      `The answer goes to ${address}. The question waits for it until ${day}, and you can close this window.`,
    confirmed: (address) => `The conversation goes to ${address} once your question has been answered.`,
  },

  // --------------------------------------------------------------------------------------------------- the end
  endQuestion: "End the conversation?",
  endHelp: "After that nothing more can be written here. You can still order the conversation to your e-mail.",
  endYes: "End the conversation",
  endNo: "Keep chatting",
  endWhoVisitor: (time) => `You ended the conversation at ${time}.`,
  endWhoAgent: (alias, time) => `${alias} ended the conversation at ${time}.`,
  endWhoSystem: (time) => `The conversation ended at ${time}.`,
  endWhy: {
    silence: (time) => `The conversation ended at ${time} because it had been silent for long.`,
    age: (time) => `The conversation ended at ${time}: it had been open as long as one can be.`,
    unanswered: (time) =>
      `Nobody managed to answer your question, and the conversation ended at ${time}. We are sorry.`,
    abuse: (time) =>
      `The agent ended the conversation at ${time} because of improper behaviour. If there is something we can help with, you can start a new one.`,
  },
  endDeleted: (date) => `The conversation is deleted on ${date}.`,
  endDeletedHelp: "It leaves the back-up a week later.",
  endReference: "Reference",
  endRightsCode: "Rights code",
  endRightsHelp:
    "Keep these if you may later want to see, correct or delete the conversation. The code is shown only here.",
  endRightsFailed: "The reference and the rights code could not be fetched.",
  endCopyBoth: "Copy reference and code",
  endShow: "Show the messages",
  corrected: (text) => `Correction: ${text}`,
  rating: {
    given: "You gave a rating",
    question: "How did it go?",
    words: ["Badly", "Rather badly", "In between", "Well", "Very well"],
    comment: "Would you like to say more? (optional)",
    help: "The rating is deleted with the conversation.",
    send: "Send the rating",
    thanks: (word) => `Thank you for the rating. You answered: ${word}.`,
  },
  gone: {
    forgotten: "This device has forgotten the conversation. You can start a new one.",
    erased: "The conversation has been erased. You can start a new one.",
  },

  // ---------------------------------------------------------------------------------------------------- the menu
  menu: {
    data: "Your data",
    earlier: "An earlier conversation",
    forget: "Forget this device",
    about: "Accessibility",
    size: "Text size",
    sizes: ["Normal text", "Larger text", "Largest text"],
  },
  sound: "Sound for messages",
  soundOn: "On",
  soundOff: "Off",
  moreLoading: "Fetching",
  moreFailed: "This could not be fetched",

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
