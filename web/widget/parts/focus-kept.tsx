import { useEffect } from "preact/hooks";

/**
 * Keeps the focus in the chat: when what has it goes away, as a button does that has done its work, the focus goes to
 * where one reads or writes on. Whoever knows a better place puts it there in the same go.
 */
export function FocusKept() {
  useEffect(() => {
    let last: Element | null = document.activeElement === document.body ? null : document.activeElement;
    const taken = ({ target }: FocusEvent) => {
      last = target as Element;
    };
    const left = ({ target }: FocusEvent) => {
      // What is being taken away is told of as if one had left it.
      queueMicrotask(() => {
        if (last === target && last?.isConnected) last = null;
      });
    };
    const changed = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      restingPlace()?.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", taken);
    document.addEventListener("focusout", left);
    changed.observe(document.body, { childList: true, subtree: true });
    return () => {
      last = null;
      document.removeEventListener("focusin", taken);
      document.removeEventListener("focusout", left);
      changed.disconnect();
    };
  }, []);
  return null;
}

/** In a dialogue what one does next, else where one writes; on a touch screen, where that brings up the keys, where one reads. */
function restingPlace(): HTMLElement | null {
  const dialog = document.querySelector("dialog[open]");
  if (dialog) return dialog.querySelector("[data-takes-focus], [data-first], input, textarea, .button, button");
  const touched = matchMedia("(pointer: coarse)").matches;
  return document.querySelector(touched ? ".log" : "textarea, [data-takes-focus]") ?? document.querySelector(".log");
}
