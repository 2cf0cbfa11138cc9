/** The keys that are no commands, in English. */
import type { KeysWords } from "../../console/shell/words";

export const words: KeysWords = {
  writing: "While writing",
  whileWriting: [
    [["Enter"], "Send"],
    [["Shift", "Enter"], "New line"],
    [["/"], "Canned answers"],
    [["↑"], "Correct your last message, when the field is empty"],
    [["Esc"], "Back to the list"],
  ],
  other: "Others",
  others: [
    [["Ctrl", "K"], "Find a command"],
    [["1"], "Before the end: guidance was missing"],
    [["2"], "Before the end: guidance was unclear"],
    [["3"], "Before the end: guidance was wrong"],
  ],
  emoji:
    "Emoji are the system’s own: Windows key + . (full stop), on a Mac Ctrl + Cmd + Space. Messages are plain text.",
};
