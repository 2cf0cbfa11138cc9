import { Check, CheckCheck, Clock, EyeOff, Mail, TriangleAlert } from "lucide";
import type { Screen } from "../../shared/conversation";
import { clockTime, dayName } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { labelOf, pieces } from "../../shared/links";
import { sentenceOf } from "../../shared/words";
import type { Words } from "../language";
import { useApp, useSpeech } from "../parts/context";
import { CopyText } from "../parts/copy";
import type { Item, Line, Tick } from "./log";
import { asksCopy } from "./state";

/** One item of the log: a day, a quiet line, or a run of one speaker's messages. */
export function LogItem({ item, screen }: { item: Item; screen: Screen }) {
  const { language, words } = useSpeech();
  if (item.is === "day") {
    return (
      <h2 class="day">
        <span>{dayName(language, item.at)}</span>
      </h2>
    );
  }
  if (item.is === "event") {
    return (
      <p class="event">
        {eventWords(item, words)} <time>{clockTime(language, item.entry.at)}</time>
      </p>
    );
  }
  const who = item.by === "visitor" ? words.conversation.visitor : (item.alias ?? words.conversation.agent);
  return (
    <div class="run" data-by={item.by}>
      <h3 class="only-heard">{who}</h3>
      {item.lines.map((line, at) => (
        <Message key={line.key} line={line} screen={screen} time={at === item.lines.length - 1 ? item.at : null} />
      ))}
    </div>
  );
}

function eventWords({ entry, again }: Item & { is: "event" }, { conversation }: Words): string {
  const { kind, by, alias, text } = entry;
  const name = alias ?? conversation.agent;
  if (kind === "corrected") return conversation.corrected(text ?? "");
  if (kind === "rated") return conversation.rated(entry.score ?? 1, text ?? "");
  if (kind === "joined") return again ? conversation.carriesOn(name) : conversation.joined(name);
  if (kind === "left") return conversation.left(name);
  return alias ? conversation.closedByName(alias) : conversation.closedBy[by];
}

function Message({ line, screen, time }: { line: Line; screen: Screen; time: number | null }) {
  const { language, words } = useSpeech();
  return (
    <div class="message" data-tick={line.tick ?? undefined}>
      <p class="bubble" dir="auto">
        <Text text={line.text} />
      </p>
      {line.masked.map((kind) => (
        <p class="mark" key={kind}>
          <Icon of={EyeOff} small />
          {words.conversation.masked[kind]}
        </p>
      ))}
      {line.hidden && (
        <p class="mark">
          <Icon of={EyeOff} small />
          {words.conversation.hidden}
        </p>
      )}
      {line.asksCopy && <CopyAsked screen={screen} />}
      {line.tick === "not_sent" && <NotSent line={line} screen={screen} />}
      {(time !== null || line.tick) && line.tick !== "not_sent" && (
        <p class="message-foot">
          {time !== null && <time>{clockTime(language, time)}</time>}
          {line.tick && <TickMark tick={line.tick} />}
          {line.tick === "sending" && line.problem && <span>{sentenceOf(words.errors, line.problem)}</span>}
        </p>
      )}
    </div>
  );
}

const marks = { sending: Clock, sent: Check, read: CheckCheck, not_sent: TriangleAlert } satisfies Record<
  Tick,
  unknown
>;

function TickMark({ tick }: { tick: Tick }) {
  const { words } = useSpeech();
  return (
    <span class="tick" data-tick={tick}>
      <Icon of={marks[tick]} small />
      {words.conversation.ticks[tick]}
    </span>
  );
}

/** A message that was refused stays, says why, and can be tried again or taken away. */
function NotSent({ line, screen }: { line: Line; screen: Screen }) {
  const { desk } = useApp();
  const { words } = useSpeech();
  const { conversation } = screen;
  const id = line.id ?? "";
  return (
    <div class="not-sent">
      <p>
        <Icon of={TriangleAlert} small />
        <span>
          <strong>{words.conversation.ticks.not_sent}</strong> {line.problem && sentenceOf(words.errors, line.problem)}
        </span>
      </p>
      <p>
        {screen.facts?.status !== "closed" && !screen.lost && (
          <button type="button" class="quiet" onClick={() => desk.value?.retry(conversation, id)}>
            {words.again}
          </button>
        )}
        <CopyText text={line.text} quiet />
        <button type="button" class="quiet" onClick={() => desk.value?.discard(conversation, id)}>
          {words.conversation.discard}
        </button>
      </p>
    </div>
  );
}

/** The visitor asks for the conversation by e-mail: the offer is one click away, right where the words are. */
function CopyAsked({ screen }: { screen: Screen }) {
  const { desk, offerCopy } = useApp();
  const { words } = useSpeech();
  if (!asksCopy(screen)) return null;
  return (
    <div class="copy-asked">
      <p>
        <Icon of={Mail} small />
        {words.conversation.copyAsked}
      </p>
      <button
        type="button"
        class="secondary"
        aria-disabled={desk.value?.busy.value.has(screen.conversation)}
        onClick={offerCopy}
      >
        {words.facts.offer}
      </button>
    </div>
  );
}

/** A text as text: addresses of pages can be followed, in a window that knows nothing of this one. */
function Text({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map(({ text: piece, href, domain }, at) =>
        href ? <Link key={at} text={piece} href={href} domain={domain ?? ""} /> : piece,
      )}
    </>
  );
}

/** An address says whose page it is where its own letters hide that. */
function Link({ text, href, domain }: { text: string; href: string; domain: string }) {
  const label = labelOf(text, domain);
  return (
    <a href={href} title={href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">
      {label.text}
      {label.domain && ` (${label.domain})`}
    </a>
  );
}
