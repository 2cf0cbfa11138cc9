import { Check, CheckCheck, Clock, EyeOff, Mail, PencilLine, TriangleAlert } from "lucide";
import { clockTime, dayName } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import type { Language, Side } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import { useSpeech } from "../parts/context";
import { CopyText } from "../parts/copy";
import { CorrectButton } from "./correct_button";
import { HideButton, textAt } from "./hide_button";
import type { Item, Line, Tick } from "./log";
import { type NoteActs, NoteItem } from "./note";
import { Text } from "./text";
import { useShield, Veil } from "./veil";
import type { NoteWords, ReadingWords } from "./words";

/** What a reader may do with what they read; null: nothing. */
export interface Acts {
  /** Tries once more to send; null where nothing can be sent any more. */
  retry: ((id: string) => void) | null;
  discard(id: string): void;
  hide(seq: number): void;
  /** Puts right the message in `correctable`, one's newest. */
  correct(seq: number): void;
  /** The place of what may be put right; null where nothing may. */
  correctable: number | null;
  /** Offers the copy that was asked for; null where it is offered already. */
  offerCopy: (() => void) | null;
  /** Asks whether the conversation is to be ended for abuse, from beside a message that is veiled; null where it cannot be. */
  end: (() => void) | null;
  /** Whether something is under way. */
  busy: boolean;
}

interface Reading {
  /** In which language the visitor writes. */
  spoken: Language | undefined;
  acts: Acts | null;
  words: ReadingWords;
}

interface LogItemProps extends Reading {
  item: Item;
  /** The last of what may be hidden. */
  newest: Line | undefined;
  /** How notes for colleagues are read, where they are. */
  notes?: { words: NoteWords; acts: NoteActs | null };
}

/** One item of the log: a day, a quiet line, or a run of one speaker's messages. */
export function LogItem({ item, newest, notes, ...reading }: LogItemProps) {
  const { language } = useSpeech();
  const { words } = reading;
  if (item.is === "day") {
    return (
      <h2 class="day">
        <span>{dayName(language, item.at)}</span>
      </h2>
    );
  }
  if (item.is === "note") return notes ? <NoteItem note={item.note} reading={words} {...notes} /> : null;
  if (item.is === "event") {
    return (
      <p class="event">
        <Veil text={item.entry.by === "visitor" ? (item.entry.text ?? "") : ""} words={words}>
          {eventWords(item, words)}
        </Veil>{" "}
        <time>{clockTime(language, item.entry.at)}</time>
      </p>
    );
  }
  const who = item.by === "visitor" ? words.visitor : (item.alias ?? words.agent);
  const isColleague = item.by === "agent" && !item.own;
  return (
    <div class="run" data-by={item.by} data-colleague={isColleague ? "" : undefined}>
      <h3 class={isColleague ? "speaker" : "only-heard"}>{who}</h3>
      {item.lines.map((line, at) => (
        <Message
          key={line.key}
          line={line}
          {...reading}
          by={item.by}
          newest={line === newest}
          time={at === item.lines.length - 1 ? item.at : null}
        />
      ))}
    </div>
  );
}

function eventWords({ entry, again }: Item & { is: "event" }, words: ReadingWords): string {
  const { kind, by, alias, text, why } = entry;
  const name = alias ?? words.agent;
  if (kind === "corrected") return words.corrected(text ?? "");
  if (kind === "rated") return words.rated(entry.score ?? 1, text ?? "");
  if (kind === "joined" && why) return words.returned(name);
  if (kind === "joined") return again ? words.carriesOn(name) : words.joined(name);
  if (kind === "helping" || kind === "helped") return words[kind](name);
  if (kind === "left" && why) return why === "unanswered" ? words.unanswered(name) : words.notTakenUp(name);
  if (kind === "left") return words.left(name);
  if (kind === "held") return words.held(name, entry.minutes ?? 0);
  if (kind === "resumed") return words.resumed(name);
  return alias ? words.closedByName(alias) : words.closedBy[by];
}

interface MessageProps extends Reading {
  line: Line;
  by: Side;
  newest: boolean;
  time: number | null;
}

function Message({ line, by, spoken, acts, words, newest, time }: MessageProps) {
  const { language, words: console } = useSpeech();
  const shields = useShield();
  const { seq, hidden } = line;
  return (
    // What has been hidden has the focus that its button had.
    <div class="message" data-tick={line.tick ?? undefined} data-seq={seq} tabIndex={hidden ? -1 : undefined}>
      <p
        class="bubble"
        dir="auto"
        lang={by === "visitor" ? spoken : language}
        id={seq === null ? undefined : textAt(seq)}
      >
        {by === "visitor" && !hidden ? (
          <Veil text={line.text} words={words}>
            <Text text={line.text} />
          </Veil>
        ) : (
          <Text text={line.text} />
        )}
      </p>
      {acts && seq !== null && acts.correctable === seq && (
        <CorrectButton words={words} seq={seq} onCorrect={acts.correct} />
      )}
      {acts?.end && by === "visitor" && !hidden && shields(line.text) && (
        <p class="mark">
          <button type="button" class="quiet in-text" onClick={acts.end}>
            {words.civilEnd}
          </button>
        </p>
      )}
      {acts && line.mayHide && seq !== null && (
        <HideButton words={words} seq={seq} newest={newest} onHide={acts.hide} />
      )}
      {line.was !== null && (
        <details class="mark was">
          <summary>
            <Icon of={PencilLine} small />
            {words.correctedMark}
          </summary>
          <p dir="auto" lang={language}>
            <span class="only-heard">{words.correctedWas} </span>
            {line.was}
          </p>
        </details>
      )}
      {line.masked.map((kind) => (
        <p class="mark" key={kind}>
          <Icon of={EyeOff} small />
          {words.masked[kind]}
        </p>
      ))}
      {hidden && (
        <p class="mark">
          <Icon of={EyeOff} small />
          {words.hiddenBy[hidden]}
        </p>
      )}
      {line.asksCopy && acts?.offerCopy && <CopyAsked offer={acts.offerCopy} busy={acts.busy} words={words} />}
      {line.tick === "not_sent" && acts && <NotSent line={line} acts={acts} words={words} />}
      {(time !== null || line.tick) && line.tick !== "not_sent" && (
        <p class="message-foot">
          {time !== null && <time>{clockTime(language, time)}</time>}
          {line.tick && <TickMark tick={line.tick} words={words} />}
          {line.tick === "sending" && line.problem && <span>{sentenceOf(console.errors, line.problem)}</span>}
        </p>
      )}
    </div>
  );
}

const marks = { sending: Clock, sent: Check, read: CheckCheck, not_sent: TriangleAlert } satisfies Record<
  Tick,
  unknown
>;

function TickMark({ tick, words }: { tick: Tick; words: ReadingWords }) {
  return (
    <span class="tick" data-tick={tick}>
      <Icon of={marks[tick]} small />
      {words.ticks[tick]}
    </span>
  );
}

/** A message that was refused stays, says why, and can be tried again or taken away. */
function NotSent({ line, acts, words }: { line: Line; acts: Acts; words: ReadingWords }) {
  const { words: console } = useSpeech();
  const id = line.id ?? "";
  return (
    <div class="not-sent">
      <p>
        <Icon of={TriangleAlert} small />
        <span>
          <strong>{words.ticks.not_sent}</strong> {line.problem && sentenceOf(console.errors, line.problem)}
        </span>
      </p>
      <p>
        {acts.retry && (
          <button type="button" class="quiet" onClick={() => acts.retry?.(id)}>
            {console.again}
          </button>
        )}
        <CopyText text={line.text} quiet />
        <button type="button" class="quiet" onClick={() => acts.discard(id)}>
          {words.discard}
        </button>
      </p>
    </div>
  );
}

/** The visitor asks for the conversation by e-mail: the offer is one click away, right where the words are. */
function CopyAsked({ offer, busy, words }: { offer: () => void; busy: boolean; words: ReadingWords }) {
  return (
    <div class="copy-asked">
      <p>
        <Icon of={Mail} small />
        {words.copyAsked}
      </p>
      <button type="button" class="secondary" aria-disabled={busy} onClick={offer}>
        {words.offerCopy}
      </button>
    </div>
  );
}
