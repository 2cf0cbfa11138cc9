import { CalendarX2, Mail } from "lucide";
import { clockTime, dateOf, HERE } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { isBlank } from "../../shared/text";
import type { Facts } from "../../shared/wire";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { CopyTextButton } from "./copy-text";
import { OrderState, offersCopy } from "./order-state";
import { awaitsCode } from "./order-words";
import { Rating } from "./rating";
import { RightsCode } from "./rights-code";

interface EndPageProps {
  chat: Chat;
  /** What was being written when the end came. */
  draft: string;
  onCopy: () => void;
  onShow: () => void;
  onStartOver: () => void;
}

/** What one goes on to from the end: how it went, the copy, what happens to the data, a new beginning. */
export function EndPage({ chat, draft, onCopy, onShow, onStartOver }: EndPageProps) {
  const words = useLaterWords();
  const { widget, later, language } = words;
  const facts = chat.screen.facts as Facts;
  const { transcript } = chat;
  const ordered = transcript !== null && transcript.state !== "offered";
  const toCode = ordered && awaitsCode(transcript);
  const kind = ordered && !toCode ? "button end-copy" : "button button-first end-copy";
  return (
    <div class="end">
      <h2 class="end-title" tabIndex={-1} data-takes-focus>
        {widget.endTitle}
      </h2>
      <p class="quiet">{whoEnded(facts, words)}</p>
      <Unsent texts={[...chat.screen.pending.map(({ text }) => text), draft]} />
      {ordered && <OrderState chat={chat} transcript={transcript} />}
      {isRated(facts) && <Rating chat={chat} />}
      <div class="end-date">
        <Icon of={CalendarX2} />
        <p>
          <strong>{later.endDeleted(dateOf(language, facts.expires_on))}</strong>
          <span class="quiet">{later.endDeletedHelp}</span>
        </p>
      </div>
      <RightsCode chat={chat} />
      <div class="end-actions">
        {(toCode || offersCopy(chat)) && (
          <button type="button" class={kind} onClick={onCopy}>
            <Icon of={Mail} />
            {toCode ? later.copy.giveCode : ordered ? later.copy.again : widget.menuOrder}
          </button>
        )}
        <button type="button" class="button" onClick={onShow}>
          {later.endShow}
        </button>
        <button type="button" class="button" onClick={onStartOver}>
          {widget.endNew}
        </button>
      </div>
    </div>
  );
}

type AllWords = ReturnType<typeof useLaterWords>;

/** Whether one is asked how it went: somebody has answered, and it was not ended for abuse. */
export const isRated = ({ closed_for, alias }: Facts) => closed_for !== "abuse" && !!alias;

/** Who has ended it, when, and why where it is not just the end. */
export function whoEnded(facts: Facts, { widget, later, language }: AllWords): string {
  const { closed_by, closed_at, closed_for, started_at, alias } = facts;
  const time = clockTime(language, closed_at ?? started_at, HERE);
  if (closed_for) return later.endWhy[closed_for](time);
  if (closed_by === "visitor") return later.endWhoVisitor(time);
  return closed_by === "agent" ? later.endWhoAgent(alias ?? widget.agentUnknown, time) : later.endWhoSystem(time);
}

/** What was written and did not get through before the end is not taken from its writer. */
export function Unsent({ texts: written }: { texts: string[] }) {
  const { widget } = useLaterWords();
  const texts = written.filter((text) => !isBlank(text)).map((text) => text.trim());
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
