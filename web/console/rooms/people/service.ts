/** What the room of people asks of the service. `who` is a person's reference. */
import type { Ask } from "../../../shared/http";
import type {
  ChangeRoles,
  CreatePerson,
  DescribePerson,
  Dialogue,
  People,
  PersonPage,
  TemporaryPassword,
} from "../../../shared/wire";

/** What can be done to somebody's account by one command. */
export type Command = "disable" | "enable" | "sessions/end" | "second-factor" | "leave";

export interface PeopleService {
  /** A page of everybody, after the one that ended with a reference. */
  people(after?: string): Promise<People>;
  person(who: string): Promise<PersonPage>;
  create(person: CreatePerson): Promise<TemporaryPassword>;
  describe(who: string, details: DescribePerson): Promise<PersonPage>;
  changeRoles(who: string, roles: ChangeRoles["roles"]): Promise<PersonPage>;
  /** Says when the dialogue with staff was held, as a date. */
  holdDialogue(heldOn: string): Promise<Dialogue>;
  resetPassword(who: string): Promise<TemporaryPassword>;
  run(command: Command, who: string): Promise<PersonPage>;
}

export function serviceOver(ask: Ask): PeopleService {
  return {
    people: (after) => ask("GET", after === undefined ? "v1/people" : `v1/people?after=${after}`),
    person: (who) => ask("GET", `v1/people/${who}`),
    create: (person) => ask("POST", "v1/people", person),
    describe: (who, details) => ask("POST", `v1/people/${who}/details`, details),
    changeRoles: (who, roles) => ask("POST", `v1/people/${who}/roles`, { roles }),
    holdDialogue: (heldOn) => ask("POST", "v1/people/dialogue", { held_on: heldOn }),
    resetPassword: (who) => ask("POST", `v1/people/${who}/password`),
    run: (command, who) => ask("POST", `v1/people/${who}/${command}`),
  };
}
