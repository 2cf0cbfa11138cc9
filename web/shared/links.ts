/** Finds in a text what leads somewhere: addresses of pages, mail addresses, telephone numbers. */
import { MAIL_ADDRESS, withoutSentence } from "./mail_addresses";
import { numberOf, TELEPHONE } from "./telephones";

export interface Piece {
  text: string;
  /** Where it leads, if it leads anywhere. */
  href: string | null;
  /** Whose page it is, so that a reader can tell before following it; null where it is none. */
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
  const [, start = "", host = "", rest = ""] = /^((?:https?:\/\/)?)([^/?#\\]*)(.*)$/isu.exec(text) ?? [];
  const written = host.replace(/:\d*$/, "").toLowerCase().normalize("NFC");
  const honest = written === domain || (HONEST_HOST.test(written) && /(^|\.)xn--/.test(domain));
  return { text: start + host + shortened(rest), domain: honest ? null : domain };
}

function shortened(rest: string): string {
  const characters = [...rest];
  if (characters.length <= SHOWN_FIRST + SHOWN_LAST) return rest;
  return `${characters.slice(0, SHOWN_FIRST).join("")}…${characters.slice(-SHOWN_LAST).join("")}`;
}

/** Together they find all that may be a link: what it is, and whether it is one, is looked at then. */
const LINKABLE = new RegExp(
  [
    // Two addresses that are joined are two; quotes, a long dash and what is not seen are no part of one.
    String.raw`(?<web>(?:https?:\/\/|(?<![\p{L}\p{N}@./_-])www\.)(?:(?![,;|]+(?:https?:\/\/|www\.))[^\s<>"„“”‘’«»‹›—\u200b-\u200f\u202a-\u202e\u2066-\u2069])+)`,
    `(?<mail>${MAIL_ADDRESS})`,
    `(?<phone>${TELEPHONE})`,
  ].join("|"),
  "giu",
);

/** What ends a sentence, or sets an address apart, does not belong to it. */
const ENDING = new Set(".,:;!?…'*");
const OPENING: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
/** An ending of a Finnish or Swedish word behind a colon. */
const INFLECTED = /:(?:n|s|e[nt]|i?(?:ss|st|ll|lt)[aä]|i?lle|i?ksi|i?[nt][aä]|i?[aä]|[aeiouyäö]{0,2}n|h[aeiouyäö]n)$/iu;

/** Parts a text into what leads somewhere and what is between; together the pieces are the text. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINKABLE)) {
    const link = linkOf(match, text);
    if (link === null) continue;
    if (match.index > from) found.push(plain(text.slice(from, match.index)));
    found.push(link);
    from = match.index + link.text.length;
  }
  if (from < text.length) found.push(plain(text.slice(from)));
  return found;
}

function linkOf({ groups, index }: RegExpMatchArray, text: string): Piece | null {
  const { web, mail, phone } = groups ?? {};
  if (web) return linkTo(withoutEnding(web));
  if (mail) return reaching("mailto:", withoutSentence(mail));
  const number = phone && numberOf(phone, text.slice(0, index));
  return number ? { ...reaching("tel:", phone), href: `tel:${number}` } : null;
}

/** By mail or telephone: no page of anybody's. */
function reaching(scheme: string, text: string): Piece {
  return { text, href: scheme + text, domain: null };
}

function plain(text: string): Piece {
  return { text, href: null, domain: null };
}

/** A closing bracket belongs to the address when its opening one does. */
function withoutEnding(address: string): string {
  const counts = new Map<string, number>();
  for (const each of address) counts.set(each, (counts.get(each) ?? 0) + 1);
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const closing = counts.get(last) ?? 0;
    const opening = OPENING[last];
    if (opening === undefined ? !ENDING.has(last) : (counts.get(opening) ?? 0) >= closing) break;
    counts.set(last, closing - 1);
  }
  return address.slice(0, end).replace(INFLECTED, "");
}

/** A name and password in an address only serve to mislead about its domain, so such a one stays text. */
function linkTo(text: string): Piece | null {
  const address = /^https?:/iu.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const whole = address === text || /^www\.[^.]+\./iu.test(url.hostname);
  return url.username || url.password || !whole ? null : { text, href: url.href, domain: url.hostname };
}
