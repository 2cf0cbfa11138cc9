/** Where one is in the console, as the part of the address after `#`: it can be kept, shared and gone back to. */
import { type Column, grouped, NEWEST_FIRST, referenceIn, type Sorting } from "./access_log/state";

export type Room = "desk" | "access-log";

export interface Address {
  room: Room;
  /** At the desk: the open conversation. In the access log: the one whose records are shown. */
  conversation: string | null;
  sorting: Sorting;
}

const COLUMNS: readonly string[] = ["at", "actor", "role", "action", "purpose", "outcome"] satisfies Column[];

/** Returns the place that a hash names; what it does not name is the desk. */
export function read(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  const [room, id] = path.split("/");
  return {
    room: room === "access-log" ? "access-log" : "desk",
    conversation: referenceIn(id ?? ""),
    sorting: sortingIn(new URLSearchParams(query).get("sort")),
  };
}

export function write({ room, conversation, sorting }: Address): string {
  const path = conversation ? `#/${room}/${grouped(conversation)}` : `#/${room}`;
  const plain = sorting.by === NEWEST_FIRST.by && sorting.down === NEWEST_FIRST.down;
  return room === "access-log" && !plain ? `${path}?sort=${sorting.down ? "-" : ""}${sorting.by}` : path;
}

function sortingIn(text: string | null): Sorting {
  const by = text?.replace(/^-/, "") ?? "";
  return COLUMNS.includes(by) ? { by: by as Column, down: text?.startsWith("-") === true } : NEWEST_FIRST;
}

/** Returns the rooms that somebody's roles reach, the first being where they begin. */
export function roomsOf(roles: readonly string[]): Room[] {
  const records = ["agent", "supervisor", "reviewer", "trainer", "data-protection-officer"];
  return [
    ...(roles.includes("agent") ? ["desk" as const] : []),
    ...(roles.some((role) => records.includes(role)) ? ["access-log" as const] : []),
  ];
}
