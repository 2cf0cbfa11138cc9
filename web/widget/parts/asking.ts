import { useState } from "preact/hooks";
import { problemOf } from "../../shared/http";
import type { Asked } from "../chat";

/** How something that is asked for over HTTPS goes, and a way to ask: it returns the answer, or undefined when refused. */
export function useAsking(busy = false): [Asked, <Answer>(ask: () => Promise<Answer>) => Promise<Answer | undefined>] {
  const [asked, set] = useState<Asked>({ busy, problem: null });
  const run = async <Answer>(ask: () => Promise<Answer>) => {
    set({ busy: true, problem: null });
    try {
      const answer = await ask();
      set({ busy: false, problem: null });
      return answer;
    } catch (failure) {
      set({ busy: false, problem: problemOf(failure) });
      return undefined;
    }
  };
  return [asked, run];
}
