/** Runs something later; returns what cancels it. */
export type Later = (milliseconds: number, run: () => void) => () => void;

/** One timer of a kind: setting it anew takes the earlier one away. */
export class Timers<Kind extends string> {
  #cancels = new Map<Kind, () => void>();

  constructor(private readonly later: Later) {}

  set(kind: Kind, milliseconds: number, run: () => void): void {
    this.cancel(kind);
    const cancel = this.later(milliseconds, () => {
      this.#cancels.delete(kind);
      run();
    });
    this.#cancels.set(kind, cancel);
  }

  has(kind: Kind): boolean {
    return this.#cancels.has(kind);
  }

  cancel(...kinds: Kind[]): void {
    for (const kind of kinds) {
      this.#cancels.get(kind)?.();
      this.#cancels.delete(kind);
    }
  }

  cancelAll(): void {
    this.cancel(...this.#cancels.keys());
  }
}
