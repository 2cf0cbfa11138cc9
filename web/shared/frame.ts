/**
 * What the launcher on the company's page and the chat in its frame say to each other by `postMessage`.
 *
 * Both sides name the other's exact origin when they send and check it when they hear. No word of the
 * conversation passes. A launcher with its hash in the script tag may be years old: what it says and hears stays.
 */
export type FromPage = { juttu: "open"; focus?: boolean } | { juttu: "close" };
/** `here` is said at once, so that the page can tell a chat from a frame that was refused. */
export type FromFrame = { juttu: "here" } | { juttu: "close" } | { juttu: "unread"; count: number };
