import { giveHidePicture, goByArrows } from "../../shared/hide_button";
import type { ReadingWords } from "./words";

giveHidePicture();

/** The name of the element that says how the arrows lead from one button to the others. */
export const HIDE_HELP = "hide-help";

/** Returns the name of the element with the text that stands in a place. */
export const textAt = (seq: number) => `text-${seq}`;

interface HideButtonProps {
  words: ReadingWords;
  onHide: (seq: number) => void;
  seq: number;
  /** One Tab comes to the newest message; the arrows lead from there to the others. */
  newest: boolean;
}

/** Beside a message that may be hidden: asks whether it is to be. */
export function HideButton({ words, seq, newest, onHide }: HideButtonProps) {
  return (
    <button
      type="button"
      class="quiet square hide"
      aria-label={words.hideVerb}
      aria-describedby={`${textAt(seq)} ${HIDE_HELP}`}
      title={words.hideVerb}
      tabIndex={newest ? 0 : -1}
      onMouseDown={leaveFocus}
      onKeyDown={goByArrows}
      onClick={() => onHide(seq)}
    />
  );
}

/** A click takes the caret out of nothing that one writes in: the question gives it back to where it was. */
function leaveFocus(event: Event): void {
  event.preventDefault();
}
