import { Clock } from "lucide";
import type { Screen } from "../../../shared/conversation";
import { Icon } from "../../../shared/icon";
import { useApp } from "../../parts/context";
import { useDesk, useLaterSpeech } from "./context";
import { holdEndsAt } from "./state";

/** What stands above where one answers: for how long one still checks something, or that the visitor waits. */
export function Owed({ screen }: { screen: Screen }) {
  const { now } = useApp();
  const { hold, work } = useDesk();
  const { words } = useLaterSpeech();
  const { facts, conversation } = screen;
  const at = now.value + work.state.value.clockAhead;
  const minutesTo = (end: number) => Math.max(0, Math.ceil((end - at) / 60_000));
  const endsAt = holdEndsAt(screen);
  const reminded = facts?.reminded_at != null;
  const busy = work.busy.value.has(conversation);
  return (
    <>
      {endsAt !== null && (
        <div class="owed" data-over={endsAt <= at ? "" : undefined}>
          <p>
            <Icon of={Clock} small />
            <span class="figures">{endsAt > at ? words.hold.still(minutesTo(endsAt)) : words.hold.over}</span>
          </p>
          <button type="button" class="secondary" aria-disabled={busy} onClick={hold}>
            {words.hold.back}
          </button>
        </div>
      )}
      <div class="only-heard" role="status">
        {endsAt !== null && endsAt <= at && words.hold.over}
        {reminded && words.waits.owed}
      </div>
      {reminded && (
        <div class="owed" data-over="">
          <p>
            <Icon of={Clock} small />
            <span class="figures">
              {words.waits.owed} {facts.returns_at != null && words.waits.returns(minutesTo(facts.returns_at))}
            </span>
          </p>
          {endsAt === null && (
            <button type="button" class="secondary" aria-disabled={busy} onClick={hold}>
              {words.hold.verb}
            </button>
          )}
        </div>
      )}
    </>
  );
}
