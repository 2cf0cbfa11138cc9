import { Download, ScrollText } from "lucide";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import { save } from "../../../shared/saving";
import type { Access, NamedPerson, Problem } from "../../../shared/wire";
import { write } from "../../address";
import { AskedView, More, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { Empty } from "../../parts/empty";
import { type FilterField, FiltersForm } from "../../parts/filters";
import { grouped, referenceIn } from "../../parts/reference";
import { NotFound } from "../../parts/room_page";
import { sorted } from "../../parts/sorting";
import { Table, type Column as TableColumn } from "../../parts/table";
import { staffSentenceOf } from "../../speaking";
import { moment } from "../../times";
import { reasonIn } from "./reason";
import {
  type AccessLogPlace,
  accessLog,
  BEGINNING,
  type Column,
  NARROWED_BY,
  type Narrowed,
  NEWEST_FIRST,
} from "./room";
import type { AccessLogService, Of } from "./service";

interface RecordsProps {
  of: Of;
  place: AccessLogPlace;
  service: AccessLogService;
  /** By whose references names are found. */
  people: readonly NamedPerson[];
  isOfficer?: boolean;
}

const OF_CONVERSATION: readonly Column[] = ["at", "actor", "role", "action", "purpose", "outcome"];
const OF_PERSON: readonly Column[] = ["at", "action", "object", "purpose", "outcome"];

/** The records of a conversation or a person: what narrows them, the table, and the file. */
export function RecordsView({ of, place, service, people, isOfficer = false }: RecordsProps) {
  const { go, session } = useApp();
  const { words } = useSpeechOf(accessLog);
  const me = session.me.value?.person ?? "";
  const narrowed = meant(place.filters, words);
  const asked = useAsked(() => service.records(of, narrowed), [JSON.stringify([of, narrowed])]);
  const isNarrow = Object.keys(narrowed).some((name) => name !== "of");
  const caption = captionOf(of, words, people);
  return (
    <>
      <FiltersForm
        schema={NARROWED_BY}
        fields={fieldsOf(of, words, people, isOfficer)}
        value={narrowed}
        words={words.narrowing}
        onApply={(filters) => go(accessLog, { ...place, filters })}
      />
      <p role="status" class="only-heard">
        {asked.value && caption(asked.value.accesses.length)}
      </p>
      <AskedView
        of={asked}
        refused={({ code }) => code === "not_found" && <NotFound title={words.notFound} help={words.notFoundHelp} />}
      >
        {({ accesses, before = null, person = "" }) => (
          <>
            {accesses.length === 0 ? (
              <Empty
                icon={<Icon of={ScrollText} />}
                title={words.none}
                help={before !== null ? words.noneAmongNewest : isNarrow ? words.noneSuch : words.noneHelp}
              />
            ) : (
              <AccessTable
                of={of}
                caption={caption(accesses.length)}
                accesses={accesses}
                place={place}
                people={of === "own" ? [{ reference: person, person: me }] : people}
                isOfficer={isOfficer}
              />
            )}
            <div class="actions">
              {before !== null && (
                <More
                  verb={words.older}
                  fetch={() => service.records(of, narrowed, before)}
                  found={(page) => asked.put({ ...page, accesses: [...accesses, ...page.accesses] })}
                />
              )}
              {isOfficer && of !== "own" && narrowed.of === undefined && accesses.length > 0 && (
                <Save fetch={() => service.file(of, narrowed)} />
              )}
            </div>
          </>
        )}
      </AskedView>
    </>
  );
}

type Words = ReturnType<typeof useSpeechOf<import("./words").AccessLogWords>>["words"];

/** Returns what narrows here: without words of which there are none, and without what is another page's. */
function meant({ days: _, ...filters }: Narrowed, words: Words): Narrowed {
  const known = { action: words.actions, purpose: words.purposes, outcome: words.outcomes };
  return Object.fromEntries(
    Object.entries(filters).filter(([name, value]) => !(name in known) || value in known[name as keyof typeof known]),
  );
}

function fieldsOf(
  of: Of,
  words: Words,
  people: readonly NamedPerson[],
  isOfficer: boolean,
): FilterField<keyof Narrowed>[] {
  const { fields } = words;
  const named = (found: Record<string, string>) => Object.entries(found).map(([value, label]) => ({ value, label }));
  const actors = [
    { value: "visitor", label: words.roles["visitor"] ?? "" },
    { value: "system", label: words.roles["system"] ?? "" },
    ...people.map(({ reference, person }) => ({ value: reference, label: person })),
  ];
  const ofConversation = of !== "own" && "conversation" in of;
  return [
    ...(isOfficer && ofConversation
      ? [{ name: "actor" as const, label: words.columns.actor, none: fields.anybody, choices: actors }]
      : []),
    { name: "action", label: words.columns.action, none: fields.anything, choices: named(words.actions) },
    { name: "purpose", label: words.columns.purpose, none: fields.any, choices: named(words.purposes) },
    { name: "outcome", label: words.columns.outcome, none: fields.any, choices: named(words.outcomes) },
    { name: "from", label: fields.from },
    { name: "until", label: fields.until, notBefore: "from" },
    { name: "of", label: words.aboutLog, none: fields.off, on: fields.on },
  ];
}

/** The whole as a file, page by page; its name tells nothing of anybody. */
function Save({ fetch }: { fetch: () => Promise<string> }) {
  const { words } = useSpeechOf(accessLog);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saved, setSaved] = useState(false);
  const press = () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    setSaved(false);
    fetch()
      .then(
        (text) => {
          save(`${words.fileName}-${new Date().toISOString().slice(0, 10)}.csv`, "text/csv", text);
          setSaved(true);
        },
        (failure) => setProblem(problemOf(failure)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <button type="button" class="secondary" aria-busy={busy} aria-disabled={busy} onClick={press}>
        <Icon of={Download} small />
        {words.saveFile}
      </button>
      <p role="status" class="help">
        {saved && words.saved}
      </p>
      {problem && <p role="alert">{staffSentenceOf(words, problem)}</p>}
    </>
  );
}

/** Returns how so many records of a conversation or a person are called. */
function captionOf(of: Of, words: Words, people: readonly NamedPerson[]): (records: number) => string {
  if (of === "own") return (records) => words.caption("person", null, records);
  if ("conversation" in of) return (records) => words.caption("conversation", grouped(of.conversation), records);
  const known = people.find(({ reference }) => reference === of.person);
  return (records) => words.caption("person", known?.person ?? words.unnamed(of.person.slice(0, 8)), records);
}

interface AccessTableProps {
  of: Of;
  caption: string;
  accesses: readonly Access[];
  place: AccessLogPlace;
  people: readonly NamedPerson[];
  isOfficer: boolean;
}

/** A code that has no words yet is shown as it stands: nothing may be missing from this table. */
function AccessTable({ of, caption, accesses, place, people, isOfficer }: AccessTableProps) {
  const { go } = useApp();
  const { language, words } = useSpeechOf(accessLog);
  const { actions, purposes, outcomes } = words;
  const byName = new Map(people.map((one) => [one.person, one.reference]));
  const byReference = new Map(people.map((one) => [one.reference, one.person]));
  const cells: Record<Column, TableColumn<Access, Column>["cell"]> = {
    at: ({ at }) => <time>{moment(language, at)}</time>,
    actor: ({ actor }) => {
      const person = byName.get(actor);
      if (actor === "visitor" || actor === "system") return words.roles[actor];
      return person && isOfficer ? <ToPerson person={person}>{actor}</ToPerson> : actor;
    },
    role: ({ role }) =>
      role
        .split(",")
        .map((one) => words.roles[one] ?? one)
        .join(", "),
    action: ({ action, reason }) => (
      <>
        {actions[action] ?? action}
        {reason && <span class="meta reason">{reasonIn(words, action, reason)}</span>}
      </>
    ),
    object: ({ object }) => {
      const conversation = /^[0-9A-Z]{16}$/.test(object) ? referenceIn(object) : null;
      if (conversation) return <ToConversation conversation={conversation} />;
      const name = byReference.get(object);
      if (name) return isOfficer ? <ToPerson person={object}>{name}</ToPerson> : name;
      return words.objects[object] ?? (/^[0-9a-f]{64}$/.test(object) ? words.unnamed(object.slice(0, 8)) : object);
    },
    purpose: ({ purpose }) => purposes[purpose] ?? purpose,
    outcome: ({ outcome }) => <span data-outcome={outcome}>{outcomes[outcome] ?? outcome}</span>,
  };
  const { by, down } = place.sorting;
  const ofConversation = of !== "own" && "conversation" in of;
  const columns = ofConversation || place.filters.of ? OF_CONVERSATION : OF_PERSON;
  const newest = sorted(accesses, true, (access) => access.at);
  return (
    <div class="table-place">
      <Table
        caption={caption}
        columns={columns.map((key) => ({
          key,
          name: words.columns[key],
          cell: cells[key],
          head: key === (columns === OF_CONVERSATION ? "actor" : "action"),
          sorts: true,
        }))}
        rows={sorted(newest, down, (access) => access[by])}
        keyOf={({ request, at, action, object, outcome }) => `${request}-${at}-${action}-${object}-${outcome}`}
        sorting={place.sorting}
        start={NEWEST_FIRST}
        onSort={(sorting) => go(accessLog, { ...place, sorting })}
      />
      <p class="help">{words.kept}</p>
    </div>
  );
}

function ToPerson({ person, children }: { person: string; children: ComponentChildren }) {
  return <a href={write({ room: accessLog, place: { ...BEGINNING, about: "person", person } })}>{children}</a>;
}

function ToConversation({ conversation }: { conversation: string }) {
  return <a href={write({ room: accessLog, place: { ...BEGINNING, conversation } })}>{grouped(conversation)}</a>;
}
