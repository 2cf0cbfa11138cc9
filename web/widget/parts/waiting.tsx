import { Clock3, Mail, MailCheck } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { date, minutesSince } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import type { Chat } from "../chat";
import { waitsSince } from "../rows";
import { hoursNow } from "../site";
import { useLaterWords, type WordsOfLater } from "../words";
import { Contacts } from "./contacts";
import { Name } from "./name";
import { RightsCode } from "./rights-code";
import { waitsAlone, withoutAddress } from "./without-address";

/** The place is read out at most so often, in milliseconds: a queue that moves fast must not talk without end. */
export const ANNOUNCED_EVERY = 15_000;

interface WaitingProps {
  chat: Chat;
  onLeave: () => void;
}

/** Waiting as a fact: the place and the minutes, and the way not to wait. */
export function Waiting({ chat, onLeave }: WaitingProps) {
  const words = useLaterWords();
  const { widget, later } = words;
  const { facts, lost } = chat.screen;
  const waits = facts?.status === "waiting" && !lost;
  useEveryQuarter(waits);
  const place = waits && facts.left_until == null ? placeWords(chat, words) : "";
  const announced = useAtMostEvery(ANNOUNCED_EVERY, place);
  if (!waits) return null;
  if (facts.left_until != null) return <LeftQuestion chat={chat} until={facts.left_until} />;
  const alone = facts.staffed === false;
  const hours = hoursNow(words.language);
  const shut = alone && hours?.open === false;
  const minutes = minutesSince(waitsSince(chat.screen), chat.now);
  return (
    <section class="waiting">
      <Icon of={Clock3} />
      <div>
        <p class="waiting-place" aria-hidden="true">
          {place}
        </p>
        <p class="only-heard" role="status">
          {announced}
        </p>
        {shut ? (
          // Nobody comes tonight: there is nothing to wait for here.
          <>
            <p class="quiet">{hours.status}.</p>
            <p class="quiet">{later.leave.shutHelp}</p>
          </>
        ) : (
          <>
            {!(alone && minutes === 0) && <p class="quiet figures">{widget.waitingTime(minutes)}</p>}
            <p class="quiet">{helpOf(chat, words)}</p>
          </>
        )}
        {waitsAlone(chat) && <p class="quiet figures">{withoutAddress(chat, words)}</p>}
        {alone && <Contacts />}
        <Name chat={chat} />
        {alone && (
          <div class="actions">
            <button type="button" class="button button-first" onClick={onLeave}>
              <Icon of={Mail} small />
              {later.leave.verb}
            </button>
          </div>
        )}
      </div>
    </section>
  );
}

function placeWords({ screen }: Chat, { widget, later }: WordsOfLater): string {
  const { place, place_or_later: orLater, staffed } = screen.facts ?? {};
  if (staffed === false) return later.leave.alone;
  // What is counted ends one before the place that is told.
  if (place != null && orLater) return widget.waitingBeyond(place - 2);
  if (place == null) return widget.waitingNoPlace;
  return place === 1 ? widget.waitingFirst : widget.waitingPlace(place);
}

function helpOf({ screen }: Chat, { widget, later }: WordsOfLater): string {
  if (screen.facts?.staffed === false) return later.leave.aloneHelp;
  return screen.entries.some((entry) => entry.kind === "left") ? later.waitingAgain : widget.waitingHelp;
}

/** A question that was left: where the answer goes and by when, that one may go too, and how one comes back to it. */
function LeftQuestion({ chat, until }: { chat: Chat; until: number }) {
  const { later, language } = useLaterWords();
  return (
    <section class="waiting">
      <Icon of={MailCheck} />
      <div>
        <p class="waiting-place" role="status">
          {later.leave.done}
        </p>
        <p class="quiet">{later.leave.doneHelp(chat.transcript?.address ?? "", date(language, until))}</p>
        <RightsCode chat={chat} />
      </div>
    </section>
  );
}

/** Returns what was last to be read out: the newest, but no more often than this. */
function useAtMostEvery(pause: number, newest: string): string {
  const [shown, show] = useState(newest);
  const last = useRef(0);
  useEffect(() => {
    if (newest === shown) return;
    const wait = Math.max(0, last.current + pause - Date.now());
    const timer = setTimeout(() => {
      last.current = Date.now();
      show(newest);
    }, wait);
    return () => clearTimeout(timer);
  }, [newest, shown]);
  return shown;
}

function useEveryQuarter(on: boolean): void {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => tick((count) => count + 1), 15_000);
    return () => clearInterval(timer);
  }, [on]);
}
