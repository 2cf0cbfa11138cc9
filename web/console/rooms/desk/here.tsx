import { Eye, LogOut, UsersRound } from "lucide";
import type { Screen } from "../../../shared/conversation";
import { clockTime } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Facts, LetInNow } from "../../../shared/wire";
import { useApp } from "../../parts/context";
import { useDesk, useLaterSpeech } from "./context";
import { hasSpoken, isInvited, othersIn } from "./state";

/** Who else of staff is in a conversation, and why, and from whom it came: for everybody of staff who reads it. */
export function Here({ screen, facts }: { screen: Screen; facts: Facts }) {
  const { session } = useApp();
  const { go, work } = useDesk();
  const { words } = useLaterSpeech();
  const { helping, passOn } = words;
  const me = session.me.value?.person;
  const { conversation, mine, passed_on } = facts;
  const others = othersIn(facts, me);
  const invited = isInvited(facts, me);
  const busy = work.busy.value.has(conversation);
  const came = mine ? passed_on : null;
  if (facts.status !== "active" || (mine !== false && others.length === 0 && !came && !invited)) return null;
  const leave = () => void work.stopHelping(conversation).then((done) => done && go(null));
  return (
    <section class="here">
      <ul aria-label={helping.here} aria-live="polite">
        {mine === false && facts.alias && (
          <li>
            <Icon of={UsersRound} small /> <span>{helping.has(facts.alias)}</span>
          </li>
        )}
        {others.map((one) => (
          <li key={one.person} data-ground={one.ground}>
            <Icon of={one.ground === "invited" ? UsersRound : Eye} small />{" "}
            <Why of={one} spoken={hasSpoken(screen, one)} />
            {mine && (one.writes || one.ground === "supervising") && (
              <button
                type="button"
                class="quiet in-text"
                aria-disabled={busy}
                onClick={() =>
                  one.writes ? void work.letGo(conversation, one.person) : void work.invite(conversation, one.person)
                }
              >
                {one.writes ? helping.letGo(one.alias) : helping.letWrite(one.alias)}
              </button>
            )}
          </li>
        ))}
        {came && (
          <li>
            <span>{passOn.from(came.alias, passOn.reasons[came.why])}</span>
          </li>
        )}
      </ul>
      {invited && (
        <button type="button" class="secondary" aria-disabled={busy} onClick={leave}>
          <Icon of={LogOut} small /> {helping.leave}
        </button>
      )}
    </section>
  );
}

/** `spoken`: what they came for has begun; before, whoever was asked may not even have seen it. */
function Why({ of: { alias, ground, since, why }, spoken }: { of: LetInNow; spoken: boolean }) {
  const { language, words } = useLaterSpeech();
  const { helping } = words;
  const time = clockTime(language, since);
  const purpose = ground === "supervising" ? helping.purposes[why as keyof typeof helping.purposes] : undefined;
  if (ground === "invited" && !spoken) return <span>{helping.asked(alias, time)}</span>;
  return <span>{helping.grounds[ground](alias, time, purpose ?? "")}</span>;
}
