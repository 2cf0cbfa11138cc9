import type { AroundWords } from "../fi/widget-around";

export const around: AroundWords = {
  back: "Back to the chat",
  typing: (alias) => `${alias} is typing`,
  newMessages: (count) => (count === 1 ? "1 new message" : `${count} new messages`),

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

  menuOrder: "Order the conversation by e-mail",
  menuEnd: "End the conversation",
  menuNotice: "About the recording",
  menuLanguage: "Language",
};
