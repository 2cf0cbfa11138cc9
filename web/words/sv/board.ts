/** The board, in Swedish. */
import type { BoardWords } from "../../console/rooms/board/words";

export const words: BoardWords = {
  title: "Läget",
  waiting: "I kön",
  longest: "Längsta väntan",
  nobodyWaits: "Ingen väntar",
  left: "Svar per e-post",
  there: "Tillgängliga",
  orMore: (count) => `${count} eller fler`,
  minutes: (minutes) => `${minutes}\u00a0min`,
  caption: (agents) => (agents === 1 ? "1 kundrådgivare" : `${agents} kundrådgivare sammanlagt`),
  columns: { agent: "Kundrådgivare", state: "Läge", open: "Öppna chattar", languages: "Språk" },
  states: {
    available: "Tillgänglig",
    there: "Borta, konsolen är öppen",
    gone: "Nås inte, har öppna chattar",
  },
  you: "du",
  allLanguages: "Alla",
  none: "Ingen är här",
  noneHelp: "Kundrådgivarna syns här när deras konsol är öppen.",
  asOf: (time, seconds) => `Hämtat kl. ${time}. Uppdateras av sig självt var ${seconds}:e\u00a0sekund.`,
};
