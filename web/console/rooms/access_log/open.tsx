/** The access log's room, once it is wanted. */
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import type { AccessLogPlace } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { AccessLogView } from "./view";

wear(style);

export const open: Loaded<AccessLogPlace>["open"] = (app, place) => {
  const service = serviceOver(app.ask);
  return { View: () => <AccessLogView place={place.value} service={service} />, stop: () => undefined };
};
