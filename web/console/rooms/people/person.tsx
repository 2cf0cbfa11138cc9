import { useState } from "preact/hooks";
import type { PersonPage, TemporaryPassword } from "../../../shared/wire";
import { AskedView, useAsked } from "../../parts/asked";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { FormView, TextField, useForm } from "../../parts/form";
import { useMoment } from "../../parts/moment";
import { Card, NotFound, RoomPage } from "../../parts/room_page";
import { AnsweringFields, RolesField } from "./fields";
import { noSite, sitesIn } from "./new_person";
import { NoRole } from "./no_role";
import { Password } from "./password";
import { BY_NAME, people } from "./room";
import type { PeopleService } from "./service";
import { actsOf, stateOf } from "./state";
import type { Act } from "./words";

interface PersonProps {
  page: PersonPage;
  service: PeopleService;
  drafts: Drafts;
  /** What has become of them. */
  found: (page: PersonPage) => void;
}

/** Everything about one person, and what can be done to their account. */
export function PersonView({ who, service, drafts }: { who: string; service: PeopleService; drafts: Drafts }) {
  const { go } = useApp();
  const { words } = useSpeechOf(people);
  const asked = useAsked(() => service.person(who), [who]);
  const back = { says: words.back, run: () => go(people, { open: null, sorting: BY_NAME }) };
  return (
    <RoomPage title={asked.value?.person.person ?? words.title} back={back}>
      <AskedView
        of={asked}
        refused={({ code }) =>
          code === "not_found" && <NotFound title={words.none} help={words.noneHelp} back={back} />
        }
      >
        {(page) => (
          <div class="cards">
            <Account page={page} />
            {page.person.left_at == null && (
              <>
                <Details page={page} service={service} drafts={drafts} found={asked.put} />
                <Roles page={page} service={service} drafts={drafts} found={asked.put} />
                <Sessions page={page} />
                <Acts page={page} service={service} found={asked.put} />
              </>
            )}
          </div>
        )}
      </AskedView>
    </RoomPage>
  );
}

function Account({ page }: { page: PersonPage }) {
  const { words } = useSpeechOf(people);
  const momentOf = useMoment();
  const { person } = page;
  const { account } = words;
  if (person.left_at != null) {
    return (
      <Card id="account" title={words.states.left}>
        <p>{words.left(momentOf(person.left_at))}</p>
        {person.kept_until != null && <p class="help">{words.keptUntil(momentOf(person.kept_until))}</p>}
      </Card>
    );
  }
  return (
    <Card id="account" title={account.title}>
      <dl class="facts-list">
        <dt>{account.state}</dt>
        <dd data-state={stateOf(person)}>
          {words.states[stateOf(person)]}
          {(person.sockets ?? 0) > 0 && `, ${account.onLine(person.sockets ?? 0)}`}
          {person.password_until != null && (
            <span class="meta aside">
              {person.password_over
                ? account.passwordOver(momentOf(person.password_until), words.acts.password.verb)
                : account.passwordUntil(momentOf(person.password_until))}
            </span>
          )}
        </dd>
        <dt>{account.signedIn}</dt>
        <dd>{person.signed_in_at == null ? words.never : <time>{momentOf(person.signed_in_at)}</time>}</dd>
        <dt>{account.commitment}</dt>
        <dd>
          {person.committed_at == null ? (
            words.notYet
          ) : (
            <>
              <time>{momentOf(person.committed_at)}</time>, {account.version(person.committed_version ?? "")}
              {!person.committed && ` (${words.outdated})`}
            </>
          )}
        </dd>
        <dt>{account.secondFactor}</dt>
        <dd>{page.second_factor ? account.has : account.hasNot}</dd>
      </dl>
    </Card>
  );
}

function Details({ page, service, drafts, found }: PersonProps) {
  const { notices } = useApp();
  const { words } = useSpeechOf(people);
  const { reference, given_name = "", alias = "", languages = [], sites = [] } = page.person;
  const start = { given_name, alias, languages, sites: sites.join(", ") };
  const form = useForm({
    start,
    kept: drafts.of<typeof start>(`details of ${reference}`),
    send: ({ sites, ...details }) => service.describe(reference, { ...details, sites: sitesIn(sites) }),
    refused: (problem) => noSite(problem, words),
    done: (next) => {
      found(next);
      notices.tell(words.details.done);
    },
  });
  return (
    <Card id="details" title={words.details.title}>
      <FormView form={form} verb={words.details.verb} busy={words.details.busy}>
        <TextField form={form} name="given_name" label={words.fields.givenName} />
        <TextField form={form} name="alias" label={words.fields.alias} help={words.fields.aliasHelp} />
        <AnsweringFields form={form} />
      </FormView>
    </Card>
  );
}

function Roles({ page, service, drafts, found }: PersonProps) {
  const { notices } = useApp();
  const { words } = useSpeechOf(people);
  const { reference, person, roles = [] } = page.person;
  const start = { roles };
  const draft = drafts.of<typeof start>(`roles of ${reference}`);
  const [asking, setAsking] = useState(false);
  const changed = (next: PersonPage) => {
    found(next);
    notices.tell(words.rolesOf.done);
  };
  const form = useForm({
    start,
    kept: draft,
    send: async ({ roles }) => (roles.length > 0 ? service.changeRoles(reference, roles) : null),
    done: (next) => {
      if (next) return changed(next);
      // It is asked about, and not sent yet.
      draft.value = { roles: [] };
      setAsking(true);
    },
  });
  return (
    <Card id="roles-of" title={words.rolesOf.title}>
      <p class="help">{words.rolesOf.lead}</p>
      <FormView form={form} verb={words.rolesOf.verb} busy={words.rolesOf.busy}>
        <RolesField form={form} />
      </FormView>
      {asking && (
        <NoRole
          title={words.noRole.leave(person)}
          verb={words.rolesOf.verb}
          busy={words.rolesOf.busy}
          run={() => service.changeRoles(reference, [])}
          done={(next) => {
            draft.value = null;
            setAsking(false);
            changed(next);
          }}
          onShut={() => setAsking(false)}
        />
      )}
    </Card>
  );
}

function Sessions({ page }: { page: PersonPage }) {
  const { words } = useSpeechOf(people);
  const momentOf = useMoment();
  const { sessions } = words;
  const open = page.sessions ?? [];
  return (
    <Card id="sessions" title={sessions.title}>
      {open.length === 0 && <p class="help">{sessions.none}</p>}
      <ul class="plain-list">
        {open.map(({ session, started_at, seen_at, ends_at, this: mine }) => (
          <li key={session}>
            {sessions.began(momentOf(started_at))}
            {mine && ` (${sessions.this})`}
            <span class="meta aside">
              {sessions.seen(momentOf(seen_at))} {sessions.ends(momentOf(ends_at))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Shutting out, letting in, letting go: each is asked about once. */
function Acts({ page, service, found }: Omit<PersonProps, "drafts">) {
  const { notices, session } = useApp();
  const { words } = useSpeechOf(people);
  const [asking, setAsking] = useState<Act | null>(null);
  const [made, setMade] = useState<TemporaryPassword | null>(null);
  const { person } = page;
  const own = session.me.value?.person === person.person;
  const shut = () => setAsking(null);
  const run = (act: Act): Promise<() => void> =>
    act === "password"
      ? service.resetPassword(person.reference).then((password) => () => {
          setMade(password);
          found({ ...page, person: password.person, sessions: [] });
        })
      : service.run(act, person.reference).then((next) => () => {
          found(next);
          notices.tell(words.acts[act].done);
        });
  return (
    <Card id="acts" title={words.actsTitle}>
      <div class="acts">
        {actsOf(person, own).map((act) => (
          <button
            key={act}
            type="button"
            class={act === "leave" ? "danger" : "secondary"}
            onClick={() => setAsking(act)}
          >
            {words.acts[act].verb}
          </button>
        ))}
      </div>
      {asking && (
        <Confirm
          title={words.acts[asking].title(person.person)}
          verb={words.acts[asking].verb}
          busy={words.acts[asking].busy}
          keep={words.keep}
          danger={asking !== "enable"}
          run={() => run(asking)}
          done={(finish) => {
            shut();
            finish();
          }}
          onShut={shut}
        >
          <p>{words.acts[asking].what}</p>
        </Confirm>
      )}
      {made && <Password made={made} onShut={() => setMade(null)} />}
    </Card>
  );
}
