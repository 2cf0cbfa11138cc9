/** One's own page, once it is wanted. */
import { wear } from "../../../shared/styles";
import { type Drafts, drafts } from "../../parts/drafts";
import type { Loaded } from "../../room";
import style from "./room.css";
import { serviceOver } from "./service";
import { OwnView } from "./view";

wear(style);

export const open: Loaded<null>["open"] = (app, _place, kept) => {
  const service = serviceOver(app.ask);
  const typed = (kept as Drafts | undefined) ?? drafts();
  return {
    View: () => <OwnView service={service} drafts={typed} />,
    unsaved: typed.any,
    stop: (left) => (left ? undefined : typed),
  };
};
