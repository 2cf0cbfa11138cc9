/** What visitors and staff read in the same words. */
import type { GlassReason } from "../../shared/wire";

/** From the worst to the best; what was chosen is called the same everywhere. */
export const scores = ["Badly", "Rather badly", "Neither well nor badly", "Well", "Very well"];

/** For which purpose somebody has read or done something, as the notice and the access log call it. */
export const purposes: Record<string, string> = {
  service: "Dealing with the matter",
  quality: "Quality review",
  training: "Training",
  guidance: "Planning of guidance",
  request: "The person’s own request",
  security: "Protecting the data",
  legal: "Legal obligation",
};

/** Why somebody has broken the glass, as they have chosen it. */
export const glassReasons: Record<GlassReason, string> = {
  customer_returned: "The customer came back, and whoever had the chat could not be reached",
  complaint: "A complaint is looked into",
  danger: "Somebody or something is in danger",
  misuse: "Suspected misuse is looked into",
  fault: "A technical fault is looked into",
  other: "Other",
};

/** When to try again. */
export function soon(seconds: number | null | undefined): string {
  if (seconds == null) return "Try again in a moment.";
  if (seconds <= 1) return "Try again.";
  if (seconds < 90) return `Try again in ${seconds}\u00a0seconds.`;
  return `Try again in ${Math.ceil(seconds / 60)}\u00a0minutes.`;
}
