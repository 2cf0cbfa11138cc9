/** A stretch of a message: an address that can be opened, or other text. */
export interface Stretch {
  text: string;
  link: boolean;
}

const ADDRESS = /https?:\/\/[^\s<>"'\p{Cf}]*[^\s<>"'\p{Cf}.,;:!?)\]}]/giu;

/** Parts a message into addresses and other text. Only http and https count, and they are shown whole. */
export function stretchesOf(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    if (index > from) stretches.push({ text: text.slice(from, index), link: false });
    stretches.push({ text: address, link: true });
    from = index + address.length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from), link: false });
  return stretches;
}
