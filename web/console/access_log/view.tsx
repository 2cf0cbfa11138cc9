import { ArrowDown, ArrowUp, ScrollText, SearchX, TriangleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { problemOf } from "../../shared/http";
import { Icon } from "../../shared/icon";
import type { Access, Accesses, Problem } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import { useApp, useSpeech } from "../parts/context";
import { Field } from "../parts/field";
import { Summary } from "../parts/summary";
import type { About } from "../service";
import { moment } from "../times";
import { type Column, grouped, pressed, referenceIn, type Sorting, sorted } from "./state";

type Answer =
  | { is: "loading" }
  | { is: "refused"; problem: Problem }
  | { is: "records"; accesses: readonly Access[]; before: number | null };

/** Who has opened a conversation: by its reference, one row a reading. */
export function AccessLogView() {
  const { address, session } = useApp();
  const { words } = useSpeech();
  const conversation = address.value.conversation;
  const officer = session.me.value?.roles.includes("data-protection-officer") === true;
  return (
    <div class="access-log">
      <h1>{words.accessLog.title}</h1>
      <p class="lead">{officer ? words.accessLog.leadOfficer : words.accessLog.leadOwn}</p>
      <ReferenceForm shown={conversation} key={conversation} />
      {conversation ? (
        <Records conversation={conversation} key={`records-${conversation}`} />
      ) : (
        <Empty
          icon={<Icon of={ScrollText} />}
          title={words.accessLog.nothingYet}
          help={words.accessLog.nothingYetHelp}
        />
      )}
    </div>
  );
}

function ReferenceForm({ shown }: { shown: string | null }) {
  const { go } = useApp();
  const { words } = useSpeech();
  const [typed, setTyped] = useState(shown ? grouped(shown) : "");
  const [mistakes, setMistakes] = useState<{ field: string; sentence: string }[]>([]);
  const submit = (event: Event) => {
    event.preventDefault();
    const conversation = referenceIn(typed);
    const sentence = typed.trim() ? words.accessLog.malformed : words.accessLog.missing;
    setMistakes(conversation ? [] : [{ field: "reference", sentence }]);
    if (conversation) go({ room: "access-log", conversation });
  };
  return (
    <form class="form reference-form" noValidate onSubmit={submit}>
      <Summary title={words.signIn.summary} mistakes={mistakes} of={mistakes} />
      <Field
        name="reference"
        label={words.accessLog.reference}
        help={words.accessLog.referenceHelp}
        value={typed}
        onType={setTyped}
        autoComplete="off"
        maxLength={40}
        code
        mistake={mistakes[0]?.sentence}
      >
        <button type="submit" class="primary">
          {words.accessLog.verb}
        </button>
      </Field>
    </form>
  );
}

function Records({ conversation }: { conversation: string }) {
  const { service } = useApp();
  const { words } = useSpeech();
  const [about, setAbout] = useState<About>("conversation");
  const [answer, setAnswer] = useState<Answer>({ is: "loading" });
  const ask = () => {
    let wanted = true;
    const show = (next: Answer) => wanted && setAnswer(next);
    setAnswer({ is: "loading" });
    service.accesses(conversation, about).then(
      ({ accesses, before = null }) => show({ is: "records", accesses, before }),
      (failure) => show({ is: "refused", problem: problemOf(failure) }),
    );
    return () => {
      wanted = false;
    };
  };
  useEffect(ask, [conversation, about]);
  if (answer.is === "loading") {
    return (
      <div class="loading" role="status">
        <span class="only-heard">{words.list.loading}</span>
        {[1, 2, 3, 4].map((one) => (
          <div key={one} class="bone" />
        ))}
      </div>
    );
  }
  if (answer.is === "refused") return <Refused problem={answer.problem} again={ask} />;
  const { accesses, before } = answer;
  const other = about === "log" ? "conversation" : "log";
  return (
    <>
      {accesses.length === 0 ? (
        <Empty icon={<Icon of={ScrollText} />} title={words.accessLog.none} help={words.accessLog.noneHelp} />
      ) : (
        <Table conversation={conversation} accesses={accesses} />
      )}
      <div class="actions">
        {before !== null && (
          <Older
            fetch={() => service.accesses(conversation, about, before)}
            found={(page) =>
              setAnswer({ is: "records", accesses: [...accesses, ...page.accesses], before: page.before ?? null })
            }
          />
        )}
        <button type="button" class="secondary" onClick={() => setAbout(other)}>
          {other === "log" ? words.accessLog.aboutLog : words.accessLog.aboutConversation}
        </button>
      </div>
    </>
  );
}

/** There are older records than those that are shown. */
function Older({ fetch, found }: { fetch: () => Promise<Accesses>; found: (page: Accesses) => void }) {
  const { words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const press = () => {
    setBusy(true);
    setProblem(null);
    fetch()
      .then(found, (failure) => setProblem(problemOf(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <button type="button" class="secondary" aria-busy={busy} disabled={busy} onClick={press}>
        {words.accessLog.older}
      </button>
      {problem && <p role="alert">{sentenceOf(words.errors, problem)}</p>}
    </>
  );
}

function Refused({ problem, again }: { problem: Problem; again: () => void }) {
  const { words } = useSpeech();
  if (problem.code === "not_found") {
    return (
      <Empty alert icon={<Icon of={SearchX} />} title={words.accessLog.notFound} help={words.accessLog.notFoundHelp} />
    );
  }
  return (
    <Empty
      alert
      icon={<Icon of={TriangleAlert} />}
      title={words.accessLog.failed}
      help={sentenceOf(words.errors, problem)}
    >
      <button type="button" class="secondary" onClick={again}>
        {words.again}
      </button>
    </Empty>
  );
}

interface EmptyProps {
  icon: ComponentChildren;
  title: string;
  help: string;
  alert?: boolean;
  children?: ComponentChildren;
}

function Empty({ icon, title, help, alert = false, children }: EmptyProps) {
  return (
    <div class="empty" role={alert ? "alert" : undefined}>
      {icon}
      <h2>{title}</h2>
      <p>{help}</p>
      {children}
    </div>
  );
}

const columns: readonly Column[] = ["at", "actor", "role", "action", "purpose", "outcome"];

function Table({ conversation, accesses }: { conversation: string; accesses: readonly Access[] }) {
  const { address } = useApp();
  const { words } = useSpeech();
  const { sorting } = address.value;
  return (
    <div class="table-place">
      <section
        class="table-scroll"
        aria-labelledby="records-of"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keys too
        tabIndex={0}
      >
        <table>
          <caption id="records-of">{words.accessLog.caption(grouped(conversation), accesses.length)}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column} column={column} sorting={sorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted(accesses, sorting).map((access) => (
              <Record key={`${access.request}-${access.at}-${access.action}-${access.outcome}`} access={access} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="help">{words.accessLog.kept}</p>
    </div>
  );
}

function Head({ column, sorting }: { column: Column; sorting: Sorting }) {
  const { address, go } = useApp();
  const { words } = useSpeech();
  const here = sorting.by === column;
  const sort = () => go({ ...address.value, sorting: pressed(sorting, column) });
  return (
    <th scope="col" aria-sort={here ? (sorting.down ? "descending" : "ascending") : "none"}>
      <button type="button" class="quiet" onClick={sort}>
        {words.accessLog.columns[column]}
        {here && <Icon of={sorting.down ? ArrowDown : ArrowUp} small />}
      </button>
    </th>
  );
}

/** One record. A code that has no words yet is shown as it stands: nothing may be missing from this table. */
function Record({ access }: { access: Access }) {
  const { language, words } = useSpeech();
  const { actions, columns, purposes, outcomes } = words.accessLog;
  return (
    <tr>
      <td data-name={columns.at}>
        <time>{moment(language, access.at)}</time>
      </td>
      <th scope="row" data-name={columns.actor}>
        {access.actor === "visitor" ? words.conversation.visitor : access.actor}
      </th>
      <td data-name={columns.role}>
        {access.role
          .split(",")
          .map((role) => words.roles[role] ?? role)
          .join(", ")}
      </td>
      <td data-name={columns.action}>
        {actions[access.action] ?? access.action}
        {access.reason && <span class="meta reason">{access.reason}</span>}
      </td>
      <td data-name={columns.purpose}>{purposes[access.purpose] ?? access.purpose}</td>
      <td data-name={columns.outcome} data-outcome={access.outcome}>
        {outcomes[access.outcome] ?? access.outcome}
      </td>
    </tr>
  );
}
