/** Notes for colleagues as they are read, in Finnish. */
import type { NoteWords } from "../../console/conversation/words";

export const words: NoteWords = {
  own: "Muistiinpanosi kollegoille",
  by: (alias) => `Muistiinpano kollegoille: ${alias}`,
  heard: (alias, text) => `Muistiinpano, ${alias}: ${text}`,
  takenBack: "Muistiinpano peruttiin.",
  takeBack: "Peru muistiinpano",
  saving: "Tallennetaan…",
  notSaved: "Muistiinpanoa ei tallennettu.",
  noMore: "Tähän keskusteluun ei mahdu enempää muistiinpanoja.",
  notFetched: "Muistiinpanoja ei saatu haettua.",
};
