import { lengthOf } from "../shared/text";

/** Where a text is parted, the best first: between paragraphs, lines, sentences, words. */
const SEAMS = [/\n\s*\n/gu, /\n/gu, /(?<=[.!?…])\s/gu, /\s/gu];

/** Returns a text in parts of at most so many characters, parted where one would part it; nothing but space is lost. */
export function partsOf(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (lengthOf(rest) > most) {
    const head = headOf(rest, most);
    const at = seamOf(head, rest) ?? head.length;
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
  if (/^\s/u.test(text.slice(head.length))) return head.length;
  for (const seam of SEAMS) {
    const places = [...head.matchAll(seam)].map(({ index }) => index).filter((index) => index > head.length / 2);
    const last = places.at(-1);
    if (last !== undefined) return last;
  }
  return null;
}
