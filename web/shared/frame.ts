/**
 * What the launcher on the company's page and the chat in its frame say to each other by `postMessage`.
 *
 * Both sides name the other's exact origin when they send and check it when they hear. No word of the
 * conversation passes. A launcher with its hash in the script tag may be years old: what it says and hears stays.
 */
export type FromPage = { juttu: "open"; focus?: boolean } | { juttu: "close" };
/**
 * `here` is said at once, so that the page can tell a chat from a frame that was refused. `underway`: whether a
 * conversation goes on on the next page. `preview`: how high that is what is to be seen while the chat is shut, 0 for nothing.
 */
export type FromFrame =
  | { juttu: "here" }
  | { juttu: "open" }
  | { juttu: "close" }
  | { juttu: "unread"; count: number }
  | { juttu: "underway"; on: boolean }
  | { juttu: "preview"; height: number };
