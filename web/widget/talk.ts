/** What is needed once one writes: the chat itself and the messages. Loaded at the first keystroke, or to go on. */
import { wear } from "./styles";
import style from "./talk.css";

export { load as words } from "words:talk";
export { beginChat } from "./beginning";
export { Log } from "./parts/log";
export { Refused } from "./parts/refused";

wear(style);
