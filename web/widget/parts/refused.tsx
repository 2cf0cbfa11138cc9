import { MESSAGE_CHARACTERS } from "../../shared/text";
import { useTalkWords } from "../words";

/** Says why what was brought is not in the draft: a text of so many characters, or 0 for what is no text. */
export function Refused({ characters }: { characters: number }) {
  const { widget } = useTalkWords();
  return <>{characters > 0 ? widget.tooBig(characters, MESSAGE_CHARACTERS) : widget.noFiles}</>;
}
