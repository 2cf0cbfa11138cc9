import { Check, CheckCheck, Clock3, EyeOff, TriangleAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { clockTime, dayName, minutesSince } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { pieces } from "../../shared/links";
import { sentenceOf } from "../../shared/words/errors";
import type { Chat } from "../chat";
import { type Happening, type Message, type Row, rowsOf, type SendingState, waitsSince } from "../rows";
import { useWords, type Words } from "../words";
import { CopyTextButton } from "./copy-text";

/** The messages, and below them what is going on now: typing, waiting. */
export function Log({ chat }: { chat: Chat }) {
  const { widget } = useWords();
  const quiet = useQuiet(chat.loading);
  const rows = rowsOf(chat.screen, chat.now);
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
          <RowView key={row.key} row={row} chat={chat} />
        ))}
      </div>
      <TypingDots chat={chat} />
      <Waiting chat={chat} />
    </>
  );
}

/** A history that is drawn when one comes back is not read out; what comes after it is. */
function useQuiet(loading: boolean): boolean {
  const [quiet, setQuiet] = useState(loading);
  useEffect(() => {
    if (loading) return;
    const timer = setTimeout(() => setQuiet(false), 500);
    return () => clearTimeout(timer);
  }, [loading]);
  return quiet;
}

function Loading() {
  const { widget } = useWords();
  return (
    <p class="loading" role="status">
      <span class="only-heard">{widget.loading}</span>
      <span class="ghost" />
      <span class="ghost ghost-own" />
      <span class="ghost" />
    </p>
  );
}

function RowView({ row, chat }: { row: Row; chat: Chat }) {
  const words = useWords();
  if (row.is === "day") return <p class="event">{dayName(words.language, row.at)}</p>;
  if (row.is === "event") return <p class="event">{eventWords(row, chat, words)}</p>;
  return <MessageView message={row} chat={chat} />;
}

function eventWords({ entry, again }: Happening, chat: Chat, { widget, later }: Words): string {
  const alias = entry.alias ?? chat.screen.facts?.alias ?? widget.agentUnknown;
  if (entry.kind === "joined") return (again && later?.carriesOn(alias)) || widget.joined(alias);
  if (entry.kind === "left") return later?.left(alias) ?? "";
  if (entry.by === "visitor") return widget.closedByVisitor;
  return entry.by === "agent" ? widget.closedByAgent(alias) : widget.closedBySystem;
}

function MessageView({ message, chat }: { message: Message; chat: Chat }) {
  const { widget, language } = useWords();
  const { own, first, last, text, state, masked } = message;
  const time = clockTime(language, message.at);
  const who = own ? widget.you : (message.alias ?? widget.agentUnknown);
  const place = `message ${own ? "own" : "other"}${first ? " first" : ""}${last ? " last" : ""}`;
  return (
    <div class={state === "not_sent" ? `${place} not-sent` : place}>
      {first && !own && (
        <p class="alias" aria-hidden="true">
          {who}
        </p>
      )}
      <p class="bubble">
        <span class="only-heard">{widget.saidAt(who, time)} </span>
        <span dir="auto">
          <Linked text={text} />
        </span>
      </p>
      {own && masked.length > 0 && (
        <p class="masked">
          <Icon of={EyeOff} small />
          {masked.length > 1 ? widget.maskedBoth : masked[0] && widget.masked[masked[0]]}
        </p>
      )}
      {state === "not_sent" ? (
        <NotSent message={message} chat={chat} />
      ) : (
        (last || state !== null) && (
          <p class="meta">
            <span aria-hidden="true">
              <time>{time}</time>
            </span>
            {state && <State of={state} />}
          </p>
        )
      )}
    </div>
  );
}

function Linked({ text }: { text: string }) {
  return pieces(text).map(({ text: piece, href }) =>
    href === null ? (
      piece
    ) : (
      <a key={piece} href={href} target="_blank" rel="noopener noreferrer nofollow">
        {piece}
      </a>
    ),
  );
}

const stateIcons = { sending: Clock3, slow: Clock3, sent: Check, read: CheckCheck };

function State({ of: state }: { of: Exclude<SendingState, "not_sent"> }) {
  const { widget } = useWords();
  const words = { sending: widget.sending, slow: widget.sendingSlowly, sent: widget.sent, read: widget.read };
  return (
    <span class={`state state-${state}`}>
      <Icon of={stateIcons[state]} small />
      {words[state]}
    </span>
  );
}

function NotSent({ message, chat }: { message: Message; chat: Chat }) {
  const { widget, errors } = useWords();
  const { key, problem, text } = message;
  const late = problem?.code === "conversation_closed" || chat.screen.lost;
  const why = late || problem === null ? widget.notSentClosed : sentenceOf(errors, problem);
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

function TypingDots({ chat }: { chat: Chat }) {
  const { widget } = useWords();
  if (!chat.screen.typing || chat.ended) return null;
  return (
    <p class="typing">
      <span class="only-heard">{widget.typing(chat.screen.facts?.alias ?? widget.agentUnknown)}</span>
      <i />
      <i />
      <i />
    </p>
  );
}

/** Waiting as a fact: the place and the minutes. The place is announced when it changes, the minutes are not. */
function Waiting({ chat }: { chat: Chat }) {
  const { widget, later } = useWords();
  const { facts, lost, entries } = chat.screen;
  useEveryMinute(facts?.status === "waiting");
  if (facts?.status !== "waiting" || lost) return null;
  const { place } = facts;
  const words = place == null ? widget.waitingNoPlace : place === 1 ? widget.waitingFirst : widget.waitingPlace(place);
  const again = entries.some((entry) => entry.kind === "left");
  return (
    <section class="waiting">
      <Icon of={Clock3} />
      <div>
        <p class="waiting-place" role="status">
          {words}
        </p>
        <p class="quiet figures">{widget.waitingTime(minutesSince(waitsSince(chat.screen), chat.now))}</p>
        <p class="quiet">{(again && later?.waitingAgain) || widget.waitingHelp}</p>
      </div>
    </section>
  );
}

function useEveryMinute(on: boolean): void {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => tick((count) => count + 1), 15_000);
    return () => clearInterval(timer);
  }, [on]);
}
