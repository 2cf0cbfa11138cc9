/** What becomes of the variables of a canned answer: `{name|there}` is the visitor's name, or `there` where they gave none. */

export const VARIABLES = ["name", "alias", "company", "contact", "reference"] as const;
export type Variable = (typeof VARIABLES)[number];
/** What a conversation gives; nothing where it has none. */
export type Values = Readonly<Record<Variable, string>>;

/** Variables that a conversation may have nothing for: with them is written what is said then. */
export const LACKING: readonly Variable[] = ["name", "contact"];

/** A piece of a text: as it was written, or what stands for a variable. */
export interface Piece {
  text: string;
  variable?: Variable;
  /** There was nothing for it, so that its own words stand there. */
  lacking?: boolean;
}

const VARIABLE = /\{([a-z]+)(?:\|([^{}|\n]*))?\}/g;

function isVariable(name: string): name is Variable {
  return (VARIABLES as readonly string[]).includes(name);
}

/** Returns the pieces of a text with its variables filled. Where nothing stands for one, the space before it goes too. */
export function pieces(text: string, values: Values): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, name = "", otherwise = ""] = match;
    if (!isVariable(name)) continue;
    const lacking = values[name] === "";
    const said = lacking ? otherwise : values[name];
    const before = text.slice(from, match.index);
    found.push({ text: said === "" ? before.replace(/ $/, "") : before });
    found.push({ text: said, variable: name, ...(lacking && { lacking }) });
    from = match.index + whole.length;
  }
  found.push({ text: text.slice(from) });
  return found.filter((piece) => piece.text !== "" || piece.lacking);
}

/** Returns a text with its variables filled. */
export function filled(text: string, values: Values): string {
  return pieces(text, values)
    .map((piece) => piece.text)
    .join("");
}

/** Returns how a variable is written where one may be lacking: with what is said then. */
export function written(variable: Variable, otherwise: string): string {
  return LACKING.includes(variable) ? `{${variable}|${otherwise}}` : `{${variable}}`;
}
