/** What is needed once something has been said, or the menu is opened. */
import style from "./later.css";
import { wear } from "./styles";

export { load as words } from "words:later";
export { connect } from "./connecting";
export { CopyCard } from "./parts/copy-card";
export { CopySheet } from "./parts/copy-sheet";
export { EndPage } from "./parts/end-page";
export { EndSheet } from "./parts/end-sheet";
export { InParts } from "./parts/in-parts";
export { Line } from "./parts/line";
export { Menu } from "./parts/menu";
export { MoreSheet } from "./parts/more-sheet";
export { said } from "./parts/said";
export { Earlier, Scrolling } from "./parts/scroller";
export { Sound } from "./parts/sound";
export { TypingDots } from "./parts/typing";
export { Waiting } from "./parts/waiting";
export { rightsOf } from "./rights";
export { solve } from "./solving";

wear(style);
