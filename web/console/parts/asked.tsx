import { RefreshCw, TriangleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../../shared/http";
import { Icon } from "../../shared/icon";
import type { Problem } from "../../shared/wire";
import { staffSentenceOf } from "../speaking";
import { useSpeech } from "./context";
import { Empty } from "./empty";

/** What was asked of the service. What was known before stays while it is asked anew, and when that is refused. */
export interface Asked<Value> {
  value: Value | null;
  /** Why the last asking was refused. */
  problem: Problem | null;
  busy: boolean;
  /** Asks anew. */
  again(): void;
  /** Puts what is known otherwise in its place. */
  put(value: Value): void;
}

/** Asks when it is first drawn and whenever `of` changes, which nothing known before is about. The last question counts. */
export function useAsked<Value>(ask: () => Promise<Value>, of: readonly unknown[]): Asked<Value> {
  const [known, setKnown] = useState<Pick<Asked<Value>, "value" | "problem" | "busy">>(NOTHING);
  const question = useRef(0);
  const start = (before: Value | null) => {
    question.current += 1;
    const mine = question.current;
    const hear = (heard: Partial<typeof known>) => {
      if (mine === question.current) setKnown((was) => ({ ...was, busy: false, ...heard }));
    };
    setKnown({ value: before, problem: null, busy: true });
    ask().then(
      (value) => hear({ value, problem: null }),
      (failure) => hear({ problem: problemOf(failure) }),
    );
  };
  useEffect(() => {
    start(null);
    return () => {
      question.current += 1;
    };
  }, of);
  return {
    ...known,
    again: () => start(known.value),
    put: (value) => setKnown({ value, problem: null, busy: false }),
  };
}

const NOTHING = { value: null, problem: null, busy: true };

interface AskedProps<Value> {
  of: Pick<Asked<Value>, "value" | "problem" | "again">;
  /** What stands there when it was refused for a reason that has words of its own; null: the usual. */
  refused?: (problem: Problem) => ComponentChildren;
  children: (value: Value) => ComponentChildren;
}

/** Draws what was asked, or that it is on its way, or why it is not here with the way on. */
export function AskedView<Value>({ of, refused, children }: AskedProps<Value>) {
  const { words } = useSpeech();
  const { value, problem, again } = of;
  if (value !== null) {
    return (
      <>
        {problem && (
          <div class="stale" role="alert">
            <Icon of={RefreshCw} small />
            <p>
              {words.asked.stale} {staffSentenceOf(words, problem)}
            </p>
            <button type="button" class="secondary" onClick={again}>
              {words.again}
            </button>
          </div>
        )}
        {children(value)}
      </>
    );
  }
  if (problem === null) return <Loading />;
  return (
    refused?.(problem) ?? (
      <Empty alert icon={<Icon of={TriangleAlert} />} title={words.asked.failed} help={staffSentenceOf(words, problem)}>
        <button type="button" class="secondary" onClick={again}>
          {words.again}
        </button>
      </Empty>
    )
  );
}

/** What stands where something is on its way. */
export function Loading() {
  const { words } = useSpeech();
  return (
    <div class="loading" role="status">
      <span class="only-heard">{words.loading}</span>
      {[1, 2, 3, 4].map((one) => (
        <div key={one} class="bone" />
      ))}
    </div>
  );
}

interface MoreProps<Page> {
  /** What the button says. */
  verb: string;
  fetch: () => Promise<Page>;
  found: (page: Page) => void;
}

/** There is more than what is shown. */
export function More<Page>({ verb, fetch, found }: MoreProps<Page>) {
  const { words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const press = () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    fetch()
      .then(found, (failure) => setProblem(problemOf(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <button type="button" class="secondary" aria-busy={busy} aria-disabled={busy} onClick={press}>
        {verb}
      </button>
      {problem && <p role="alert">{staffSentenceOf(words, problem)}</p>}
    </>
  );
}
