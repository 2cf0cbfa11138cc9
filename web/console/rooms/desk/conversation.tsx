import { every } from "words:language";
import { ArrowDown, ArrowLeft, ArrowRightLeft, Clock, PanelRight, SendHorizontal, UserRoundPlus } from "lucide";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isBehind, isClosed, lastSaidBy, lastSeq, type Screen } from "../../../shared/conversation";
import { date } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "../../../shared/text";
import type { Entry } from "../../../shared/wire";
import { sentenceOf } from "../../../shared/words";
import { growToFit, isComposed, isTouched, sends } from "../../../shared/writing";
import { HIDE_HELP } from "../../conversation/hide_button";
import { useInSteps } from "../../conversation/in_steps";
import { log, type Reader } from "../../conversation/log";
import { type Acts, LogItem } from "../../conversation/message";
import { NotesHeard } from "../../conversation/note";
import { useShield } from "../../conversation/veil";
import { useApp } from "../../parts/context";
import { useKept } from "../../parts/kept";
import { useWished } from "../../parts/wished";
import { ClosingFoot } from "./closing_foot";
import { useDesk, useLaterSpeech } from "./context";
import { CorrectForm } from "./correct";
import type { Question } from "./desk";
import { End } from "./end";
import { Here } from "./here";
import { useInserting } from "./inserting";
import { nameOf } from "./name";
import { Owed } from "./owed";
import { PresenceMark } from "./presence";
import { asksCopy, correctable, isGone, isHandedOver, mayHide } from "./state";
import { useTooLong } from "./too_long";
import type { DeskWords } from "./words";
import { NotesTrouble, useNoteActs, useNotes, Writing } from "./write";

/** A conversation that is mine, or was: what has been said, and where to answer. */
export function ConversationPane({ screen }: { screen: Screen }) {
  const { closing, correct, work } = useDesk();
  const { words } = useLaterSpeech();
  const correcting = correct.under.value[screen.conversation];
  const ending = closing.all.value[screen.conversation];
  const wasOpen = useRef(false);
  const isOver = isClosed(screen) || screen.lost;
  if (screen.facts && !isOver) wasOpen.current = true;
  return (
    <section class="conversation" aria-label={nameOf(words, screen.conversation, screen.facts?.name)}>
      <ConversationHead screen={screen} />
      <Log screen={screen} />
      {screen.facts &&
        (isOver ? (
          <End screen={screen} facts={screen.facts} room={work} wasOpen={wasOpen.current} />
        ) : ending ? (
          <ClosingFoot conversation={screen.conversation} closing={ending} />
        ) : correcting ? (
          <CorrectForm screen={screen} correcting={correcting} />
        ) : (
          <>
            <Owed screen={screen} />
            <Writing screen={screen}>
              <Composer screen={screen} />
            </Writing>
          </>
        ))}
    </section>
  );
}

function ConversationHead({ screen }: { screen: Screen }) {
  const { shortcuts } = useApp();
  const { askToClose, askToInvite, askToPassOn, closing, factsOpen, go, hold, work } = useDesk();
  const { words } = useLaterSpeech();
  const { facts } = screen;
  const open =
    facts?.status === "active" &&
    facts.mine !== false &&
    !screen.lost &&
    closing.all.value[screen.conversation] === undefined;
  const busy = work.busy.value.has(screen.conversation);
  return (
    <header class="pane-head">
      <button type="button" class="quiet square back" aria-label={words.conversation.toList} onClick={() => go(null)}>
        <Icon of={ArrowLeft} />
      </button>
      <div>
        <h1>{nameOf(words, screen.conversation, screen.facts?.name)}</h1>
        <p class="meta">
          {isGone(screen)
            ? null
            : facts
              ? [
                  every[facts.language].name,
                  facts.site,
                  isHandedOver(screen) ? words.handed.status : words.status[facts.status],
                ].join(" · ")
              : words.loading}
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
            {facts.mine && (
              <button
                type="button"
                class="secondary square"
                aria-label={words.helping.ask}
                title={words.helping.ask}
                aria-disabled={busy}
                aria-keyshortcuts={shortcuts.value ? "A" : undefined}
                onClick={askToInvite}
              >
                <Icon of={UserRoundPlus} small />
              </button>
            )}
            <button
              type="button"
              class="secondary pass"
              aria-label={words.passOn.verb}
              title={words.passOn.verb}
              aria-disabled={busy}
              aria-keyshortcuts={shortcuts.value ? "P" : undefined}
              onClick={askToPassOn}
            >
              <Icon of={ArrowRightLeft} small />
              <span>{words.passOn.verb}</span>
            </button>
            <button
              type="button"
              class="secondary pass"
              aria-label={words.hold.verb}
              title={words.hold.verb}
              aria-disabled={busy}
              aria-keyshortcuts={shortcuts.value ? "H" : undefined}
              aria-pressed={facts.hold_ends_in != null}
              onClick={hold}
            >
              <Icon of={Clock} small />
              <span>{words.hold.verb}</span>
            </button>
            <button type="button" class="secondary" aria-disabled={busy} onClick={askToClose}>
              {words.close.verbShort}
            </button>
          </>
        )}
        {!isGone(screen) && (
          <button
            type="button"
            class="quiet square to-facts"
            aria-label={words.facts.name}
            title={words.facts.name}
            aria-expanded={factsOpen.value}
            onClick={() => (factsOpen.value = !factsOpen.value)}
          >
            <Icon of={PanelRight} />
          </button>
        )}
      </div>
      {facts && !screen.lost && <Here screen={screen} facts={facts} />}
    </header>
  );
}

/** How near to the end counts as being at the end, in pixels. */
const NEAR = 48;
/** How near to the start of what is drawn one is when more is drawn, in pixels. */
const NEAR_START = 600;

/** What has been said. It stays at the end while its reader is there, and never moves under who reads further up. */
function Log({ screen }: { screen: Screen }) {
  const { session } = useApp();
  const { askToEndForAbuse, askToHide, closing, correct, offerCopy, work } = useDesk();
  const { words } = useLaterSpeech();
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [atEnd, setAtEnd] = useState(true);
  const notes = useNotes(screen);
  const reader: Reader = {
    alias: session.me.value?.alias,
    dayOf: (at) => date("fi", at),
    mayHide: (entry) => mayHide(screen, entry, reader.alias),
    hidHere: work.hidHere.value[screen.conversation] ?? [],
  };
  const all = log(screen, reader, notes);
  const { items, above, more } = useInSteps(all, atEnd);
  const newest = all.flatMap((item) => (item.is === "run" ? item.lines : [])).findLast((line) => line.mayHide);
  useFocusAfterHiding(box);
  const { conversation } = screen;
  const isOpen = screen.facts?.status !== "closed" && !screen.lost;
  const mayEnd = isOpen && screen.facts?.mine !== false && closing.all.value[conversation] === undefined;
  const acts: Acts = {
    retry: isOpen ? (id) => work.retry(conversation, id) : null,
    discard: (id) => work.discard(conversation, id),
    hide: askToHide,
    correct: correct.begin,
    correctable: correctable(screen, reader.alias),
    offerCopy: asksCopy(screen) ? offerCopy : null,
    end: mayEnd ? askToEndForAbuse : null,
    busy: work.busy.value.has(conversation),
  };
  const noteActs = useNoteActs(screen);
  const spoken = screen.facts?.language;
  const keep = useKept(words, spoken, isOpen, mayEnd, acts.offerCopy, acts.busy);
  const length = screen.entries.length + screen.pending.length + notes.length;
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
  const held = useRef<{ node: Element; top: number } | null>(null);
  const wantsStart = useRef(false);
  const drawMore = () => {
    const node = box.current?.querySelector("[data-items] > :not(.earlier)");
    if (node) held.current = { node, top: node.getBoundingClientRect().top };
    more();
  };
  // What is drawn above moves nothing under the eyes of whoever reads.
  useLayoutEffect(() => {
    const { current: outer } = box;
    if (outer && held.current) outer.scrollTop += held.current.node.getBoundingClientRect().top - held.current.top;
    if (outer && wantsStart.current) outer.scrollTop = 0;
    // The button that was pressed may have gone.
    if (held.current && above === 0 && document.activeElement === document.body) outer?.focus({ preventScroll: true });
    held.current = null;
    wantsStart.current = false;
  });
  const seen = () => {
    if (atEnd && document.visibilityState === "visible") work.seen(screen.conversation);
  };
  useEffect(seen, [length, atEnd, screen.facts?.passed_on_by]);
  useEffect(() => {
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, [atEnd]);
  const scrolled = ({ currentTarget: it }: { currentTarget: HTMLDivElement }) => {
    const near = it.scrollHeight - it.scrollTop - it.clientHeight < NEAR;
    // What grows below leaves the end behind too, but only who scrolls up has left it.
    if (near || it.scrollTop < lastTop.current) setAtEnd(near);
    lastTop.current = it.scrollTop;
    if (it.scrollTop < NEAR_START && above > 0) drawMore();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Home" || above === 0 || event.target !== box.current) return;
    event.preventDefault();
    wantsStart.current = true;
    setAtEnd(false);
    more(above);
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
        onKeyDown={pressed}
      >
        <div class="log-inner" data-items>
          {above > 0 && (
            <button type="button" class="quiet earlier" onClick={drawMore}>
              {words.conversation.showEarlier}
            </button>
          )}
          {screen.facts === null && !screen.problem && <p class="event">{words.loading}</p>}
          {items.map((item) => {
            const lines = item.is === "run" ? item.lines : [];
            const own = {
              newest: lines.find((line) => line === newest),
              correctable: lines.find(({ seq }) => seq !== null && seq === acts.correctable)?.seq ?? null,
            };
            return keep(item.key, [item, own], () => (
              <LogItem
                key={item.key}
                item={item}
                spoken={spoken}
                newest={own.newest}
                acts={{ ...acts, correctable: own.correctable }}
                words={words.reading}
                notes={{ words: words.notes, acts: noteActs }}
              />
            ));
          })}
          <NotesTrouble screen={screen} />
          {screen.typing && (
            <p class="typing">
              <span class="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {words.reading.typing}
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
      {newest && (
        <span class="only-heard" id={HIDE_HELP}>
          {words.reading.hideOthers}
        </span>
      )}
      <Announcer screen={screen} />
      <NotesHeard notes={notes} words={words.notes} />
    </div>
  );
}

/** Who hid a message or took back a note goes on at its line, or at the log: the button is gone then. Nobody's caret is taken. */
function useFocusAfterHiding(log: RefObject<HTMLElement | null>): void {
  const { question } = useDesk();
  const asked = lineOf(question.value);
  const before = useRef(asked);
  useEffect(() => {
    const line = before.current;
    before.current = asked;
    if (asked !== undefined || line === undefined || document.activeElement !== document.body) return;
    (log.current?.querySelector<HTMLElement>(`${line}[tabindex]`) ?? log.current)?.focus();
  }, [asked]);
}

/** Returns which line of the log is asked about. */
function lineOf(question: Question | null): string | undefined {
  if (question === null || typeof question === "string") return undefined;
  return "hide" in question ? `[data-seq="${question.hide}"]` : `[data-note="${question.takeBack}"]`;
}

function spoken({ kind, by, text, score, hidden_at }: Entry, { reading }: DeskWords): string {
  if (kind === "said") return `${reading.visitor}: ${hidden_at == null ? text : reading.hiddenBy.somebody}`;
  if (kind === "corrected") return reading.corrected(text ?? "");
  return kind === "rated" ? reading.rated(score ?? 1, text ?? "") : reading.closedBy[by];
}

/** So many stay to be said: what comes together is said together. */
const SPOKEN = 5;

/** Says each new message of the visitor's once. History that is drawn again, or one's own words, are not said. */
function Announcer({ screen }: { screen: Screen }) {
  const { words } = useLaterSpeech();
  const shields = useShield();
  const from = useRef<number | null>(null);
  if (from.current === null && screen.facts !== null && !isBehind(screen)) from.current = lastSeq(screen);
  const start = from.current;
  // Whoever reads with the arrows should not meet all of it twice: the last few are enough to be said.
  const fresh =
    start === null ? [] : screen.entries.filter((entry) => entry.seq > start && entry.by !== "agent").slice(-SPOKEN);
  return (
    <div class="only-heard" aria-live="polite">
      {fresh.map((entry) => (
        <p key={entry.seq} lang={entry.kind === "said" ? screen.facts?.language : undefined}>
          {entry.by === "visitor" && shields(entry.text ?? "") ? words.reading.veiled : spoken(entry, words)}
        </p>
      ))}
    </div>
  );
}

/** From here on the characters left are counted. */
const COUNTED_FROM = 1800;

function Composer({ screen }: { screen: Screen }) {
  const { wished } = useApp();
  const { correct, work } = useDesk();
  const { words } = useLaterSpeech();
  const input = useRef<HTMLTextAreaElement>(null);
  const { conversation } = screen;
  const name = nameOf(words, conversation, screen.facts?.name);
  const text = work.drafts.of(conversation);
  const length = lengthOf(text);
  const tooLong = useTooLong(text);
  const inserting = useInserting(input, screen.facts);
  const isGreeted = screen.pending.length > 0 || lastSaidBy(screen, "agent") > 0;
  useLayoutEffect(() => growToFit(input.current), [text]);
  useWished("answer", input);
  const send = () => {
    if (isBlank(text) || tooLong.refuses()) return;
    work.say(conversation, text.trim());
    input.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    if (sends(event)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && !isComposed(event)) wished.value = "row";
    else if (event.key === "ArrowUp" && text === "" && !isComposed(event)) {
      event.preventDefault();
      correct.begin();
    }
  };
  return (
    <div class="composer-place">
      {inserting.panel}
      {!isGreeted && inserting.trouble(text)}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label class="only-heard" for="answer">
          {words.conversation.answer(name)}
        </label>
        <div class="composer-box">
          <textarea
            id="answer"
            ref={input}
            rows={1}
            value={text}
            lang={screen.facts?.language}
            placeholder={words.conversation.placeholder(name)}
            aria-describedby="answer-help"
            aria-invalid={length > MESSAGE_CHARACTERS ? "true" : undefined}
            onInput={(event) => {
              work.typed(conversation, event.currentTarget.value);
              inserting.typed(event);
            }}
            onKeyDown={pressed}
          />
          {inserting.button}
          <button
            type="submit"
            class="primary square"
            aria-label={words.conversation.send}
            aria-disabled={isBlank(text) || length > MESSAGE_CHARACTERS}
          >
            <Icon of={SendHorizontal} />
          </button>
        </div>
        {tooLong.alert}
        <p class="composer-foot">
          <span id="answer-help">{!isTouched() && `${words.conversation.enterSends}, ${words.inserting.slash}`}</span>
          {inserting.greets(text) && <span role="status">{words.inserting.greeted}</span>}
          {length >= COUNTED_FROM && (
            <span class="figures" role="status" data-over={length > MESSAGE_CHARACTERS ? "" : undefined}>
              {words.conversation.counted(length, MESSAGE_CHARACTERS)}
            </span>
          )}
        </p>
      </form>
    </div>
  );
}
