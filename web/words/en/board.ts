/** The board, in English. */
import type { BoardWords } from "../../console/rooms/board/words";

export const words: BoardWords = {
  title: "Board",
  waiting: "Waiting",
  longest: "Longest wait",
  nobodyWaits: "Nobody waits",
  left: "Answer by e-mail",
  there: "Available",
  orMore: (count) => `${count} or more`,
  minutes: (minutes) => `${minutes}\u00a0min`,
  caption: (agents) => (agents === 1 ? "1 agent" : `${agents} agents`),
  columns: { agent: "Agent", state: "State", open: "Open chats", languages: "Languages" },
  states: {
    available: "Available",
    there: "Away, console open",
    gone: "Out of reach, with open chats",
  },
  you: "you",
  allLanguages: "All",
  none: "Nobody is here",
  noneHelp: "Agents are shown here when their console is open.",
  asOf: (time, seconds) => `Looked at ${time}. Refreshed by itself every ${seconds}\u00a0seconds.`,
};
