/** The access log's table, without a screen: which conversation, in which order. */
import type { Access } from "../../shared/wire";

export const REFERENCE_CHARACTERS = 16;

/**
 * Returns the conversation's id in what somebody typed, or null when it cannot be one.
 *
 * Spaces, dashes and case do not matter; the letters that Crockford's base 32 leaves out are read as the digits they
 * look like.
 */
export function referenceIn(typed: string): string | null {
  const id = typed
    .replace(/[\s\p{Pd}]/gu, "")
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(id) ? id : null;
}

/** Returns an id in groups of four, as people read it out. */
export function grouped(id: string): string {
  return id.match(/.{1,4}/g)?.join("-") ?? id;
}

export type Column = "at" | "actor" | "role" | "action" | "purpose" | "outcome";
export interface Sorting {
  by: Column;
  down: boolean;
}
export const NEWEST_FIRST: Sorting = { by: "at", down: true };

/** Returns the records in the order asked for; equal ones keep the newest first. */
export function sorted(accesses: readonly Access[], { by, down }: Sorting): Access[] {
  const turn = down ? -1 : 1;
  return [...accesses].sort((a, b) => turn * compare(a[by], b[by]) || b.at - a.at);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

/** Returns the sorting after a column's head is pressed: the other way round, or from its natural end. */
export function pressed(sorting: Sorting, by: Column): Sorting {
  return sorting.by === by ? { by, down: !sorting.down } : { by, down: by === "at" };
}
