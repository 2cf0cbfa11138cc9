/** Chance from a seed: the same seed gives the same numbers in the same order. */
export class Chance {
  #state: number;

  constructor(seed: string) {
    // FNV-1a
    this.#state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261);
  }

  /** At least 0, less than 1. */
  next(): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.next();
  }

  perhaps(probability: number): boolean {
    return this.next() < probability;
  }

  of<Choice>(choices: readonly Choice[]): Choice {
    const chosen = choices[Math.floor(this.next() * choices.length)];
    if (chosen === undefined) throw new Error("there is nothing to choose from");
    return chosen;
  }

  /** Returns one of some choices, each as likely as its number says. */
  weighted<Choice>(choices: readonly (readonly [number, Choice])[]): Choice {
    let drawn = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      if (drawn < weight) return choice;
      drawn -= weight;
    }
    throw new Error("there is nothing to choose from");
  }
}
