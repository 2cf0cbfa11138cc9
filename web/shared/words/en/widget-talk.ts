import type { TalkWords } from "../fi/widget-talk";

export const talk: TalkWords = {
  back: "Back to the chat",
  loading: "Fetching the conversation",

  // ---------------------------------------------------------------------------------------------- the messages
  log: "Messages",
  you: "You",
  saidAt: (who, time) => `${who}, at ${time}:`,
  sending: "Sending",
  sendingSlowly: "Not sent yet, trying again",
  sent: "Sent",
  read: "Read",
  notSent: "Not sent.",
  notSentClosed: "The conversation ended before this message.",
  retry: "Try again",
  copyText: "Copy text",
  copied: "Copied",
  copyFailed: "Copying did not work. Select the text and copy it yourself.",
  masked: {
    identity_code: "We hid your identity code before the message was stored.",
    payment_card: "We hid your card number before the message was stored.",
  },
  maskedBoth: "We hid your identity code and card number before the message was stored.",
  joined: (alias) => `${alias} joined`,
  closedByVisitor: "You ended the conversation",
  closedByAgent: (alias) => `${alias} ended the conversation`,
  closedBySystem: "The conversation ended",
  typing: (alias) => `${alias} is typing`,
  leftOff: "New messages",
  newMessages: (count) => (count === 1 ? "1 new message" : `${count} new messages`),

  // ----------------------------------------------------------------------------------------------- the waiting
  waitingFirst: "You are next in the queue",
  waitingPlace: (place) => `You are number ${place} in the queue`,
  waitingNoPlace: "You are in the queue",
  waitingTime: (count) => {
    if (count === 0) return "The wait has just begun";
    return count === 1 ? "You have waited a minute" : `You have waited ${count}\u00a0minutes`;
  },
  waitingHelp: "Your message is safe. You can write more meanwhile.",

  endTitle: "The conversation has ended",
  endHide: "Back",
  endNew: "New conversation",

  // -------------------------------------------------------------------------------------------------- the menu
  menuOrder: "Order the conversation by e-mail",
  menuEnd: "End the conversation",
  menuNotice: "About the recording",
  menuLanguage: "Language",
};
