import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Brand } from "./brand";
import { Languages } from "./languages";

/** A page of its own with one thing to do: signing in, the commitment, the end. */
export function Page({ wide = false, children }: { wide?: boolean; children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  // A new page begins at its top, and for who listens at its heading, unless one of its fields has the focus.
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <div class="page">
      <header class="page-head">
        <Brand />
        <Languages />
      </header>
      <main class={wide ? "sheet sheet-wide" : "sheet"} tabIndex={-1} ref={main}>
        {children}
      </main>
    </div>
  );
}
