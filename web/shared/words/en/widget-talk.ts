import type { TalkWords } from "../fi/widget-talk";

export const talk: TalkWords = {
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
  leftOff: "New messages",

  tooBig: (length, limit) =>
    `The text has ${length.toLocaleString("en")}\u00a0characters, and a message holds ${limit.toLocaleString("en")}. It was not put in: it is still where you copied it.`,
  noFiles: "Pictures and files cannot be sent in this chat. Please tell us in words.",
};
