/** A conversation's reference, as people read it out and type it. */

/**
 * Returns the conversation's id in what somebody typed, or null when it cannot be one.
 *
 * Spaces, dashes and case do not matter; the letters that Crockford's base 32 leaves out are read as the digits they
 * look like.
 */
export function referenceIn(typed: string): string | null {
  const id = typed
    .replace(/[\s\p{Pd}]/gu, "")
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(id) ? id : null;
}

/** Returns an id in groups of four, as people read it out. */
export function grouped(id: string): string {
  return id.match(/.{1,4}/g)?.join("-") ?? id;
}
