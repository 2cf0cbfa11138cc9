/** The history's room, once it is wanted. */
import "../../conversation/style";
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import type { HistoryPlace } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { HistoryView } from "./view";

wear(style);

export const open: Loaded<HistoryPlace>["open"] = (app, place) => {
  const service = serviceOver(app.ask);
  return { View: () => <HistoryView place={place.value} service={service} />, stop: () => undefined };
};
