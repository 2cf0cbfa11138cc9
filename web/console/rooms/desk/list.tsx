import { every } from "words:language";
import { Clock, Mail, MailQuestionMark, Sunset, TriangleAlert } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockTime, date, sameDay } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import { sentenceOf } from "../../../shared/words";
import { isTouched } from "../../../shared/writing";
import { write } from "../../address";
import { useShield } from "../../conversation/veil";
import { Loading } from "../../parts/asked";
import { useApp } from "../../parts/context";
import { useKept } from "../../parts/kept";
import { useWished } from "../../parts/wished";
import { useDesk, useSpeech } from "./context";
import { nameOf } from "./name";
import { desk } from "./room";
import { type Group, hasMore, heldOrder, isFree, isMine, type Row, topicOf, WAITS_LONG } from "./state";

const groups: readonly Group[] = ["answer", "mine", "helping", "queue", "left", "handed", "ended"];

/** What is mine, what waits, what was left to be answered by e-mail, what others have now, what has ended. */
export function ListPane() {
  const { session } = useApp();
  const { work } = useDesk();
  const { words } = useSpeech();
  const [rows, hold] = useHeld(work.rows.value);
  const state = work.state.value;
  const trouble = work.trouble.value;
  return (
    <section
      class="list"
      aria-label={words.list.name}
      onPointerMove={(event) => event.pointerType === "mouse" && hold(true)}
      onPointerLeave={() => hold(false)}
    >
      {trouble && (
        <div class="list-trouble" role="alert">
          <p>
            <Icon of={TriangleAlert} small /> {words.list.stale} {sentenceOf(words.errors, trouble)}
          </p>
          <button type="button" class="secondary" onClick={() => void work.refresh()}>
            {words.again}
          </button>
        </div>
      )}
      {!state.known && !trouble && <Loading />}
      {state.known &&
        groups.map((group) => (
          <ListGroup
            key={group}
            group={group}
            rows={rows.filter((row) => row.group === group)}
            isShown={group === "queue" || (group === "mine" && !rows.some(isMine))}
            available={session.me.value?.available === true}
            more={
              hasMore(state, group)
                ? rows.filter((row) => (group === "mine" ? isMine(row) : row.group === group)).length
                : 0
            }
          />
        ))}
      <DayTold />
    </section>
  );
}

/** Said before the hours end, and after: what waits, and the way to a last look. */
function DayTold() {
  const { askAboutDay, day, mine, waiting } = useDesk();
  const { language, words } = useSpeech();
  const state = day.value;
  return (
    <div role="status">
      {state.is !== "on" && (
        <div class="day-told">
          <p>
            <Icon of={Sunset} small /> {words.day[state.is](clockTime(language, state.at))}{" "}
            {words.day.open(waiting.value, mine.value)}
          </p>
          <button type="button" class="secondary" onClick={askAboutDay}>
            {words.day.verb}
          </button>
        </div>
      )}
    </div>
  );
}

/** A pointer that has rested for so long, in milliseconds, is about to press nothing. */
const HELD_FOR = 3000;

/** The rows as they are drawn: in the order in which a pointer that moves among them has found them. */
function useHeld(fresh: readonly Row[]): [readonly Row[], (held: boolean) => void] {
  const [held, setHeld] = useState(false);
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const drawn = useRef(fresh);
  drawn.current = held ? heldOrder(drawn.current, fresh) : fresh;
  const hold = (on: boolean) => {
    clearTimeout(resting.current);
    if (on) resting.current = setTimeout(() => setHeld(false), HELD_FOR);
    setHeld(on);
  };
  useEffect(() => () => clearTimeout(resting.current), []);
  return [drawn.current, hold];
}

interface ListGroupProps {
  group: Group;
  rows: readonly Row[];
  /** Also when there is nothing in it. */
  isShown: boolean;
  available: boolean;
  /** So many are listed of more; 0: of no more. */
  more: number;
}

function ListGroup({ group, rows, isShown, available, more }: ListGroupProps) {
  const { words } = useSpeech();
  const keep = useKept();
  if (rows.length === 0 && !isShown && more === 0) return null;
  return (
    <section aria-labelledby={`group-${group}`}>
      <h2 class="group" id={`group-${group}`}>
        {words.list.groups[group]} <span class="count">{more > 0 ? `${rows.length}+` : rows.length}</span>
      </h2>
      {group === "left" && <p class="group-empty">{words.list.leftHelp}</p>}
      {rows.length === 0 ? (
        <p class="group-empty">
          {group === "mine" ? words.list.noneMine : available ? words.list.noneWaiting : words.list.noneWaitingAway}
        </p>
      ) : (
        <ul>{rows.map((row) => keep(row.conversation, row, () => <ListRow key={row.conversation} row={row} />))}</ul>
      )}
      {more > 0 && <p class="group-empty">{group === "ended" ? words.list.moreEnded(more) : words.list.more(more)}</p>}
    </section>
  );
}

function ListRow({ row }: { row: Row }) {
  const { answer, conversation, go, take, work } = useDesk();
  const { words } = useSpeech();
  const link = useRef<HTMLAnchorElement>(null);
  const current = conversation.value === row.conversation;
  useWished("row", link, current);
  const open = (event: Event) => {
    event.preventDefault();
    // On a phone it would bring the keyboard up over what is to be read.
    if (isTouched()) go(row.conversation);
    else answer(row.conversation);
  };
  return (
    <li
      class="row"
      data-group={row.group}
      data-current={current ? "" : undefined}
      data-gone={row.goneAt === null ? undefined : ""}
      data-unread={row.unread > 0 || row.passedBy ? "" : undefined}
    >
      <a
        ref={link}
        href={write({ room: desk, place: { conversation: row.conversation } })}
        aria-current={current ? "true" : undefined}
        onClick={open}
      >
        <span class="row-head">
          <RowName row={row} />
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
          aria-disabled={work.busy.value.has(row.conversation)}
          aria-label={words.list.takeName(nameOf(words, row.conversation, row.name))}
          onClick={() => take(row.conversation)}
        >
          {words.list.take}
        </button>
      )}
    </li>
  );
}

/** What the visitor wants to be called, and beside it the reference by which colleagues speak of it. */
function RowName({ row }: { row: Row }) {
  const { words } = useSpeech();
  return (
    <span class="row-name" dir="auto">
      {nameOf(words, row.conversation, row.name)}
      {row.name !== null && <span class="meta"> {row.conversation.slice(0, 4)}</span>}
    </span>
  );
}

/** For those who wait, in the queue or for my answer, how long; for the others, when something was last said. */
function RowTime({ row }: { row: Row }) {
  const { now } = useApp();
  const { work } = useDesk();
  const { language, words } = useSpeech();
  const whenOf = (at: number) => (sameDay(at, now.value) ? clockTime(language, at) : date(language, at));
  if (row.closedAt !== undefined) return <time class="row-time">{whenOf(row.closedAt)}</time>;
  if (row.goneAt !== null) return <span class="row-time">{words.list.gone(clockTime(language, row.goneAt))}</span>;
  if (row.group === "left") return <time class="row-time">{date(language, row.startedAt)}</time>;
  if (row.holdEndsAt !== null) {
    const left = Math.ceil((row.holdEndsAt - now.value - work.state.value.clockAhead) / 60_000);
    return (
      <span class="row-time" data-long={left > 0 ? undefined : ""}>
        <Icon of={Clock} small />
        {words.list.onHold(Math.max(0, left))}
      </span>
    );
  }
  if (row.waitsSince === null) {
    return row.line ? <time class="row-time">{clockTime(language, row.line.at)}</time> : null;
  }
  const waited = now.value + work.state.value.clockAhead - row.waitsSince;
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
  const { work } = useDesk();
  const { language, words } = useSpeech();
  const shields = useShield();
  const topic = topicOf(work.state.value, row, language);
  return (
    <>
      <span class="chip">
        <span aria-hidden="true">{row.language.toUpperCase()}</span>
        <span class="only-heard">{every[row.language].name}</span>
      </span>
      {topic && (
        <span class="chip topic" dir="auto">
          {topic}
        </span>
      )}
      <span class="row-text" dir="auto" lang={row.line?.by === "visitor" ? row.language : language}>
        {row.passedBy && <em>{words.list.passedBy(row.passedBy)} </em>}
        {row.invitedBy && <em>{words.list.invitedBy(row.invitedBy)} </em>}
        {row.typing ? (
          <em>{words.reading.typing}</em>
        ) : row.line?.by === "visitor" && shields(row.line.text) ? (
          <em>{words.list.veiled}</em>
        ) : (
          textOf(row, session.me.value?.alias, words.list.you)
        )}
      </span>
      {row.asksCopy && (
        <span class="badge badge-note">
          <Icon of={Mail} small />
          <span class="only-heard">{words.list.asksCopy}</span>
        </span>
      )}
      {row.isLeft && (
        <span class="badge badge-note">
          <Icon of={MailQuestionMark} small />
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
