import type { Problem } from "../wire";

/** A sentence a code of `chalicelib/chat/errors.py`, and for the browser's own: `offline`, `unexpected`, `handed_over`. */
export interface ErrorWords {
  [code: string]: (problem: Problem) => string;
  unexpected: (problem: Problem) => string;
}

/** Says in words what was refused; a code that is newer than these words has a sentence too. */
export function sentenceOf(words: ErrorWords, problem: Problem): string {
  return (words[problem.code] ?? words.unexpected)(problem);
}
