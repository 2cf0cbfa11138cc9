import type { HoldMinutes } from "../../../shared/wire";
import { Dialog } from "../../parts/dialog";
import { useDesk, useLaterSpeech } from "./context";

const CHOICES: readonly HoldMinutes[] = [2, 5, 10, 15];
const USUAL: HoldMinutes = 5;

/** Asks for how long one checks something: one key or click more, for the visitor is told. */
export function HoldQuestion() {
  const { question, holdFor } = useDesk();
  const { words } = useLaterSpeech();
  const { hold } = words;
  const shut = () => {
    question.value = null;
  };
  return (
    <Dialog title={hold.title} shut={words.shut} onShut={shut}>
      <p>{hold.what}</p>
      <div class="form-end">
        {CHOICES.map((minutes) => (
          <button
            key={minutes}
            type="button"
            class={minutes === USUAL ? "primary" : "secondary"}
            autofocus={minutes === USUAL}
            onClick={() => holdFor(minutes)}
          >
            {hold.minutes(minutes)}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
