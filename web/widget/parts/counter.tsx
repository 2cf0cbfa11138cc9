import { useRef } from "preact/hooks";
import { lengthOf, MESSAGE_CHARACTERS } from "../../shared/text";
import { useTalkWords } from "../words";

const COUNTED_FROM = 1800;
/** So often is it read out how long the draft is, in characters. */
const HEARD_EVERY = 50;

interface CounterProps {
  draft: string;
  /** How long a text is that was brought and is not in the draft: 0 for what is no text; null where all was taken. */
  refused: number | null;
}

/** Says beneath the input how long a long draft is, and why what was brought is not in it. */
export function Counter({ draft, refused }: CounterProps) {
  const { widget } = useTalkWords();
  const length = lengthOf(draft);
  const over = length - MESSAGE_CHARACTERS;
  const told =
    over > 0 ? widget.tooLong(over) : length > COUNTED_FROM ? widget.counter(length, MESSAGE_CHARACTERS) : "";
  return (
    <>
      <p id="counter" class={over > 0 ? "counter counter-over" : "counter"}>
        {told}
      </p>
      {refused !== null && (
        <p class="counter counter-over" role="alert">
          {refused > 0 ? widget.tooBig(refused, MESSAGE_CHARACTERS) : widget.noFiles}
        </p>
      )}
      <p class="only-heard" role="status">
        {useSteps(told, Math.ceil(length / HEARD_EVERY))}
      </p>
    </>
  );
}

/** Returns what was told when the step began: not every character is read out. */
function useSteps(told: string, step: number): string {
  const heard = useRef({ step, told });
  if (heard.current.step !== step) heard.current = { step, told };
  return heard.current.told;
}
