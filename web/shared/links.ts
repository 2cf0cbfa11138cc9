/** Finds the addresses of pages in a text. */

export interface Piece {
  text: string;
  /** Where it leads, if it is an address. */
  href: string | null;
  /** Whose page it is, so that a reader can tell before following it. */
  domain: string | null;
}

/** An address as it is shown: shortened in the middle where it is long, never in its domain. */
export interface Label {
  text: string;
  /** Whose page it is, where the text says it in other letters than the browser does. */
  domain: string | null;
}

/** So much of what comes after the domain is shown: its beginning and its end. */
const SHOWN_FIRST = 24;
const SHOWN_LAST = 12;
/** Letters of the Nordic languages and their neighbours' that look like no other's; any other may be there to mislead. */
const HONEST_HOST = /^[a-z0-9åäöæøõüéšž.-]+$/u;

/** Returns how an address that was found in a text is shown. */
export function labelOf(text: string, domain: string): Label {
  const [, start = "", host = "", rest = ""] = /^(https?:\/\/)([^/?#\\]*)(.*)$/isu.exec(text) ?? [];
  const written = host.replace(/:\d*$/, "").toLowerCase().normalize("NFC");
  const honest = written === domain || (HONEST_HOST.test(written) && /(^|\.)xn--/.test(domain));
  return { text: start + host + shortened(rest), domain: honest ? null : domain };
}

function shortened(rest: string): string {
  const characters = [...rest];
  if (characters.length <= SHOWN_FIRST + SHOWN_LAST) return rest;
  return `${characters.slice(0, SHOWN_FIRST).join("")}…${characters.slice(-SHOWN_LAST).join("")}`;
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
