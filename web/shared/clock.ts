/**
 * The service's clock, as far as this page knows it: what is compared with the service's times is compared by this one.
 *
 * A device's own may be hours off, most often with the right time of day in a wrong zone.
 */
let ahead = 0;

/** Returns the service's time, in milliseconds since 1970; the device's own until it is set. */
export function now(): number {
  return Date.now() + ahead;
}

/** Sets it by what the service has just told; what is no time changes nothing. */
export function setClock(told: number): void {
  if (told > 0) ahead = told - Date.now();
}
