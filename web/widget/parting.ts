import { lengthOf } from "../shared/text";

/** Where a text is parted, the best first: between paragraphs, lines, sentences, words. */
const SEAMS = [/\n\s*\n/gu, /\n/gu, /(?<=[.!?…])\s/gu, /\s/gu];

/** What stands between the groups of a number, and may be cut away with it: as the service's masking has it. */
const BETWEEN = "[\\s./_|:·+\\p{Pd}\\p{Cf}]{0,8}";
/** The end of a text within a number: its last digit, or the letter that some identity codes have in their middle. */
const BEGUN = new RegExp(`\\p{N}(?:${BETWEEN}[A-Fa-fU-Yu-y])?${BETWEEN}$`, "u");
/** What goes on with a number: a digit, or the one letter that such codes have in their middle and at their end. */
const GOES_ON = new RegExp(`^${BETWEEN}(?:\\p{N}|[A-Ya-y](?!\\p{L}))`, "u");
const NEAR = 20;
const LONGEST_NUMBER = 80;
const NUMBER_BEFORE = new RegExp(`(?:[\\p{N}A-Ya-y]${BETWEEN}){1,40}$`, "u");

/**
 * Returns a text in parts of at most so many characters, parted where one would part it; nothing but space is lost. No number
 * is parted, where there is another place: half a card's number is one that the service does not know.
 */
export function partsOf(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (lengthOf(rest) > most) {
    const head = headOf(rest, most);
    const at = seamOf(head, rest) ?? beforeNumber(head, rest);
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return [...parts, rest].filter((part) => part !== "");
}

/** As many whole characters, as people see them, as there is room for. */
function headOf(text: string, most: number): string {
  let head = "";
  let length = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    length += lengthOf(segment);
    if (length > most) break;
    head += segment;
  }
  // What counts as one to the eye and has more characters than there is room for is cut through.
  return head === "" ? [...text].slice(0, most).join("") : head;
}

/** The last good place in the second half; the earlier kinds go before the later ones. */
function seamOf(head: string, text: string): number | null {
  // A space right behind it is as good a place as any in it.
  if (/^\s/u.test(text.slice(head.length)) && !partsNumber(text, head.length)) return head.length;
  for (const seam of SEAMS) {
    const places = [...head.matchAll(seam)]
      .map(({ index }) => index)
      .filter((index) => index > head.length / 2 && !partsNumber(text, index));
    const last = places.at(-1);
    if (last !== undefined) return last;
  }
  return null;
}

function partsNumber(text: string, at: number): boolean {
  return BEGUN.test(text.slice(Math.max(0, at - NEAR), at)) && GOES_ON.test(text.slice(at, at + NEAR));
}

/** The end of a head that has no seam; before the number that it would part, where there is anything before it. */
function beforeNumber(head: string, text: string): number {
  if (!partsNumber(text, head.length)) return head.length;
  const number = NUMBER_BEFORE.exec(head.slice(-LONGEST_NUMBER));
  const at = number === null ? head.length : head.length - number[0].length;
  return at > 0 && at > head.length - LONGEST_NUMBER ? at : head.length;
}
