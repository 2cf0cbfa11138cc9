import { ArrowDown, ArrowUp } from "lucide";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { pressed, type Sorting } from "./sorting";

export interface Column<Row, Key extends string> {
  key: Key;
  name: string;
  cell: (row: Row) => ComponentChildren;
  /** By it the row is called. */
  head?: boolean;
  /** Whether rows can be read in its order. */
  sorts?: boolean;
}

interface TableProps<Row, Key extends string> {
  caption: string;
  columns: readonly Column<Row, Key>[];
  /** In the order in which they are read. */
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Where rows can be read in more than one order. */
  sorting?: Sorting<Key>;
  /** How the table begins. */
  start?: Sorting<Key>;
  onSort?: (sorting: Sorting<Key>) => void;
}

/** A table with a head that stays; where there is no room for its columns a row is a card, each cell under its own name. */
export function Table<Row, Key extends string>(table: TableProps<Row, Key>) {
  const { caption, columns, rows, keyOf, sorting, start, onSort } = table;
  const name = useId();
  return (
    <section
      class="table-scroll"
      aria-labelledby={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keys too
      tabIndex={0}
    >
      <table>
        <caption id={name}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, name, sorts }) => (
              <th
                key={key}
                scope="col"
                aria-sort={sorting?.by !== key ? undefined : sorting.down ? "descending" : "ascending"}
              >
                {sorts && sorting && start ? (
                  <button type="button" class="quiet" onClick={() => onSort?.(pressed(sorting, key, start))}>
                    {name}
                    {sorting.by === key && <Icon of={sorting.down ? ArrowDown : ArrowUp} small />}
                  </button>
                ) : (
                  name
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ key, name, cell, head }) =>
                head ? (
                  <th key={key} scope="row" data-name={name}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} data-name={name}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
