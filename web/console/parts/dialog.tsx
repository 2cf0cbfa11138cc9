import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";

interface DialogProps {
  title: string;
  /** The name of the button that closes it. */
  shut: string;
  onShut: () => void;
  children: ComponentChildren;
}

/** A modal question or list: the browser's own dialog, which keeps the focus inside and gives it back. */
export function Dialog({ title, shut, onShut, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const cancelled = (event: Event) => {
    event.preventDefault();
    onShut();
  };
  return (
    <dialog ref={element} class="dialog" aria-labelledby="dialog-title" onCancel={cancelled}>
      <header>
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="quiet square" aria-label={shut} onClick={onShut}>
          <Icon of={X} />
        </button>
      </header>
      {children}
    </dialog>
  );
}
