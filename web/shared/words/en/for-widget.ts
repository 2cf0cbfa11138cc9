/** The words that the chat needs before one writes, fetched as one file. */
export { widget } from "./widget";
