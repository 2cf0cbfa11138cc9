import { dateOf } from "../../../shared/dates";
import type { CalendarDay, Weekday } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { settings } from "./room";
import { WEEKDAYS } from "./state";

/** What the hours come to on each of some days. */
export function Calendar({ of }: { of: readonly CalendarDay[] }) {
  const { language, words } = useSpeechOf(settings);
  const { hours: said } = words;
  return (
    <ol class="plain-list calendar">
      {of.map((day) => (
        <li key={day.date}>
          <time dateTime={day.date}>
            {said.days[weekdayOf(day.date)]} {dateOf(language, day.date)}
          </time>
          : {day.words[language] || said.closed}
          {day.why !== "week" && <span class="meta"> ({said.why[day.why]})</span>}
        </li>
      ))}
    </ol>
  );
}

/** Returns which day of the week a date is. */
export function weekdayOf(iso: string): Weekday {
  return WEEKDAYS[(new Date(`${iso}T12:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
}
