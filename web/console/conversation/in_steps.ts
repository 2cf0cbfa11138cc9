/** Of a long log its end is drawn, and more of it as somebody reads further up: what nobody looks at costs no key and no click. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** So many items are drawn at first, which fills a screen, */
export const FIRST = 24;
/** and so many more at a time. */
export const STEP = 40;

interface InSteps<Item> {
  items: readonly Item[];
  /** So many stand above them that are not drawn. */
  above: number;
  /** Draws so many more of them: a step, if nothing is said. */
  more(by?: number): void;
}

/**
 * Returns the newest of all items, and what draws more of them.
 *
 * `atEnd`: whether their reader is at the end. From whoever is not, nothing that is drawn is taken away.
 */
export function useInSteps<Item extends { key: string }>(all: readonly Item[], atEnd: boolean): InSteps<Item> {
  const [, draw] = useState(0);
  /** Under which key stands the first that is drawn. */
  const first = useRef<string | undefined>(undefined);
  const newest = Math.max(0, all.length - FIRST);
  const before = all.findIndex(({ key }) => key === first.current);
  const above = before < 0 || (atEnd && newest - before > STEP) ? newest : before;
  useLayoutEffect(() => {
    first.current = all[above]?.key;
  });
  return {
    items: above === 0 ? all : all.slice(above),
    above,
    more(by = STEP) {
      first.current = all[Math.max(0, above - by)]?.key;
      draw((n) => n + 1);
    },
  };
}
