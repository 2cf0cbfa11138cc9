/** What was written and has not left stays in this tab when its page goes, until the chat is opened there again. */

/**
 * Keeps it under this name in the tab's storage while the page is gone or in the background: a phone may let such a
 * page go without a word. Returns what stops that.
 */
export function keepUnsent(name: string, unsent: () => string): () => void {
  const keep = (event: Event) => {
    const text = event.type === "pagehide" || document.visibilityState === "hidden" ? unsent() : "";
    try {
      if (text === "") sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, text);
    } catch {
      // Where storage is blocked, or full, it is lost with the page, of which the browser has warned.
    }
  };
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", keep);
  return () => {
    window.removeEventListener("pagehide", keep);
    document.removeEventListener("visibilitychange", keep);
  };
}
