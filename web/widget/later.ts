/** What is needed once something has been said, or the menu is opened. */

export { connect } from "./connecting";
export { CopyCard } from "./parts/copy-card";
export { CopySheet } from "./parts/copy-sheet";
export { EndPage } from "./parts/end-page";
export { EndSheet } from "./parts/end-sheet";
export { Line } from "./parts/line";
export { Menu } from "./parts/menu";
export { Scrolling } from "./parts/scroller";
export { TypingDots } from "./parts/typing";
export { Waiting } from "./parts/waiting";
