import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Returns what a page's heading is to have: it gets the focus where what led here is gone from the screen, and the focus with it. */
export function useHeading(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return heading;
}
