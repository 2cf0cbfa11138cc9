/** What the buttons beside messages share that hide them, in the widget and in the console. */
import { EyeOff, type IconNode } from "lucide";

/** Gives the style sheets the picture, as `--hide`: with one of its own each button would be seven elements instead of one. */
export function giveHidePicture(): void {
  document.documentElement.style.setProperty("--hide", `url("${imageOf(EyeOff)}")`);
}

/** One Tab comes to one of the buttons; the arrows lead from there to the others. */
export function goByArrows(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const all = [...document.querySelectorAll<HTMLElement>(".hide")];
  all[all.indexOf(event.currentTarget) + step]?.focus();
}

/** Returns the address of an icon as an image, black on nothing, to mask with. */
function imageOf(of: IconNode): string {
  const drawn = of.map(
    ([tag, attributes]) =>
      `<${tag} ${Object.entries(attributes)
        .map(([name, value]) => `${name}="${value}"`)
        .join(" ")}/>`,
  );
  const stroke = 'fill="none" stroke="black" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" ${stroke}>${drawn.join("")}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
