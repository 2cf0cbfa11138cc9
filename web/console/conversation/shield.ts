/** Which messages are veiled from an agent who wants that: those with a word or phrase of abuse or threat in them. */

/** Returns whether a message is veiled. */
export type Shield = (text: string) => boolean;

const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/gu;

/** Returns a text's words with a space around each, whatever stood between them, however they were written. */
function wordsOf(text: string): string {
  const plain = text.normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
  return ` ${plain.replace(BETWEEN_WORDS, " ").trim()} `;
}

/**
 * Returns the shield against some words and phrases. One stands for itself wherever it stands alone; with a `*` behind it,
 * for every word that begins so, as Finnish needs.
 */
export function shieldOf(entries: readonly string[]): Shield {
  const wanted = entries
    .map((entry) => (entry.trim().endsWith("*") ? wordsOf(entry).trimEnd() : wordsOf(entry)))
    .filter((entry) => entry.trim() !== "");
  return (text) => {
    const there = wordsOf(text);
    return wanted.some((entry) => there.includes(entry));
  };
}
