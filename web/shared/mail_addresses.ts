/** Mail addresses as people write them: within a sentence, and in a field. */

/** Letters of the Nordic languages and their neighbours' that look like no other's. */
const HONEST = "a-z0-9åäöæøõüéšž";
const LOCAL = `[${HONEST}_][${HONEST}_.+'-]*`;
/** A source for a pattern with the flags `iu`: what is begun, goes on with a letter or holds others is not one. */
export const MAIL_ADDRESS = `(?<![\\p{L}\\p{N}_.+@-])${LOCAL}@(?:[${HONEST}]+(?:-+[${HONEST}]+)*\\.)+[a-z]{2,63}(?![\\p{L}\\p{N}@])`;

/** A sentence that begins behind a full stop without a space: no part of the domain before it. */
const NEXT_SENTENCE = /(?<=\.[a-z]+)\.\p{Lu}\p{Ll}+$/u;

/** Returns an address that was found, without the beginning of the next sentence. */
export function withoutSentence(found: string): string {
  return found.replace(NEXT_SENTENCE, "");
}

/** Returns the addresses in a text, in their order. */
export function mailAddressesIn(text: string): string[] {
  const found = text.normalize("NFKC").matchAll(new RegExp(MAIL_ADDRESS, "giu"));
  return [...found].map(([address]) => withoutSentence(address));
}

/**
 * Returns what was written into a field as the address that is meant: without what a mail program or a web page has put
 * around it when it was copied. Nothing is guessed: what is no address stays none.
 */
export function meantAddress(written: string): string {
  return written
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replace(/^.*<([^<>]*)>.*$/su, "$1")
    .replace(/^\s*mailto:([^?]*).*$/isu, "$1")
    .replace(/[.,;\s]+$/u, "")
    .trim();
}
