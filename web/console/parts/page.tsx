import type { ComponentChildren } from "preact";
import { Brand } from "./brand";
import { Languages } from "./languages";

/** A page of its own with one thing to do: signing in, the commitment, the end. */
export function Page({ wide = false, children }: { wide?: boolean; children: ComponentChildren }) {
  return (
    <div class="page">
      <header class="page-head">
        <Brand />
        <Languages />
      </header>
      <main class={wide ? "sheet sheet-wide" : "sheet"}>{children}</main>
    </div>
  );
}
