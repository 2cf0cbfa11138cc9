/** In which order the rows of a table are read; it stands in the address. */

export interface Sorting<Column extends string = string> {
  by: Column;
  down: boolean;
}

/** Returns the sorting that an address names, else the one with which a table begins. */
export function sortingIn<Column extends string>(
  query: URLSearchParams,
  columns: readonly Column[],
  start: Sorting<Column>,
): Sorting<Column> {
  const text = query.get("sort") ?? "";
  const by = columns.find((column) => column === text.replace(/^-/, ""));
  return by === undefined ? start : { by, down: text.startsWith("-") };
}

/** Returns the sorting as an address has it: nothing, where a table begins so. */
export function sortOf<Column extends string>({ by, down }: Sorting<Column>, start: Sorting<Column>): string {
  return by === start.by && down === start.down ? "" : `?sort=${down ? "-" : ""}${by}`;
}

/** Returns the sorting after a column's head is pressed: the other way round, or from its natural end. */
export function pressed<Column extends string>(
  sorting: Sorting<Column>,
  by: Column,
  start: Sorting<Column>,
): Sorting<Column> {
  return sorting.by === by ? { by, down: !sorting.down } : { by, down: by === start.by && start.down };
}

/** Returns rows in the order of what a column has; equal ones keep theirs. */
export function sorted<Row>(rows: readonly Row[], down: boolean, of: (row: Row) => string | number): Row[] {
  const turn = down ? -1 : 1;
  return [...rows].sort((a, b) => turn * compare(of(a), of(b)));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}
