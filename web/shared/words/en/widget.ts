import type { WidgetWords } from "../fi/widget";

export const widget: WidgetWords = {
  // ------------------------------------------------------------------------------------------------- the frame
  title: (company) => `Chat: ${company}`,
  close: "Close the window",
  back: "Back to the chat",
  opensInNewTab: "opens in a new tab",
  loading: "Fetching the conversation",
  agentUnknown: "Customer service",

  // ------------------------------------------------------------------------------------------------ the header
  statusNew: "Customer service",
  statusWaiting: "Waiting for an answer",
  statusActive: (alias) => `${alias} is with you`,
  statusClosed: "The conversation has ended",

  // ------------------------------------------------------------------------------------------------ the notice
  notice: {
    title: "Before you write",
    summary: "The conversation is recorded",
    lines: [
      "The conversation is recorded.",
      "It is kept for at most two months from the start, the back-up a week longer.",
      "Do not write identity codes or card numbers.",
    ],
    link: "Privacy notice",
    fold: "Hide",
    unfold: "Show",
  },
  greeting: "Hello, how can we help?",
  greetingHelp: "Write your question below. No name or address is needed.",
  storageBlocked: "The browser blocks storage, so the conversation lasts only as long as this page is open.",
  gone: "Your previous conversation has ended or been deleted. You can start a new one.",

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

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Write a message",
  send: "Send",
  counter: (length, limit) => `${length}\u00a0/\u00a0${limit}\u00a0characters`,
  tooLong: (over) => `${over}\u00a0characters too many. Shorten the message or split it.`,

  endTitle: "The conversation has ended",
  endHide: "Back",
  endNew: "New conversation",

  // -------------------------------------------------------------------------------------------------- the menu
  menu: "Menu",
  menuOrder: "Order the conversation by e-mail",
  menuEnd: "End the conversation",
  menuNotice: "About the recording",
  menuLanguage: "Language",
};
