/** The agent’s desk, in English. */
import type { DeskWords } from "../../console/rooms/desk/words";
import { words as reading } from "./reading";

/** `12 min`, and from an hour on `1 h 5 min`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}\u00a0h ` : ""}${minutes % 60}\u00a0min`;
}

export const words: DeskWords = {
  available: "Available",
  away: "Away",
  visitor: (reference) => `Visitor ${reference}`,
  status: { waiting: "Waiting", active: "Open", closed: "Ended" },
  replaced: "The console is open elsewhere",
  replacedHelp:
    "You opened the console in so many windows that this one was let go. Nothing is lost: carry on there, or here.",
  continueHere: "Continue here",
  line: {
    open: "Up to date",
    slow: "over HTTPS, a little late",
    slowHeard: "The connection works over HTTPS. Messages come a little late.",
    connecting: "Connecting",
    waiting: (seconds) => (seconds > 1 ? `Reconnecting in ${seconds}\u00a0s` : "Reconnecting"),
    ended: "The connection is closed",
    lost: "The connection was lost. Messages are kept and go out when it is back.",
    now: "Try now",
    unsent: (messages) => `${messages}\u00a0unsent`,
  },
  list: {
    name: "Chats",
    stale: "The list could not be refreshed.",
    groups: {
      answer: "Waits for your answer",
      mine: "Mine",
      helping: "Asked to help",
      queue: "Queue",
      left: "Answer by e-mail",
      handed: "Passed on",
      ended: "Ended",
    },
    leftHelp: "These visitors asked for the answer by e-mail: they do not wait here, and the console does not ring.",
    invitedBy: (alias) => `${alias} asks for help.`,
    passedBy: (alias) => `${alias} passed it on to you.`,
    more: (count) => `The ${count} oldest are shown.`,
    moreEnded: (count) => `The ${count} latest are shown.`,
    gone: (time) => `Left ${time}`,
    noneMine: "You have no chats. Take the next from the queue and it comes here.",
    noneWaiting: "Nobody is waiting. When somebody starts a chat it comes here, and the console rings.",
    noneWaitingAway: "Nobody is waiting. The console rings once you choose “Available” at the top.",
    waited: (minutes, long) => {
      if (minutes < 1) return "Just now";
      return `${long ? "Already" : "Waiting"} ${duration(minutes)}`;
    },
    onHold: (minutes) => (minutes > 0 ? `On hold · ${minutes}\u00a0min` : "Hold is over"),
    take: "Take",
    takeName: (visitor) => `Take: ${visitor}`,
    takeThis: "Take the chat",
    taking: "Taking…",
    you: "You:",
    unread: (messages) => (messages === 1 ? "1 unread message" : `${messages} unread messages`),
    notSent: (messages) => (messages === 1 ? "1 message not sent" : `${messages} messages not sent`),
    asksCopy: "Asks for a copy by e-mail",
    isLeft: "Asks for the answer by e-mail",
    veiled: "Veiled message",
  },
  conversation: {
    name: "Chat",
    log: "Messages",
    none: "Choose a chat",
    noneHelp: "When you take a chat from the queue, it opens here.",
    noneWaits: "Somebody is waiting. Take the next from the list, or with the key T.",
    missing: "This chat is not here",
    missingHelp: "It may have been ended, passed to another agent, or deleted.",
    toList: "Back to the list",
    waitsSince: (time) => `Waiting since ${time}`,
    firstLineOnly: "You see only the beginning of the first message. The rest opens when you take the chat.",
    nearlyFull: (messages) =>
      messages <= 1
        ? "There is room for one more message in this chat."
        : `There is room for some ${messages}\u00a0more messages in this chat.`,
    toEnd: "To the newest messages",
    showEarlier: "Show earlier messages",
    answer: (visitor) => `Answer to ${visitor}`,
    placeholder: (visitor) => `Write an answer to ${visitor}`,
    send: "Send",
    enterSends: "Enter sends, Shift + Enter breaks the line",
    counted: (characters, limit) => `${characters} / ${limit} characters`,
    closedAt: (time) => `The chat ended at ${time}.`,
    closedFor: {
      silence: "No messages had come from the visitor for a long time.",
      age: "The longest time for a chat was over.",
      unanswered: "Nobody managed to answer.",
      abuse: "The reason was improper behaviour.",
      full: "It had no room for more messages.",
    },
    gone: "The chat is no longer available.",
    deletedOn: (date) => `It is deleted on ${date}.`,
    draftLeft: "Your draft was not sent:",
    unsentLeft: (messages) =>
      messages === 1 ? "One of your messages was not sent." : `${messages}\u00a0of your messages were not sent.`,
    putAway: "Take off the list",
  },
  closing: {
    toast: (visitor) => `Ending: ${visitor}`,
    undo: "Undo",
    takenBack: (visitor) => `${visitor}: a new message came, so the chat was not ended`,
  },
  handed: {
    leftYou: (visitor) => `${visitor} is no longer yours`,
    cameToYou: (visitor) => `A chat was passed on to you: ${visitor}`,
    invited: (visitor) => `${visitor}: a colleague asks for your help.`,
    isYours: (visitor) => `${visitor} is yours now`,
    severalLeftYou: (count) => `${count} chats are no longer yours`,
    show: "Show",
  },
  waits: { reminded: (visitor) => `${visitor} is waiting for your answer`, show: "Show" },
  offeredNow: "The copy was offered to the visitor",
  day: {
    ending: (time) => `Opening hours end at ${time}.`,
    over: (time) => `Opening hours ended at ${time}.`,
    open: (waiting, mine) =>
      waiting + mine === 0 ? "Nobody is waiting, and you have no chats." : `In the queue ${waiting}, yours ${mine}.`,
    verb: "End of the day",
    notice: { ending: "Opening hours end soon", over: "Opening hours have ended" },
    noticeBody: "Open the desk and see what is still open.",
  },
  calling: {
    title: "A new chat is waiting",
    body: "Open the queue and take it.",
    answered: (visitor) => `${visitor} wrote`,
    answeredBody: "Open the chat to read it.",
  },
  commands: {
    next: "Next chat",
    previous: "Previous chat",
    take: "Take a waiting chat",
    answer: "Write an answer",
    note: "Write a note for colleagues",
    passOn: "Pass the chat on (asks to whom)",
    invite: "Ask a colleague for help (asks whom)",
    offerCopy: "Offer a copy by e-mail",
    hold: "Say that you are checking, or that you are back",
    closeNext: "End and open the next (asks first)",
    close: "End the chat (asks first)",
    day: "End of the day: what is still open",
    available: (on) => (on ? "Be available" : "Be away"),
  },
  reading,
};
