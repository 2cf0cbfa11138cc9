import { TriangleAlert } from "lucide";
import { dateOf } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Doubt, SiteSettings, Weekday } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { settings } from "./room";

interface DoubtsProps {
  of: readonly Doubt[];
  /** The settings in which they stand. */
  wanted: SiteSettings;
}

/** What may be meant and rarely is, in words, before it is saved. */
export function Doubts({ of, wanted }: DoubtsProps) {
  const { language, words } = useSpeechOf(settings);
  const { doubts, hours } = words;
  if (of.length === 0) return null;
  const sentenceOf = ({ where, code }: Doubt): string => {
    const [, part, name = "", index = ""] =
      /^(?:hours\.)?(week|dates|today)\.?([^[]*)(?:\[(\d+)\])?$/.exec(where) ?? [];
    if (part === "today") {
      const { since = "", until = "" } = wanted.today[Number(index)] ?? {};
      return doubts.notice(words.days(dateOf(language, since), dateOf(language, until)));
    }
    if (code === "over") return doubts.date(dateOf(language, name));
    const day = part === "week" ? hours.days[name as Weekday] : dateOf(language, name);
    const ranges = part === "week" ? wanted.hours?.week[name as Weekday] : wanted.hours?.dates[name];
    return doubts.overMidnight(day, ranges?.[Number(index)] ?? "");
  };
  return (
    <div class="remark">
      <Icon of={TriangleAlert} small />
      <div>
        <strong>{doubts.title}</strong>
        {of.map((doubt) => (
          <p key={doubt.where}>{sentenceOf(doubt)}</p>
        ))}
      </div>
    </div>
  );
}
