import { TriangleAlert } from "lucide";
import { useState } from "preact/hooks";
import { Icon } from "../../../shared/icon";
import { lengthOf, MESSAGE_CHARACTERS } from "../../../shared/text";
import { sentenceOf } from "../../../shared/words";
import { useLaterSpeech } from "./context";

/** What is said of a text that is longer than fits, and what says it: once somebody has tried to send it, until it fits. */
export function useTooLong(text: string) {
  const { words } = useLaterSpeech();
  const [tried, setTried] = useState(false);
  const isOver = lengthOf(text) > MESSAGE_CHARACTERS;
  if (tried && !isOver) setTried(false);
  const alert = (
    <div role="alert" class="refused">
      {tried && isOver && (
        <p>
          <Icon of={TriangleAlert} small />
          <span>{sentenceOf(words.errors, { code: "message_too_long", sentence: "" })}</span>
        </p>
      )}
    </div>
  );
  /** Returns whether it is too long to be sent, and says so. */
  const refuses = () => {
    setTried(isOver);
    return isOver;
  };
  return { alert, refuses };
}
