/** So many pairs of a tint and its text there are in `talk.css`. */
const TINTS = 4;

/** Whoever answers, as a circle with their initials: always in the same tint, decoration beside their name. */
export function Face({ alias }: { alias: string }) {
  const tint = [...alias].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % TINTS;
  return (
    <span class="face" data-tint={tint} aria-hidden="true">
      {initialsOf(alias)}
    </span>
  );
}

/** Returns the first letters of the first two words, as people see letters. */
export function initialsOf(alias: string): string {
  const words = alias.split(/[\s-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.match(/^.\p{M}*/u)?.[0].toLocaleUpperCase() ?? "")
    .join("");
}
