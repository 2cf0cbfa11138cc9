/** The room of canned answers, once it is wanted. */
import { wear } from "../../../shared/styles";
import { type Drafts, drafts } from "../../parts/drafts";
import type { Loaded } from "../../room";
import { type AnswersPlace, answers, NEW } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { AnswersView } from "./view";

wear(style);

export const open: Loaded<AnswersPlace>["open"] = (app, place, kept) => {
  const service = serviceOver(app.ask);
  const typed = (kept as Drafts | undefined) ?? drafts();
  const writes = () => app.session.me.peek()?.tasks.includes("answers_own") ?? false;
  return {
    View: () => <AnswersView place={place.value} service={service} drafts={typed} />,
    commands: [
      {
        name: "add_answer",
        says: () => app.speaking.in(answers.words).words.lists.own.newTitle,
        may: writes,
        run: () => app.go(answers, { whose: "own", open: NEW }),
      },
    ],
    unsaved: typed.any,
    stop: (left) => (left ? undefined : typed),
  };
};
