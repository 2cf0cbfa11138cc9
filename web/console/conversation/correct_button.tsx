import { PencilLine } from "lucide";
import { Icon } from "../../shared/icon";
import { textAt } from "./hide_button";
import type { ReadingWords } from "./words";

interface CorrectButtonProps {
  words: ReadingWords;
  seq: number;
  onCorrect: (seq: number) => void;
}

/** Beside one's newest message: puts it right. */
export function CorrectButton({ words, seq, onCorrect }: CorrectButtonProps) {
  return (
    <button
      type="button"
      class="quiet square correct"
      aria-label={words.correctVerb}
      aria-describedby={textAt(seq)}
      title={words.correctVerb}
      onClick={() => onCorrect(seq)}
    >
      <Icon of={PencilLine} small />
    </button>
  );
}
