/** The desk, once it is wanted. */
import type { FunctionComponent } from "preact";
import type { Screen } from "../../../shared/screen";
import { wear } from "../../../shared/styles";
import { ShieldContext } from "../../conversation/veil";
import { later } from "../../parts/later";
import type { Loaded } from "../../room";
import { DeskBar } from "./bar";
import { DeskContext } from "./context";
import { desk } from "./desk";
import { laterWords } from "./later_words";
import type { DeskPlace } from "./room";
import style from "./room.css";
import { DeskView, Pane, Waiting } from "./view";

wear(style);

const Questions = later(async () => (await import("./questions")).DeskQuestions, laterWords);

export const open: Loaded<DeskPlace>["open"] = (app, place, kept) => {
  const one = desk(app, place, (kept as readonly Screen[] | undefined) ?? []);
  const on = (View: FunctionComponent) => () => (
    <DeskContext.Provider value={one}>
      <ShieldContext.Provider value={one.shield.value}>
        <View />
      </ShieldContext.Provider>
    </DeskContext.Provider>
  );
  Waiting.warm(app.speaking);
  Pane.warm(app.speaking);
  Questions.warm(app.speaking);
  // Wanted with the first conversation that is open: fetched while nobody waits for it.
  for (const wanted of [import("./canned"), import("./insert")]) void wanted.catch(() => {});
  return {
    View: on(DeskView),
    Bar: on(DeskBar),
    Dialogs: on(Questions),
    commands: one.commands,
    count: one.calling,
    unsaved: one.unsaved,
    hears: true,
    holds: one.holds,
    tick: one.tick,
    wake: one.wake,
    gone: () => void one.closing.flush(),
    shown: one.shown,
    stop: one.stop,
  };
};
