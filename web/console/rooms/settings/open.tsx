/** The room of settings, once it is wanted. */
import { wear } from "../../../shared/styles";
import { type Drafts, drafts } from "../../parts/drafts";
import type { Loaded } from "../../room";
import type { SettingsPlace } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { SettingsView } from "./view";

wear(style);

export const open: Loaded<SettingsPlace>["open"] = (app, place, kept) => {
  const service = serviceOver(app.ask);
  const typed = (kept as Drafts | undefined) ?? drafts();
  return {
    View: () => <SettingsView place={place.value} service={service} drafts={typed} />,
    unsaved: typed.any,
    stop: (left) => (left ? undefined : typed),
  };
};
