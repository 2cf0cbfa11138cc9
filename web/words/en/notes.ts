/** Notes for colleagues as they are read, in English. */
import type { NoteWords } from "../../console/conversation/words";

export const words: NoteWords = {
  own: "Your note for colleagues",
  by: (alias) => `Note for colleagues: ${alias}`,
  heard: (alias, text) => `Note, ${alias}: ${text}`,
  takenBack: "The note was taken back.",
  takeBack: "Take back the note",
  saving: "Saving…",
  notSaved: "Note not saved.",
  noMore: "This chat has room for no more notes.",
  notFetched: "The notes could not be fetched.",
};
