/**
 * What the launcher on the company's page and the chat in its frame say to each other by `postMessage`.
 *
 * Both sides name the other's exact origin when they send and check it when they hear. No word of the
 * conversation passes.
 */
export type FromPage = { juttu: "open" } | { juttu: "close" };
export type FromFrame = { juttu: "close" } | { juttu: "unread"; count: number };
