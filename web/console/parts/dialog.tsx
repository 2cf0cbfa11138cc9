import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";

interface DialogProps {
  title: string;
  /** The name of the button that closes it. */
  shut: string;
  onShut: () => void;
  /** Whether only what stands in it closes it. */
  stays?: boolean;
  children: ComponentChildren;
}

interface Caret {
  text: HTMLTextAreaElement;
  range: readonly [number, number];
}

function caretNow(): Caret | null {
  const { activeElement: text } = document;
  return text instanceof HTMLTextAreaElement ? { text, range: [text.selectionStart, text.selectionEnd] } : null;
}

/** Chromium gives a text its focus back without the caret: nothing that is typed would arrive. */
function putBack(caret: Caret | null): void {
  if (caret?.text === document.activeElement) caret?.text.setSelectionRange(...caret.range);
}

/** A modal question or list: the browser's own dialog, which keeps the focus inside and gives it back. */
export function Dialog({ title, shut, onShut, stays = false, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const caret = useRef<Caret | null>(null);
  const heading = useId();
  // Once the click is over: a menu that it closes would else be opened again above the dialog.
  useEffect(() => {
    caret.current = caretNow();
    element.current?.showModal();
  }, []);
  // While the dialog is on the page still: afterwards nothing is given back any more.
  useLayoutEffect(
    () => () => {
      element.current?.close();
      putBack(caret.current);
    },
    [],
  );
  const cancelled = (event: Event) => {
    event.preventDefault();
    if (!stays) onShut();
  };
  return (
    <dialog ref={element} class="dialog" aria-labelledby={heading} onCancel={cancelled}>
      <header>
        <h2 id={heading}>{title}</h2>
        {!stays && (
          <button type="button" class="quiet square" aria-label={shut} onClick={onShut}>
            <Icon of={X} />
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
}
