import { TriangleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../../shared/http";
import { Icon } from "../../shared/icon";
import type { Problem } from "../../shared/wire";
import { staffSentenceOf } from "../speaking";
import { useSpeech } from "./context";
import { Dialog } from "./dialog";

interface ConfirmProps<Answer> {
  title: string;
  /** What happens, and what does not come back. */
  children: ComponentChildren;
  /** What is done, on its button; and while it is under way. */
  verb: string;
  busy: string;
  /** On the button that leaves all as it is. */
  keep: string;
  /** Whether it takes something from somebody. */
  danger?: boolean;
  run: () => Promise<Answer>;
  done: (answer: Answer) => void;
  onShut: () => void;
}

/** Asks once before something is done; a refusal stands beside the question. */
export function Confirm<Answer>(props: ConfirmProps<Answer>) {
  const { title, children, verb, busy: doing, keep, danger = false, run, done, onShut } = props;
  const { words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const drawn = useRef(true);
  useEffect(
    () => () => {
      drawn.current = false;
    },
    [],
  );
  const confirm = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    run()
      .then(done, (failure) => drawn.current && setProblem(problemOf(failure)))
      .finally(() => drawn.current && setBusy(false));
  };
  return (
    <Dialog title={title} shut={words.shut} onShut={onShut}>
      <form class="asking" onSubmit={confirm}>
        {children}
        <div role="alert" class="refused">
          {problem && (
            <p>
              <Icon of={TriangleAlert} small />
              <span>{staffSentenceOf(words, problem)}</span>
            </p>
          )}
        </div>
        <div class="form-end">
          <button type="submit" class={danger ? "danger" : "primary"} aria-disabled={busy}>
            {busy ? doing : verb}
          </button>
          <button type="button" class="secondary" autofocus={danger} onClick={onShut}>
            {keep}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
