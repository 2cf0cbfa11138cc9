/** The words that the chat needs once something has been said, fetched as one file. */
export { errors } from "./errors";
export { later } from "./widget-later";
