import { useState } from "preact/hooks";
import type { Language, Problem, Role, TemporaryPassword } from "../../../shared/wire";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { FormView, TextField, useForm } from "../../parts/form";
import { RoomPage } from "../../parts/room_page";
import { AnsweringFields, RolesField } from "./fields";
import { NoRole } from "./no_role";
import { Password } from "./password";
import { BY_NAME, people } from "./room";
import type { PeopleService } from "./service";
import type { PeopleWords } from "./words";

interface Beginning {
  /** The service knows by it that it is asked once more for the same account. */
  key: string;
  person: string;
  given_name: string;
  alias: string;
  roles: readonly Role[];
  languages: readonly Language[];
  sites: string;
}

const beginning = (): Beginning => ({
  key: crypto.randomUUID(),
  person: "",
  given_name: "",
  alias: "",
  roles: ["agent"],
  languages: [],
  sites: "",
});

/** An account for somebody new; its password is shown once. */
export function NewPerson({ service, drafts }: { service: PeopleService; drafts: Drafts }) {
  const { go } = useApp();
  const { words } = useSpeechOf(people);
  const [made, setMade] = useState<TemporaryPassword | null>(null);
  const [asking, setAsking] = useState<Beginning | null>(null);
  const [start] = useState(beginning);
  const draft = drafts.of<Beginning>("new");
  const create = ({ roles, languages, sites, ...person }: Beginning) =>
    service.create({ ...person, roles: [...roles], languages: [...languages], sites: sitesIn(sites) });
  const form = useForm({
    start,
    kept: draft,
    check: ({ person }) => (person.trim() ? [] : [{ field: "person", sentence: words.personMissing }]),
    send: async (typed) => (typed.roles.length > 0 ? { made: await create(typed) } : { typed }),
    refused: (problem) => noSite(problem, words),
    done: (next: { made: TemporaryPassword } | { typed: Beginning }) => {
      if ("made" in next) return setMade(next.made);
      // It is asked about, and not sent yet.
      draft.value = next.typed;
      setAsking(next.typed);
    },
  });
  return (
    <RoomPage
      title={words.create.title}
      back={{ says: words.back, run: () => go(people, { open: null, sorting: BY_NAME }) }}
    >
      <p class="lead">{words.create.lead}</p>
      <FormView form={form} verb={words.create.verb} busy={words.create.busy}>
        <TextField
          form={form}
          name="person"
          label={words.fields.person}
          help={words.fields.personHelp}
          code
          maxLength={256}
        />
        <TextField form={form} name="given_name" label={words.fields.givenName} />
        <TextField form={form} name="alias" label={words.fields.alias} help={words.fields.aliasHelp} />
        <RolesField form={form} />
        <AnsweringFields form={form} />
      </FormView>
      {asking && (
        <NoRole
          title={words.noRole.create}
          verb={words.create.verb}
          busy={words.create.busy}
          run={() => create(asking)}
          done={(made) => {
            draft.value = null;
            setAsking(null);
            setMade(made);
          }}
          onShut={() => setAsking(null)}
        />
      )}
      {made && <Password made={made} onShut={() => go(people, { open: made.person.reference, sorting: BY_NAME })} />}
    </RoomPage>
  );
}

/** Returns that a site is not there, where that is what was refused. */
export function noSite({ code, where }: Problem, { fields }: PeopleWords): { field: string; sentence: string } | null {
  return code === "malformed" && where?.includes("sites[") ? { field: "sites", sentence: fields.noSite } : null;
}

/** Returns the names of sites in what was typed, with commas or spaces between. */
export function sitesIn(typed: string): string[] {
  return typed.split(/[\s,]+/).filter(Boolean);
}
