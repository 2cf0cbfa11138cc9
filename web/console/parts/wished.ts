import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { useApp } from "./context";

/** Gives an element the focus when a key or click of this moment wishes it there; `here`: it is the one that is meant. */
export function useWished(wish: string, element: RefObject<HTMLElement | null>, here = true): void {
  const { wished } = useApp();
  const wanted = here && wished.value === wish;
  useLayoutEffect(() => {
    // A key may have come since this was drawn.
    if (!wanted || wished.peek() !== wish) return;
    wished.value = null;
    element.current?.focus();
  }, [wanted]);
}
