import { CalendarX2, Mail } from "lucide";
import { useEffect } from "preact/hooks";
import { clockTime, dateOf, HERE } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { isBlank } from "../../shared/text";
import type { Facts } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { CopyTextButton } from "./copy-text";
import { awaitsCode, OrderState } from "./order-state";
import { Rating } from "./rating";

interface EndPageProps {
  chat: Chat;
  /** What was being written when the end came. */
  draft: string;
  onCopy: () => void;
  onShow: () => void;
  onStartOver: () => void;
}

/** The end is a page of its own: what happens to the data, the copy, reference and rights code, a new beginning. */
export function EndPage({ chat, draft, onCopy, onShow, onStartOver }: EndPageProps) {
  const words = useLaterWords();
  const { widget, later, language } = words;
  const facts = chat.screen.facts as Facts;
  const { transcript } = chat;
  const ordered = transcript !== null && transcript.state !== "offered";
  return (
    <div class="end">
      <h2 class="end-title" tabIndex={-1} data-takes-focus>
        {widget.endTitle}
      </h2>
      <p class="quiet">{whoEnded(facts, words)}</p>
      <div class="end-date">
        <Icon of={CalendarX2} />
        <p>
          <strong>{later.endDeleted(dateOf(language, facts.expires_on))}</strong>
          <span class="quiet">{later.endDeletedHelp}</span>
        </p>
      </div>
      <Unsent chat={chat} draft={draft} />
      {ordered && <OrderState transcript={transcript} />}
      {facts.closed_for !== "abuse" && facts.alias && <Rating chat={chat} />}
      <Rights chat={chat} />
      <div class="end-actions">
        {chat.answered && (
          <button type="button" class="button end-copy" onClick={onCopy}>
            <Icon of={Mail} />
            {ordered ? (awaitsCode(transcript) ? later.copy.giveCode : later.copy.again) : widget.menuOrder}
          </button>
        )}
        <button type="button" class="button" onClick={onShow}>
          {later.endShow}
        </button>
        <button type="button" class="button button-first" onClick={onStartOver}>
          {widget.endNew}
        </button>
      </div>
    </div>
  );
}

type AllWords = ReturnType<typeof useLaterWords>;

function whoEnded(facts: Facts, { widget, later, language }: AllWords): string {
  const { closed_by, closed_at, closed_for, started_at, alias } = facts;
  const time = clockTime(language, closed_at ?? started_at, HERE);
  if (closed_for) return later.endWhy[closed_for](time);
  if (closed_by === "visitor") return later.endWhoVisitor(time);
  return closed_by === "agent" ? later.endWhoAgent(alias ?? widget.agentUnknown, time) : later.endWhoSystem(time);
}

/** What was written and did not get through before the end is not taken from its writer. */
function Unsent({ chat, draft }: { chat: Chat; draft: string }) {
  const { widget } = useLaterWords();
  const unsent = chat.screen.pending.map(({ text }) => text);
  const texts = isBlank(draft) ? unsent : [...unsent, draft.trim()];
  if (texts.length === 0) return null;
  return (
    <section class="card">
      <p>
        <strong>{widget.notSent}</strong> {widget.notSentClosed}
      </p>
      {texts.map((text) => (
        <p key={text} class="unsent">
          {text}
        </p>
      ))}
      <CopyTextButton text={texts.join("\n\n")} words={widget.copyText} />
    </section>
  );
}

function Rights({ chat }: { chat: Chat }) {
  const { widget, later, errors } = useLaterWords();
  const { rights } = chat;
  const { problem } = chat.asked.rights;
  useEffect(() => {
    if (rights === null) void chat.fetchRights();
  }, [chat]);
  if (problem) {
    return (
      <div class="trouble" role="status">
        <p>
          {later.endRightsFailed} {sentenceOf(errors, problem)}
        </p>
        <button type="button" class="text-button" onClick={() => chat.fetchRights()}>
          {widget.retry}
        </button>
      </div>
    );
  }
  const reference = rights?.reference ?? "";
  const code = rights?.rights_code ?? "";
  return (
    <section class="rights" aria-busy={rights === null}>
      <dl>
        <div>
          <dt>{later.endReference}</dt>
          <dd class="figures">{reference}</dd>
        </div>
        <div>
          <dt>{later.endRightsCode}</dt>
          <dd class="figures">{code}</dd>
        </div>
      </dl>
      <p class="quiet">{later.endRightsHelp}</p>
      {rights && (
        <p>
          <CopyTextButton
            text={`${later.endReference}: ${reference}\n${later.endRightsCode}: ${code}`}
            words={later.endCopyBoth}
          />
        </p>
      )}
    </section>
  );
}
