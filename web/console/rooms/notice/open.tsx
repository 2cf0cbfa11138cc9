/** The room of the privacy notice, once it is wanted. */
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import type { NoticePlace } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { type Begun, begunWith } from "./state";
import { NoticeView } from "./view";

wear(style);

export const open: Loaded<NoticePlace>["open"] = (app, place, kept) => {
  const service = serviceOver(app.ask);
  const begun = begunWith(kept as Begun | null);
  return {
    View: () => <NoticeView place={place.value} service={service} begun={begun} />,
    unsaved: begun.any,
    stop: (left) => (left ? undefined : begun.draft.peek()),
  };
};
