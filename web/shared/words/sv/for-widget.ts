/** What the widget loads of this language, in one file. */
export { errors } from "./errors";
export { widget } from "./widget";
