import type { AccessLogWords } from "./words";

/**
 * Says the reason of an action: what was chosen from its list, in words; with a glass that was broken, before what was written.
 *
 * A code that has no words yet is shown as it stands.
 */
export function reasonIn(
  { glassReasons, reasons }: Pick<AccessLogWords, "glassReasons" | "reasons">,
  action: string,
  reason: string,
): string {
  if (action !== "glass_broken")
    return Object.hasOwn(reasons, reason) ? reasons[reason as keyof typeof reasons] : reason;
  const [chosen = "", ...written] = reason.split(": ");
  const known = glassReasons[chosen as keyof typeof glassReasons];
  return known && written.length > 0 ? `${known}: ${written.join(": ")}` : reason;
}
