import { Check, CheckCheck, Clock3, EyeOff, TriangleAlert } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockTime, dayName, HERE } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { isBehind } from "../../shared/screen";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import type * as Later from "../later";
import { type Happening, type Mailed, type Message, type Row, rowsOf, type SendingState, type View } from "../rows";
import { useTalkWords, type WordsOfTalk } from "../words";
import { CopyTextButton } from "./copy-text";
import { Face } from "./face";
import { orderWords } from "./order-words";

interface LogProps {
  chat: Chat;
  view: View;
  /** Draws a text with its links and code, what it was, and the button that hides a message, once they are loaded. */
  later: Pick<typeof Later, "said" | "Corrected" | "HideButton"> | null;
  onHide: (seq: number) => void;
}

/** The messages. */
export function Log({ chat, view, later, onHide }: LogProps) {
  const { widget } = useTalkWords();
  const quiet = useQuiet(chat, view);
  const rows = rowsOf(chat.screen, chat.now, view, chat.hidHere);
  const newest = rows.findLast((row) => row.is === "said" && mayHide(row));
  return (
    <>
      {chat.loading && <Loading />}
      <div
        class="log"
        role="log"
        aria-label={widget.log}
        aria-live={quiet ? "off" : "polite"}
        aria-relevant="additions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keys too
        tabIndex={0}
      >
        {rows.map((row) => (
          <RowView key={row.key} row={row} newest={row === newest} chat={chat} later={later} onHide={onHide} />
        ))}
      </div>
    </>
  );
}

/** What is drawn anew is not read out: a history that one comes back to, older messages that one asks for. */
function useQuiet(chat: Chat, view: View): boolean {
  const [quiet, setQuiet] = useState(chat.started);
  const before = useRef(view);
  const caughtUp = useRef(!chat.started);
  if (chat.screen.facts && !isBehind(chat.screen)) caughtUp.current = true;
  const still = !caughtUp.current || view.from < before.current.from || view.to !== before.current.to;
  useEffect(() => {
    before.current = view;
    if (still) setQuiet(true);
    if (!caughtUp.current) return;
    const timer = setTimeout(() => setQuiet(false), 500);
    return () => clearTimeout(timer);
  }, [caughtUp.current, view.from, view.to]);
  return quiet || still;
}

function Loading() {
  const { widget } = useTalkWords();
  return (
    <p class="loading" role="status">
      <span class="only-heard">{widget.loading}</span>
      <span class="ghost" />
      <span class="ghost ghost-own" />
      <span class="ghost" />
    </p>
  );
}

interface RowProps extends Omit<LogProps, "view"> {
  row: Row;
  /** The newest of one's own that can be hidden. */
  newest: boolean;
}

/** What one has said and is stored; not what is hidden already. */
const mayHide = ({ own, seq, hidden }: Message) => own && seq !== null && !hidden;

function RowView({ row, ...rest }: RowProps) {
  const { chat } = rest;
  const words = useTalkWords();
  if (row.is === "day") return <p class="event">{dayName(words.language, row.at, HERE)}</p>;
  if (row.is === "left_off") return <p class="left-off">{words.widget.leftOff}</p>;
  if (row.is === "mailed") return <p class="event">{mailedWords(row, chat, words)}</p>;
  if (row.is === "event") {
    return (
      <p class="event">
        {eventWords(row, chat, words)}
        {row.entry.kind === "corrected" && <span class="only-heard">: {row.entry.text}</span>}
      </p>
    );
  }
  return <MessageView message={row} {...rest} />;
}

function mailedWords({ transcript }: Mailed, { screen }: Chat, { later, language }: WordsOfTalk): string | null {
  return later && orderWords(transcript, { later, language }, screen.entries);
}

function eventWords({ entry, again }: Happening, chat: Chat, { widget, later, language }: WordsOfTalk): string {
  const alias = entry.alias ?? chat.screen.facts?.alias ?? widget.agentUnknown;
  if (entry.kind === "joined") return (again && later?.carriesOn(alias)) || widget.joined(alias);
  if (entry.kind === "helping" || entry.kind === "helped") return later?.[entry.kind](alias) ?? "";
  if (entry.kind === "left") return later?.left(alias, entry.why) ?? "";
  if (entry.kind === "held") return later?.held(alias, entry.minutes ?? 0) ?? "";
  if (entry.kind === "resumed") return later?.resumed(alias) ?? "";
  if (entry.kind === "corrected") return later?.correctedBy(alias) ?? "";
  if (entry.kind === "rated") return later?.rating.given ?? "";
  const { closed_for } = chat.screen.facts ?? {};
  if (closed_for && later) return later.endWhy[closed_for](clockTime(language, entry.at, HERE));
  if (entry.by === "visitor") return widget.closedByVisitor;
  return entry.by === "agent" ? widget.closedByAgent(alias) : widget.closedBySystem;
}

interface MessageProps extends Omit<RowProps, "row"> {
  message: Message;
}

function MessageView({ message, newest, chat, later, onHide }: MessageProps) {
  const words = useTalkWords();
  const { widget, language } = words;
  const { own, first, last, text, state, masked, hidden, corrections, was } = message;
  const time = clockTime(language, message.at, HERE);
  const who = own ? widget.you : (message.alias ?? widget.agentUnknown);
  const place = `message ${own ? "own" : "other"}${first ? " first" : ""}${last ? " last" : ""}`;
  return (
    <div class={state === "not_sent" ? `${place} not-sent` : place}>
      {first && !own && (
        <p class="alias" dir="auto" aria-hidden="true">
          <Face alias={who} />
          {who}
        </p>
      )}
      <span class="only-heard">{widget.saidAt(who, time)} </span>
      <p class="bubble" dir="auto">
        {later ? later.said(text, words) : text}
      </p>
      {later && was !== null && <later.Corrected was={was} />}
      {later && mayHide(message) && <later.HideButton newest={newest} onHide={() => onHide(message.seq ?? 0)} />}
      {corrections.map((correction) => (
        <p key={correction} class="correction" dir="auto">
          {words.later?.corrected(correction)}
        </p>
      ))}
      {own && masked.length > 0 && (
        <p class="masked">
          <Icon of={EyeOff} small />
          {masked.length > 1 ? widget.maskedBoth : masked[0] && widget.masked[masked[0]]}
        </p>
      )}
      {hidden && (
        <p class="masked">
          <Icon of={EyeOff} small />
          {widget.hidden[hidden]}
        </p>
      )}
      {state === "not_sent" ? (
        <NotSent message={message} chat={chat} />
      ) : (
        <Meta time={time} last={last} state={state} />
      )}
    </div>
  );
}

/** The time on the last of a run, and how far the newest own message has come. */
function Meta({ time, last, state }: { time: string; last: boolean; state: Exclude<SendingState, "not_sent"> | null }) {
  if (state === null && !last) return null;
  return (
    // The time is heard before the message already.
    <p class="meta" aria-hidden={state === null}>
      <time aria-hidden="true">{time}</time>
      {state && <State of={state} />}
    </p>
  );
}

const stateIcons = { sending: Clock3, slow: Clock3, sent: Check, read: CheckCheck };

function State({ of: state }: { of: Exclude<SendingState, "not_sent"> }) {
  const { widget } = useTalkWords();
  const words = { sending: widget.sending, slow: widget.sendingSlowly, sent: widget.sent, read: widget.read };
  return (
    <span class={`state state-${state}`}>
      <Icon of={stateIcons[state]} small />
      {words[state]}
    </span>
  );
}

function NotSent({ message, chat }: { message: Message; chat: Chat }) {
  const { widget, errors } = useTalkWords();
  const { key, problem, text } = message;
  const late = problem?.code === "conversation_closed" || chat.screen.lost;
  const why = late || problem === null ? widget.notSentClosed : errors ? sentenceOf(errors, problem) : "";
  return (
    <div class="trouble">
      <p>
        <Icon of={TriangleAlert} small />
        <span>
          <strong>{widget.notSent}</strong> {why}
        </span>
      </p>
      <p class="trouble-actions">
        {!late && (
          <button type="button" class="text-button" onClick={() => chat.retry(key)}>
            {widget.retry}
          </button>
        )}
        <CopyTextButton text={text} words={widget.copyText} />
      </p>
    </div>
  );
}
