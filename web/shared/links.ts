/** Finds the addresses of pages in a text. */

export interface Piece {
  text: string;
  /** Where it leads, if it is an address. */
  href: string | null;
  /** Whose page it is, so that a reader can tell before following it. */
  domain: string | null;
}

/** Only what is plainly an address of the web: everything else stays text. */
const ADDRESS = /https?:\/\/[^\s<>"'\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/giu;
/** What ends a sentence does not belong to the address before it. */
const ENDING = /[.,:;!?)\]}…»”’]+$/u;

/** Parts a text into addresses and what is between them; together the pieces are the text. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(ENDING, "");
    const link = linkTo(address);
    if (link === null) continue;
    if (match.index > from) found.push(plain(text.slice(from, match.index)));
    found.push(link);
    from = match.index + address.length;
  }
  if (from < text.length) found.push(plain(text.slice(from)));
  return found;
}

function plain(text: string): Piece {
  return { text, href: null, domain: null };
}

/** A name and password in an address only serve to mislead about its domain, so such a one stays text. */
function linkTo(address: string): Piece | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.username || url.password ? null : { text: address, href: url.href, domain: url.hostname };
}
