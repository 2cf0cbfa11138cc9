/** What is not needed before the first message, loaded when the visitor begins to write. */

export { connect } from "./connecting";
export { CopyCard } from "./parts/copy-card";
export { CopySheet } from "./parts/copy-sheet";
export { EndPage } from "./parts/end-page";
export { EndSheet } from "./parts/end-sheet";
export { Line } from "./parts/line";
