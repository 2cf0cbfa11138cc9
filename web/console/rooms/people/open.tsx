/** The room of people, once it is wanted. */
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import { BY_NAME, NEW, type PeoplePlace, people } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { type Begun, PeopleView } from "./view";

wear(style);

export const open: Loaded<PeoplePlace>["open"] = (app, place, kept) => {
  const service = serviceOver(app.ask);
  const begun: Begun = { value: (kept as Begun["value"] | undefined) ?? null };
  return {
    View: () => <PeopleView place={place.value} service={service} begun={begun} />,
    commands: [
      {
        name: "add_person",
        says: () => app.speaking.in(people.words).words.add,
        run: () => app.go(people, { open: NEW, sorting: BY_NAME }),
      },
    ],
    stop: (left) => (left ? undefined : begun.value),
  };
};
