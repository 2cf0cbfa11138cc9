import { Clock3 } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { minutesSince } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import type { Chat } from "../chat";
import { waitsSince } from "../rows";
import { useLaterWords } from "../words";

/** Waiting as a fact: the place and the minutes. The place is announced when it changes, the minutes are not. */
export function Waiting({ chat }: { chat: Chat }) {
  const { widget, later } = useLaterWords();
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
        <p class="quiet">{again ? later.waitingAgain : widget.waitingHelp}</p>
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
