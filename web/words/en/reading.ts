/** A conversation as it is read, in English. */
import type { ReadingWords } from "../../console/conversation/words";
import { scores } from "./common";

export const words: ReadingWords = {
  visitor: "Visitor",
  agent: "Agent",
  joined: (alias) => `${alias} joined the chat`,
  carriesOn: (alias) => `${alias} carries on`,
  left: (alias) => `${alias} did not carry on, and the chat went back to the queue`,
  unanswered: (alias) => `${alias} did not get to answer, and the chat went back to the queue`,
  notTakenUp: (alias) => `${alias} did not get to it, and the chat went back to the queue`,
  returned: (alias) => `The colleague did not get to it, so ${alias} carries on`,
  held: (alias, minutes) =>
    `${alias} is checking this, about ${minutes === 1 ? "a minute" : `${minutes}\u00a0minutes`}`,
  resumed: (alias) => `${alias} is back in the chat`,
  helping: (alias) => `${alias} was asked in to help`,
  helped: (alias) => `${alias} is no longer here to help`,
  closedBy: {
    visitor: "The visitor ended the chat",
    agent: "The agent ended the chat",
    system: "The chat ended by itself",
  },
  closedByName: (alias) => `${alias} ended the chat`,
  typing: "Typing…",
  corrected: (text) => `The visitor corrects what they said: “${text}”`,
  correctVerb: "Correct the message",
  correctedMark: "Corrected",
  correctedWas: "Before the correction:",
  rated: (score, comment) =>
    `The visitor’s rating: ${scores[score - 1]?.toLowerCase() ?? score}${comment && ` · ${comment}`}`,
  masked: {
    identity_code: "A personal identity code was masked before it was stored",
    payment_card: "A payment card number was masked before it was stored",
  },
  ticks: { sending: "Sending", sent: "Sent", read: "Read", not_sent: "Message not sent." },
  discard: "Remove",
  copyAsked: "The visitor asks for a copy by e-mail.",
  hideVerb: "Hide the message",
  hideOthers: "Go to other messages with the arrow keys",
  hiddenBy: {
    visitor: "The visitor hid the message",
    agent: "The agent hid the message",
    somebody: "Message hidden",
  },
  offerCopy: "Offer a copy",
  veiled: "The message is veiled: it may have abusive words in it.",
  lift: "Show the message",
  civilEnd: "End the chat civilly",
};
