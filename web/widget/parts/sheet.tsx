import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { useTalkWords } from "../words";

/** A dialogue that rises from the panel's lower edge; the browser keeps the focus in it and gives it back. */
export function Sheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const { widget } = useTalkWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // In a frame of another origin the browser ignores `autofocus`.
    const within = (what: string) => dialog.current?.querySelector<HTMLElement>(what);
    (within("[data-first]") ?? within("input, .button"))?.focus();
    return () => dialog.current?.close();
  }, []);
  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="sheet-title" onClose={onClose}>
      <div class="sheet-head">
        <h2 id="sheet-title">{title}</h2>
        <button type="button" class="icon-button" aria-label={widget.back} title={widget.back} onClick={onClose}>
          <Icon of={X} />
        </button>
      </div>
      {children}
    </dialog>
  );
}
