/** What the keys do where a message is written, and how its field grows: in the widget as in the console. */

/**
 * Whether a key belongs to an input method: it chooses a word, or gives it up, and means nothing else. Of the one that
 * ends a word Safari says so by its code only.
 */
export function isComposed({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}

/** Whether this device's keyboard is on its screen: there Enter breaks the line, for a button sends. */
export function isTouched(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

/** Whether a key sends what is written. */
export function sends(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.shiftKey || isComposed(event)) return false;
  return event.ctrlKey || event.metaKey || !isTouched();
}

/** Makes a field as high as its text; the style sheet holds the greatest height. */
export function growToFit(input: HTMLTextAreaElement | null): void {
  if (input === null) return;
  input.style.height = "auto";
  // An empty one has its one line; to measure it would have the page laid out in the middle of being drawn.
  if (input.value === "") return;
  input.style.height = `${input.scrollHeight}px`;
}
