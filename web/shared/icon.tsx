import type { IconNode } from "lucide";
import { h } from "preact";

/**
 * Draws an icon of lucide's: `import { Send } from "lucide"`, `<Icon of={Send} />`. Only those used are built in.
 *
 * It is decoration beside a word; a button with only an icon carries its name itself.
 */
export function Icon({ of, small = false }: { of: IconNode; small?: boolean }) {
  return (
    <svg
      class={small ? "icon icon-small" : "icon"}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {of.map(([tag, attributes]) => h(tag, attributes as Record<string, string>))}
    </svg>
  );
}
