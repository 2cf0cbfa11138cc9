/** What visitors and staff read in the same words. */
import type { GlassReason } from "../../shared/wire";

/** From the worst to the best; what was chosen is called the same everywhere. */
export const scores = ["Dåligt", "Ganska dåligt", "Varken bra eller dåligt", "Bra", "Mycket bra"];

/** For which purpose somebody has read or done something, as the notice and the access log call it. */
export const purposes: Record<string, string> = {
  service: "Att sköta ärendet",
  quality: "Kvalitetsgranskning",
  training: "Utbildning",
  guidance: "Planering av anvisningar",
  request: "Personens egen begäran",
  security: "Att skydda uppgifterna",
  legal: "Rättslig förpliktelse",
};

/** Why somebody has broken the glass, as they have chosen it. */
export const glassReasons: Record<GlassReason, string> = {
  customer_returned: "Kunden kom tillbaka och den som skötte chatten gick inte att nå",
  complaint: "Ett klagomål utreds",
  danger: "En människa eller egendom är i fara",
  misuse: "Misstänkt missbruk utreds",
  fault: "Ett tekniskt fel utreds",
  other: "Annat",
};

/** When to try again. */
export function soon(seconds: number | null | undefined): string {
  if (seconds == null) return "Försök igen om en stund.";
  if (seconds <= 1) return "Försök igen.";
  if (seconds < 90) return `Försök igen om ${seconds}\u00a0sekunder.`;
  return `Försök igen om ${Math.ceil(seconds / 60)}\u00a0minuter.`;
}
