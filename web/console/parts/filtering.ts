/** What a list is narrowed by. It stands in the address, so it is an enumeration, a day or a reference, never what somebody typed. */

export type Kind =
  /** One word of ours; of which of them, where that is no secret of a room's other files. */
  | { is: "choice"; of?: readonly string[] }
  | { is: "day" }
  | { is: "reference"; form: RegExp }
  /** On by one word, and otherwise not there. */
  | { is: "switch"; on: string };

export type Schema = Readonly<Record<string, Kind>>;

/** Values by the names that the address has for them; what narrows nothing is not there. */
export type Filters<S extends Schema = Schema> = { readonly [Name in keyof S]?: string };

/** Returns those filters of an address that are of their form. */
export function filtersIn<S extends Schema>(query: URLSearchParams, schema: S): Filters<S> {
  const found = Object.entries(schema).flatMap(([name, kind]) => {
    const value = query.get(name);
    return value !== null && fits(kind, value) ? [[name, value]] : [];
  });
  return Object.fromEntries(found);
}

/** Returns a query with filters and a sorting (`sortOf`), nothing where there is neither. */
export function queryOf(filters: Filters, sort = ""): string {
  const query = new URLSearchParams(sort);
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  const text = query.toString();
  return text && `?${text}`;
}

function fits(kind: Kind, value: string): boolean {
  switch (kind.is) {
    case "choice":
      return kind.of ? kind.of.includes(value) : /^[a-z][a-z_-]{0,39}$/.test(value);
    case "day":
      return isDay(value);
    case "reference":
      return kind.form.test(value);
    case "switch":
      return value === kind.on;
  }
}

function isDay(value: string): boolean {
  const at = /^20\d\d-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}
