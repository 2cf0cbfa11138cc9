/** Notes for colleagues as they are read, in Swedish. */
import type { NoteWords } from "../../console/conversation/words";

export const words: NoteWords = {
  own: "Din anteckning till kollegor",
  by: (alias) => `Anteckning till kollegor: ${alias}`,
  heard: (alias, text) => `Anteckning, ${alias}: ${text}`,
  takenBack: "Anteckningen togs tillbaka.",
  takeBack: "Ta tillbaka anteckningen",
  saving: "Sparas…",
  notSaved: "Anteckningen sparades inte.",
  noMore: "Den här chatten rymmer inte fler anteckningar.",
  notFetched: "Anteckningarna kunde inte hämtas.",
};
