/** What is needed once something has been said, or the menu is opened. */

import { wear } from "../shared/styles";
import style from "./later.css";

export { load as words } from "words:later";
export { connect } from "./connecting";
export { Beneath } from "./parts/beneath";
export { Corrected } from "./parts/corrected";
export { EndPage } from "./parts/end-page";
export { FocusKept } from "./parts/focus-kept";
export { HideButton } from "./parts/hide";
export { InParts } from "./parts/in-parts";
export { Line } from "./parts/line";
export { Menu } from "./parts/menu";
export { Preview } from "./parts/preview";
export { said } from "./parts/said";
export { Earlier, Scrolling } from "./parts/scroller";
export { Sheets } from "./parts/sheets";
export { Sound } from "./parts/sound";
export { rightsOf } from "./rights";
export { solve } from "./solving";

wear(style);
