import { useLaterWords } from "../words";

/** Below a message that its agent has put right: says so, and shows what it was to whoever asks. */
export function Corrected({ was }: { was: string }) {
  const { later } = useLaterWords();
  return (
    <details class="was">
      <summary>{later.correctedMark}</summary>
      <p dir="auto">
        <span class="only-heard">{later.correctedWas} </span>
        {was}
      </p>
    </details>
  );
}
