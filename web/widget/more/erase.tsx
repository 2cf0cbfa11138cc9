import type { Ask } from "../../shared/http";
import { Refusal } from "../../shared/http";
import { useAsking } from "../parts/asking";
import { Trouble } from "./trouble";
import { useMoreWords } from "./words";

interface EraseProps {
  /** The conversation still goes on, and ends with this. */
  open: boolean;
  ask: Ask;
  onErased: () => void;
  onKeep: () => void;
}

/** Asks once, plainly, before everything is erased. */
export function EraseQuestion({ open, ask, onErased, onKeep }: EraseProps) {
  const { later, more } = useMoreWords();
  const [{ busy, problem }, run] = useAsking();
  const erase = async () => {
    if (busy) return;
    const done = await run(() => erased(ask));
    if (done) onErased();
  };
  return (
    <>
      <p>{more.erase.what}</p>
      {open && <p>{more.erase.whatOpen}</p>}
      <p class="quiet">{more.erase.stays}</p>
      <Trouble problem={problem} />
      <div class="actions">
        <button type="button" class="button button-trouble" aria-disabled={busy} onClick={erase}>
          {busy ? later.copy.working : more.erase.verb}
        </button>
        <button type="button" class="button" onClick={onKeep}>
          {more.erase.keep}
        </button>
      </div>
    </>
  );
}

/** Erases; where an answer was lost on the way, the next try finds nothing any more, and that is what was wanted. */
async function erased(ask: Ask): Promise<boolean> {
  try {
    await ask("POST", "v1/conversation/erase", {});
  } catch (failure) {
    const gone = failure instanceof Refusal && ["unauthenticated", "not_found"].includes(failure.code);
    if (!gone) throw failure;
  }
  return true;
}
