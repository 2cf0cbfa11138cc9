/** The words that the chat needs once something has been said, fetched as one file. */
export { errors } from "./errors";
export { around } from "./widget-around";
export { later } from "./widget-later";
