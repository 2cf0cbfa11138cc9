/** One's own page, once it is wanted. */
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import style from "./room.css";
import { serviceOver } from "./service";
import { OwnView } from "./view";

wear(style);

export const open: Loaded<null>["open"] = (app) => {
  const service = serviceOver(app.ask);
  return { View: () => <OwnView service={service} />, stop: () => undefined };
};
