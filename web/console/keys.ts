/** Single keys, each with what it does; off while one types, while something is asked, or when switched off. */
import type { App } from "./app";

export const KEYS = ["j", "k", "t", "r", "p", "o", "c", "?"] as const;
export type Key = (typeof KEYS)[number];

export function actionOf(app: App, key: Key): () => void {
  const actions: Record<Key, () => void> = {
    j: () => app.next(1),
    k: () => app.next(-1),
    t: () => app.take(),
    r: () => {
      app.toWrite.value += 1;
    },
    p: app.askToPassOn,
    o: app.offerCopy,
    c: app.askToClose,
    "?": () => {
      app.question.value = "keys";
    },
  };
  return actions[key];
}

/** What a key press tells about itself and about where it was pressed. */
export interface Press {
  key: string;
  modified: boolean;
  typing: boolean;
}

/** Returns which of our keys was pressed, if it was meant for us. */
export function keyOf({ key, modified, typing }: Press): Key | null {
  if (modified || typing) return null;
  return KEYS.find((one) => one === key.toLowerCase()) ?? null;
}

export function listenForKeys(app: App): void {
  document.addEventListener("keydown", (event) => {
    const key = keyOf({
      key: event.key,
      modified: event.ctrlKey || event.metaKey || event.altKey || event.isComposing,
      typing: isTyping(event.target),
    });
    if (key === null || app.question.value !== null || app.session.stage.value.is !== "working") return;
    // The list of keys can always be opened: from it they can be switched on again.
    if (!app.shortcuts.value && key !== "?") return;
    if (key !== "?" && app.address.value.room !== "desk") return;
    event.preventDefault();
    actionOf(app, key)();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}
