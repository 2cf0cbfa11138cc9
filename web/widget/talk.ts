/** What is needed once one writes: the chat itself and the messages. Loaded at the first keystroke, or to go on. */
import { wear } from "../shared/styles";
import style from "./talk.css";

export { load as words } from "words:talk";
export { beginChat } from "./beginning";
export { lookAgain } from "./looking";
export { Counter } from "./parts/counter";
export { Face } from "./parts/face";
export { Log } from "./parts/log";

wear(style);
