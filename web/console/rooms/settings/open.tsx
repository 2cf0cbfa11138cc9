/** The room of settings, once it is wanted. */
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import type { SettingsPlace } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { SettingsView } from "./view";

wear(style);

export const open: Loaded<SettingsPlace>["open"] = (app, place) => {
  const service = serviceOver(app.ask);
  return { View: () => <SettingsView place={place.value} service={service} />, stop: () => undefined };
};
