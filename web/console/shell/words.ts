/** What one presses, held together, and what it does. */
type Key = readonly [keys: readonly string[], does: string];

/** What is said of keys beside those of the commands, by the list of keys alone. */
export interface KeysWords {
  writing: string;
  whileWriting: readonly Key[];
  other: string;
  others: readonly Key[];
  emoji: string;
}
