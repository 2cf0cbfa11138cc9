/** The room of people, once it is wanted. */
import { wear } from "../../../shared/styles";
import { type Drafts, drafts } from "../../parts/drafts";
import type { Loaded } from "../../room";
import { BY_NAME, NEW, type PeoplePlace, people } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { PeopleView } from "./view";

wear(style);

export const open: Loaded<PeoplePlace>["open"] = (app, place, kept) => {
  const service = serviceOver(app.ask);
  const typed = (kept as Drafts | undefined) ?? drafts();
  return {
    View: () => <PeopleView place={place.value} service={service} drafts={typed} />,
    commands: [
      {
        name: "add_person",
        says: () => app.speaking.in(people.words).words.add,
        run: () => app.go(people, { open: NEW, sorting: BY_NAME }),
      },
    ],
    unsaved: typed.any,
    stop: (left) => (left ? undefined : typed),
  };
};
