import { every } from "words:language";
import { ArrowDown, ArrowLeft, ArrowRightLeft, PanelRight, SendHorizontal } from "lucide";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isBehind, isClosed, lastSeq, type Screen } from "../../shared/conversation";
import { date } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "../../shared/text";
import type { Entry } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import type { Words } from "../language";
import { useApp, useSpeech } from "../parts/context";
import { End } from "./end";
import { log } from "./log";
import { LogItem } from "./message";
import { PresenceMark } from "./presence";
import type { DeskRoom } from "./room";
import { isHandedOver } from "./state";

/** A conversation that is mine, or was: what has been said, and where to answer. */
export function ConversationPane({ screen, room }: { screen: Screen; room: DeskRoom }) {
  const { words } = useSpeech();
  return (
    <section class="conversation" aria-label={words.visitor(screen.conversation.slice(0, 4))}>
      <ConversationHead screen={screen} />
      <Log screen={screen} />
      {screen.facts &&
        (isClosed(screen) || screen.lost ? (
          <End screen={screen} facts={screen.facts} room={room} />
        ) : (
          <Composer screen={screen} />
        ))}
    </section>
  );
}

function ConversationHead({ screen }: { screen: Screen }) {
  const { askToClose, askToPassOn, desk, factsOpen, go, shortcuts } = useApp();
  const { words } = useSpeech();
  const { facts } = screen;
  const open = facts?.status === "active" && !screen.lost;
  const busy = desk.value?.busy.value.has(screen.conversation) === true;
  return (
    <header class="pane-head">
      <button
        type="button"
        class="quiet square back"
        aria-label={words.conversation.toList}
        onClick={() => go({ conversation: null })}
      >
        <Icon of={ArrowLeft} />
      </button>
      <div>
        <h1>{words.visitor(screen.conversation.slice(0, 4))}</h1>
        <p class="meta">
          {facts
            ? [
                every[facts.language].name,
                facts.site,
                isHandedOver(screen) ? words.handed.status : words.status[facts.status],
              ].join(" · ")
            : words.list.loading}
        </p>
        {facts && !screen.lost && <PresenceMark facts={facts} />}
        {open && facts.messages_left != null && (
          <p class="meta" role="status">
            {words.conversation.nearlyFull(facts.messages_left)}
          </p>
        )}
      </div>
      <div class="pane-head-end">
        {open && (
          <>
            <button
              type="button"
              class="secondary pass"
              aria-disabled={busy}
              aria-keyshortcuts={shortcuts.value ? "P" : undefined}
              onClick={askToPassOn}
            >
              <Icon of={ArrowRightLeft} small />
              <span>{words.passOn.verb}</span>
            </button>
            <button type="button" class="secondary" aria-disabled={busy} onClick={askToClose}>
              {words.close.verbShort}
            </button>
          </>
        )}
        <button
          type="button"
          class="quiet square to-facts"
          aria-label={words.facts.name}
          aria-expanded={factsOpen.value}
          onClick={() => (factsOpen.value = !factsOpen.value)}
        >
          <Icon of={PanelRight} />
        </button>
      </div>
    </header>
  );
}

/** How near to the end counts as being at the end, in pixels. */
const NEAR = 48;

/** What has been said. It stays at the end while its reader is there, and never moves under who reads further up. */
function Log({ screen }: { screen: Screen }) {
  const { desk } = useApp();
  const { words } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [atEnd, setAtEnd] = useState(true);
  const items = log(screen, (at) => date("fi", at));
  const length = screen.entries.length + screen.pending.length;
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    setAtEnd(true);
  };
  // Whatever grows or shrinks (a message, the input, the phone's keyboard), who was at the end stays there.
  useLayoutEffect(() => {
    const { current: outer } = box;
    if (!outer || !atEnd) return;
    const stay = new ResizeObserver(() => {
      outer.scrollTop = outer.scrollHeight;
    });
    for (const part of [outer, ...outer.children]) stay.observe(part);
    return () => stay.disconnect();
  }, [atEnd]);
  const seen = () => {
    if (atEnd && document.visibilityState === "visible") desk.value?.seen(screen.conversation);
  };
  useEffect(seen, [length, atEnd]);
  useEffect(() => {
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, [atEnd]);
  const scrolled = ({ currentTarget: it }: { currentTarget: HTMLDivElement }) => {
    const near = it.scrollHeight - it.scrollTop - it.clientHeight < NEAR;
    // What grows below leaves the end behind too, but only who scrolls up has left it.
    if (near || it.scrollTop < lastTop.current) setAtEnd(near);
    lastTop.current = it.scrollTop;
  };
  return (
    <div class="log-place">
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label={words.conversation.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys
        tabIndex={0}
        ref={box}
        onScroll={scrolled}
      >
        <div class="log-inner">
          {screen.facts === null && !screen.problem && <p class="event">{words.list.loading}</p>}
          {items.map((item) => (
            <LogItem key={item.key} item={item} screen={screen} />
          ))}
          {screen.typing && (
            <p class="typing">
              <span class="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {words.conversation.typing}
            </p>
          )}
          {screen.problem && !isHandedOver(screen) && (
            <p class="log-trouble">{sentenceOf(words.errors, screen.problem)}</p>
          )}
        </div>
      </div>
      {!atEnd && (
        <button type="button" class="secondary to-end" onClick={toEnd}>
          <Icon of={ArrowDown} small />
          {words.conversation.toEnd}
        </button>
      )}
      <Announcer screen={screen} />
    </div>
  );
}

function spoken({ kind, by, text, score }: Entry, { conversation }: Words): string {
  if (kind === "said") return `${conversation.visitor}: ${text}`;
  if (kind === "corrected") return conversation.corrected(text ?? "");
  return kind === "rated" ? conversation.rated(score ?? 1, text ?? "") : conversation.closedBy[by];
}

/** Says each new message of the visitor's once. History that is drawn again, or one's own words, are not said. */
function Announcer({ screen }: { screen: Screen }) {
  const { words } = useSpeech();
  const from = useRef<number | null>(null);
  if (from.current === null && screen.facts !== null && !isBehind(screen)) from.current = lastSeq(screen);
  const start = from.current;
  const fresh = start === null ? [] : screen.entries.filter((entry) => entry.seq > start && entry.by !== "agent");
  return (
    <div class="only-heard" aria-live="polite">
      {fresh.map((entry) => (
        <p key={entry.seq}>{spoken(entry, words)}</p>
      ))}
    </div>
  );
}

/** From here on the characters left are counted. */
const COUNTED_FROM = 1800;

function Composer({ screen }: { screen: Screen }) {
  const { desk, toRow, toWrite } = useApp();
  const { words } = useSpeech();
  const input = useRef<HTMLTextAreaElement>(null);
  const { conversation } = screen;
  const text = desk.value?.drafts.of(conversation) ?? "";
  const length = lengthOf(text);
  const wanted = toWrite.value;
  // Each growth asks for the focus once more.
  useEffect(() => {
    if (wanted > 0) input.current?.focus();
  }, [wanted]);
  const send = () => {
    if (isBlank(text) || length > MESSAGE_CHARACTERS) return;
    desk.value?.say(conversation, text.trim());
    input.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    // While a word is being composed (Chinese, or a dead key), Enter ends the word and not the message.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") toRow.value += 1;
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="only-heard" for="answer">
        {words.conversation.answer}
      </label>
      <div class="composer-box">
        <textarea
          id="answer"
          ref={input}
          rows={1}
          value={text}
          placeholder={words.conversation.placeholder}
          aria-describedby="answer-help"
          aria-invalid={length > MESSAGE_CHARACTERS ? "true" : undefined}
          onInput={({ currentTarget }) => desk.value?.typed(conversation, currentTarget.value)}
          onKeyDown={pressed}
        />
        <button
          type="submit"
          class="primary square"
          aria-label={words.conversation.send}
          aria-disabled={isBlank(text) || length > MESSAGE_CHARACTERS}
        >
          <Icon of={SendHorizontal} />
        </button>
      </div>
      <p class="composer-foot">
        <span id="answer-help">{words.conversation.enterSends}</span>
        {length >= COUNTED_FROM && (
          <span class="figures" role="status" data-over={length > MESSAGE_CHARACTERS ? "" : undefined}>
            {words.conversation.counted(length, MESSAGE_CHARACTERS)}
          </span>
        )}
      </p>
    </form>
  );
}
