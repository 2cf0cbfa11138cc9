/** The board, in Finnish. */
import type { BoardWords } from "../../console/rooms/board/words";

export const words: BoardWords = {
  title: "Tilanne",
  waiting: "Jonossa",
  longest: "Pisin odotus",
  nobodyWaits: "Kukaan ei odota",
  left: "Vastaus sähköpostiin",
  there: "Paikalla",
  orMore: (count) => `${count} tai enemmän`,
  minutes: (minutes) => `${minutes}\u00a0min`,
  caption: (agents) => (agents === 1 ? "1 asiakaspalvelija" : `${agents} asiakaspalvelijaa`),
  columns: { agent: "Asiakaspalvelija", state: "Tila", open: "Avoimia keskusteluja", languages: "Kielet" },
  states: {
    available: "Paikalla",
    there: "Poissa, konsoli auki",
    gone: "Ei tavoiteta, keskusteluja auki",
  },
  you: "sinä",
  allLanguages: "Kaikki",
  none: "Ketään ei ole paikalla",
  noneHelp: "Asiakaspalvelijat näkyvät täällä, kun heidän konsolinsa on auki.",
  asOf: (time, seconds) => `Katsottu klo ${time}. Päivittyy itsestään ${seconds}\u00a0sekunnin välein.`,
};
