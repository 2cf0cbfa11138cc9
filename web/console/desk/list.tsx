import { every } from "words:language";
import { Clock, Mail, TriangleAlert } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { clockTime, date } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { sentenceOf } from "../../shared/words";
import { NEWEST_FIRST } from "../access_log/state";
import { write } from "../address";
import { useApp, useSpeech } from "../parts/context";
import { type Group, isFree, type Row, WAITS_LONG } from "./state";

const groups: readonly Group[] = ["mine", "queue", "left", "handed", "ended"];

/** What is mine, what waits, what was left to be answered by e-mail, what others have now, what has ended. */
export function ListPane() {
  const { desk, session } = useApp();
  const { words } = useSpeech();
  const room = desk.value;
  if (!room) return null;
  const rows = room.rows.value;
  const state = room.state.value;
  const trouble = room.trouble.value;
  return (
    <section class="list" aria-label={words.list.name}>
      {trouble && (
        <div class="list-trouble" role="alert">
          <p>
            <Icon of={TriangleAlert} small /> {words.list.stale} {sentenceOf(words.errors, trouble)}
          </p>
          <button type="button" class="secondary" onClick={() => void room.refresh()}>
            {words.again}
          </button>
        </div>
      )}
      {!state.known && !trouble && <ListLoading />}
      {state.known &&
        groups.map((group) => (
          <ListGroup
            key={group}
            group={group}
            rows={rows.filter((row) => row.group === group)}
            available={session.me.value?.available === true}
            more={(group === "queue" && state.moreWaiting) || (group === "left" && state.moreLeft)}
          />
        ))}
    </section>
  );
}

function ListLoading() {
  const { words } = useSpeech();
  return (
    <div class="loading" role="status">
      <span class="only-heard">{words.list.loading}</span>
      {[1, 2, 3].map((one) => (
        <div key={one} class="bone" />
      ))}
    </div>
  );
}

interface ListGroupProps {
  group: Group;
  rows: Row[];
  available: boolean;
  /** There are more than these. */
  more: boolean;
}

function ListGroup({ group, rows, available, more }: ListGroupProps) {
  const { words } = useSpeech();
  if (group !== "mine" && group !== "queue" && rows.length === 0) return null;
  return (
    <section aria-labelledby={`group-${group}`}>
      <h2 class="group" id={`group-${group}`}>
        {words.list.groups[group]} <span class="count">{more ? `${rows.length}+` : rows.length}</span>
      </h2>
      {group === "left" && <p class="group-empty">{words.list.leftHelp}</p>}
      {rows.length === 0 ? (
        <p class="group-empty">
          {group === "mine" ? words.list.noneMine : available ? words.list.noneWaiting : words.list.noneWaitingAway}
        </p>
      ) : (
        <ul>
          {rows.map((row) => (
            <ListRow key={row.conversation} row={row} />
          ))}
        </ul>
      )}
      {more && <p class="group-empty">{words.list.more(rows.length)}</p>}
    </section>
  );
}

function ListRow({ row }: { row: Row }) {
  const { address, desk, go, take, toRow } = useApp();
  const { words } = useSpeech();
  const link = useRef<HTMLAnchorElement>(null);
  const current = address.value.conversation === row.conversation;
  const wanted = current ? toRow.value : 0;
  useEffect(() => {
    if (wanted > 0) link.current?.focus();
  }, [wanted]);
  const open = (event: Event) => {
    event.preventDefault();
    go({ room: "desk", conversation: row.conversation });
  };
  return (
    <li
      class="row"
      data-group={row.group}
      data-current={current ? "" : undefined}
      data-unread={row.unread > 0 ? "" : undefined}
    >
      <a
        ref={link}
        href={write({ room: "desk", conversation: row.conversation, sorting: NEWEST_FIRST })}
        aria-current={current ? "true" : undefined}
        onClick={open}
      >
        <span class="row-head">
          <span class="row-name">{words.visitor(row.conversation.slice(0, 4))}</span>
          <RowTime row={row} />
        </span>
        <span class="row-line">
          <RowLine row={row} />
        </span>
      </a>
      {isFree(row) && (
        <button
          type="button"
          class="secondary take"
          aria-disabled={desk.value?.busy.value.has(row.conversation) === true}
          aria-label={words.list.takeName(words.visitor(row.conversation.slice(0, 4)))}
          onClick={() => take(row.conversation)}
        >
          {words.list.take}
        </button>
      )}
    </li>
  );
}

/** For the waiting, how long; for the others, when something was last said. */
function RowTime({ row }: { row: Row }) {
  const { desk, now } = useApp();
  const { language, words } = useSpeech();
  if (row.group === "left") return <time class="row-time">{date(language, row.startedAt)}</time>;
  if (row.group !== "queue") return row.line ? <time class="row-time">{clockTime(language, row.line.at)}</time> : null;
  const waited = now.value + (desk.value?.state.value.clockAhead ?? 0) - row.startedAt;
  const long = waited >= WAITS_LONG;
  return (
    <span class="row-time" data-long={long ? "" : undefined}>
      {long && <Icon of={Clock} small />}
      {words.list.waited(Math.max(0, Math.floor(waited / 60_000)), long)}
    </span>
  );
}

function RowLine({ row }: { row: Row }) {
  const { session } = useApp();
  const { words } = useSpeech();
  return (
    <>
      <span class="chip">
        <span aria-hidden="true">{row.language.toUpperCase()}</span>
        <span class="only-heard">{every[row.language].name}</span>
      </span>
      <span class="row-text" dir="auto">
        {row.typing ? <em>{words.conversation.typing}</em> : textOf(row, session.me.value?.alias, words.list.you)}
      </span>
      {row.asksCopy && (
        <span class="badge badge-note">
          <Icon of={Mail} small />
          <span class="only-heard">{words.list.asksCopy}</span>
        </span>
      )}
      {row.isLeft && (
        <span class="badge badge-note">
          <Icon of={Mail} small />
          <span class="only-heard">{words.list.isLeft}</span>
        </span>
      )}
      {row.notSent > 0 && (
        <span class="badge badge-trouble">
          <Icon of={TriangleAlert} small />
          <span class="only-heard">{words.list.notSent(row.notSent)}</span>
        </span>
      )}
      {row.unread > 0 && (
        <span class="badge">
          <span aria-hidden="true">{row.unread}</span>
          <span class="only-heard">{words.list.unread(row.unread)}</span>
        </span>
      )}
    </>
  );
}

/** What was said last, with who said it where that was not the visitor; a colleague may have had it before. */
function textOf({ line }: Row, own: string | undefined, you: string): string {
  if (line?.by !== "agent") return line?.text ?? "";
  return line.alias && line.alias !== own ? `${line.alias}: ${line.text}` : `${you} ${line.text}`;
}
