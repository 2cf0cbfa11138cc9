/** Where a tap leads, and how a console that is open already is told of it. */
export const QUEUE = "#/desk";
export const TO_QUEUE = "to-queue";
