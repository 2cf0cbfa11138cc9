/** The board, once it is wanted. */
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import { board } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { looking } from "./state";
import { BoardView } from "./view";

wear(style);

export const open: Loaded<null>["open"] = (app) => {
  const isShown = () => app.room.peek() === board && app.outside.visible();
  const it = looking(serviceOver(app.ask), app.outside.now, isShown);
  return {
    View: () => <BoardView looking={it} />,
    shown: it.tick,
    tick: it.tick,
    stop: () => undefined,
  };
};
