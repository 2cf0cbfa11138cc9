/** What is needed once one writes: the chat itself and the messages. Loaded at the first keystroke, or to go on. */

export { beginChat } from "./beginning";
export { Log } from "./parts/log";
export { Refused } from "./parts/refused";
