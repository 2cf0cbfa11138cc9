/** What is told beside the work: one toast at a time, and one place for what went wrong. */
import { type Signal, signal } from "@preact/signals";
import type { Problem } from "../shared/wire";

/** A short word about what has just happened. */
export interface Toast {
  sentence: string;
  action?: { verb: string; run: () => void };
}

/** What went wrong, and what can be done about it. */
export interface Trouble {
  problem: Problem;
  again?: () => void;
}

export interface Notices {
  toast: Signal<Toast | null>;
  trouble: Signal<Trouble | null>;
  /** Shows a toast in place of the last one, long enough to be read. */
  tell(sentence: string, action?: Toast["action"]): void;
  fail(problem: Problem, again?: () => void): void;
  clear(): void;
}

/** Trying again helps only where the trouble may have passed. */
const MAY_PASS: readonly string[] = ["offline", "unavailable", "log_unavailable", "too_many", "unexpected"];
const SHOWN_FOR = 6_000;
/** With something to press it stays longer: ten seconds are not enough for everybody. */
const SHOWN_WITH_ACTION_FOR = 20_000;

export function notices(): Notices {
  const toast = signal<Toast | null>(null);
  const trouble = signal<Trouble | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    toast,
    trouble,
    tell(sentence, action) {
      clearTimeout(timer);
      toast.value = action ? { sentence, action } : { sentence };
      timer = setTimeout(() => (toast.value = null), action ? SHOWN_WITH_ACTION_FOR : SHOWN_FOR);
    },
    fail(problem, again) {
      trouble.value = again && MAY_PASS.includes(problem.code) ? { problem, again } : { problem };
    },
    clear() {
      clearTimeout(timer);
      toast.value = null;
      trouble.value = null;
    },
  };
}
