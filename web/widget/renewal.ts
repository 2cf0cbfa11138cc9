/**
 * A release takes the parts away that a chat opened before it has not loaded yet. Where one cannot be had, and the service
 * has another chat by now, that one is loaded in this one's place, with what was written.
 */

interface Writing {
  /** What is written and not sent. */
  unsent: () => string;
  /** Whether something is on its way: nobody knows yet whether it has arrived. */
  isSending: () => boolean;
}

let writing: Writing = { unsent: () => "", isSending: () => false };

export function mindWriting(of: Writing): void {
  writing = of;
}

/** Returns what was written before the chat was loaded anew, or before the page went in this tab, once. */
export function writtenBefore(name: string): string {
  const { unsent = "" } = (history.state ?? {}) as { unsent?: string };
  if (unsent !== "") history.replaceState(null, "");
  try {
    const kept = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return unsent || kept || "";
  } catch {
    return unsent;
  }
}

/** Whoever has written nothing for so long has come to a stop: what is typed while the page goes is lost. */
const PAUSE = 1000;
/** As long as an answer may take, twice. */
const PAUSES = 60;

/** Loads the chat anew if the service has another one: its document names another script than the one that runs here. */
export async function renewIfReleased(
  script: string,
  view: Pick<Window, "location" | "fetch"> = window,
): Promise<boolean> {
  const { location } = view;
  try {
    const answer = await view.fetch(location.href, { cache: "no-store" });
    const named = answer.ok ? /static\/(widget-[\w-]+\.js)/.exec(await answer.text()) : null;
    if (!named?.[1] || script.endsWith(named[1])) return false;
  } catch {
    return false;
  }
  let unsent: string | undefined;
  for (let pauses = 0; pauses < PAUSES && (writing.isSending() || writing.unsent() !== unsent); pauses += 1) {
    unsent = writing.unsent();
    await new Promise((go) => setTimeout(go, PAUSE));
  }
  history.replaceState({ unsent: writing.unsent() }, "");
  // Nothing is left behind that the browser would have to ask about.
  window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true });
  location.reload();
  return true;
}

let renewing = false;

/** A part could not be had. */
export async function partMissing(): Promise<void> {
  if (renewing) return;
  renewing = true;
  renewing = await renewIfReleased(import.meta.url);
}
