/** The history's room, once it is wanted. */
import "../../conversation/style";
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import { type HistoryPlace, history } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { looks } from "./state";
import { HistoryView } from "./view";

wear(style);

export const open: Loaded<HistoryPlace>["open"] = (app, place) => {
  const service = serviceOver(app.ask);
  const { now, visible } = app.outside;
  const { due, back, tick, shown } = looks(now, () => app.room.peek() === history && visible());
  return {
    View: () => <HistoryView place={place.value} service={service} looks={due} back={back} />,
    shown,
    tick,
    stop: () => undefined,
  };
};
