import { Check, CheckCheck, Clock3, EyeOff, TriangleAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { clockTime, dayName } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { pieces } from "../../shared/links";
import { sentenceOf } from "../../shared/words/errors";
import type { Chat } from "../chat";
import { type Happening, type Message, type Row, rowsOf, type SendingState } from "../rows";
import { useTalkWords, type WordsOfTalk } from "../words";
import { CopyTextButton } from "./copy-text";

/** The messages. */
export function Log({ chat }: { chat: Chat }) {
  const { widget } = useTalkWords();
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

function RowView({ row, chat }: { row: Row; chat: Chat }) {
  const words = useTalkWords();
  if (row.is === "day") return <p class="event">{dayName(words.language, row.at)}</p>;
  if (row.is === "event") return <p class="event">{eventWords(row, chat, words)}</p>;
  return <MessageView message={row} chat={chat} />;
}

function eventWords({ entry, again }: Happening, chat: Chat, { widget, later }: WordsOfTalk): string {
  const alias = entry.alias ?? chat.screen.facts?.alias ?? widget.agentUnknown;
  if (entry.kind === "joined") return (again && later?.carriesOn(alias)) || widget.joined(alias);
  if (entry.kind === "left") return later?.left(alias) ?? "";
  if (entry.by === "visitor") return widget.closedByVisitor;
  return entry.by === "agent" ? widget.closedByAgent(alias) : widget.closedBySystem;
}

function MessageView({ message, chat }: { message: Message; chat: Chat }) {
  const { widget, language } = useTalkWords();
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
