/** What visitors and staff read in the same words. */
import type { GlassReason } from "../../shared/wire";

/** From the worst to the best; what was chosen is called the same everywhere. */
export const scores = ["Huonosti", "Melko huonosti", "Kohtalaisesti", "Hyvin", "Erittäin hyvin"];

/** For which purpose somebody has read or done something, as the notice and the access log call it. */
export const purposes: Record<string, string> = {
  service: "Asian hoitaminen",
  quality: "Laadun arviointi",
  training: "Koulutus",
  guidance: "Ohjeiden suunnittelu",
  request: "Henkilön oma pyyntö",
  security: "Tietojen suojaaminen",
  legal: "Lakisääteinen velvoite",
};

/** Why somebody has broken the glass, as they have chosen it. */
export const glassReasons: Record<GlassReason, string> = {
  customer_returned: "Asiakas otti uudelleen yhteyttä, eikä keskustelua hoitanutta tavoitettu",
  complaint: "Valitusta selvitetään",
  danger: "Ihminen tai omaisuus on vaarassa",
  misuse: "Epäiltyä väärinkäyttöä selvitetään",
  fault: "Teknistä vikaa selvitetään",
  other: "Muu",
};

/** When to try again. */
export function soon(seconds: number | null | undefined): string {
  if (seconds == null) return "Yritä hetken kuluttua uudelleen.";
  if (seconds <= 1) return "Yritä uudelleen.";
  if (seconds < 90) return `Yritä uudelleen ${seconds}\u00a0sekunnin kuluttua.`;
  return `Yritä uudelleen ${Math.ceil(seconds / 60)}\u00a0minuutin kuluttua.`;
}
