import type { WidgetWords } from "../fi/widget";

export const widget: WidgetWords = {
  // ------------------------------------------------------------------------------------------------- the frame
  title: (company) => `Chat: ${company}`,
  close: "Close the window",
  opensInNewTab: "opens in a new tab",
  menu: "Menu",
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

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Write a message",
  send: "Send",
  counter: (length, limit) => `${length}\u00a0/\u00a0${limit}\u00a0characters`,
  tooLong: (over) => `${over}\u00a0characters too many. Shorten the message or split it.`,
  notLoaded: "No connection. What you have written is kept here, try again in a moment.",
};
