/** Long lists of which little changes: what has not is not gone through again. */
import type { VNode } from "preact";
import { useRef } from "preact/hooks";

interface Drawn {
  as: string;
  node: VNode;
}

/** Draws an item, or returns what was drawn of it before, where it is the same: Preact leaves alone what is the very same node. */
export type Keep = (key: string, item: unknown, draw: () => VNode) => VNode;

/**
 * Returns what draws the items of a list, each under a key of its own.
 *
 * An item is what it is as JSON. `by`: whatever else `draw` goes by; when one of these changes, all are drawn anew.
 */
export function useKept(...by: readonly unknown[]): Keep {
  const last = useRef<{ by: readonly unknown[]; drawn: Map<string, Drawn> } | null>(null);
  const before = last.current?.by.every((one, place) => Object.is(one, by[place])) ? last.current.drawn : null;
  const drawn = new Map<string, Drawn>();
  last.current = { by, drawn };
  return (key, item, draw) => {
    const as = JSON.stringify(item);
    const known = before?.get(key);
    const now = known?.as === as ? known : { as, node: draw() };
    drawn.set(key, now);
    return now.node;
  };
}
