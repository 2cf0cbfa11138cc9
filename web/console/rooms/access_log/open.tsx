/** The access log's room, once it is wanted. */
import { effect } from "@preact/signals";
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import { glass } from "./glass";
import { type AccessLogPlace, accessLog } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { AccessLogView } from "./view";

wear(style);

export const open: Loaded<AccessLogPlace>["open"] = (app, place, kept) => {
  const service = serviceOver(app.ask);
  const View = () => <AccessLogView place={place.value} service={service} />;
  const isOfficer = app.session.me.peek()?.tasks.includes("access_log_of_all") === true;
  if (!isOfficer) return { View, stop: () => undefined };
  const broken = glass(service, app.outside.now, typeof kept === "number" ? kept : 0);
  const end = effect(() => {
    if (app.room.value === accessLog && place.value.about === "unusual") broken.looked();
  });
  return {
    View,
    count: broken.count,
    countSays: (count) => app.speaking.in(accessLog.words).words.glassToday(count),
    tick: broken.tick,
    stop: () => {
      end();
      return broken.seen();
    },
  };
};
