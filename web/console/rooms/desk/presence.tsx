import { CircleQuestionMark, UserRoundCheck, UserRoundX } from "lucide";
import { clockTime, date, sameDay } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Facts } from "../../../shared/wire";
import { useApp } from "../../parts/context";
import { useDesk, useLaterSpeech } from "./context";
import { presenceOf } from "./state";

const icons = { here: UserRoundCheck, seen: UserRoundX, unknown: CircleQuestionMark };

/** Whether the visitor is there: a fact that the service told, in words. Nothing where it does not tell. */
export function PresenceMark({ facts }: { facts: Facts }) {
  const { now } = useApp();
  const link = useDesk().work.link.value;
  const { language, words } = useLaterSpeech();
  const presence = presenceOf(facts, link.is === "open" && !link.doubted);
  if (presence === null) return null;
  const when = (at: number) => {
    const time = clockTime(language, at);
    return sameDay(at, now.value) ? words.presence.at(time) : words.moment(date(language, at), time);
  };
  const sentence = presence.is === "seen" ? words.presence.seen(when(presence.at)) : words.presence[presence.is];
  return (
    <p class="meta presence" role="status" data-presence={presence.is}>
      <Icon of={icons[presence.is]} small />
      <span>{sentence}</span>
    </p>
  );
}
