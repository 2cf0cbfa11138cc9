import { Fragment } from "preact";
import { dateOf } from "../../../shared/dates";
import type { SitePage, Weekday } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { Card } from "../../parts/room_page";
import { settings } from "./room";

export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The hours of a site, and what they come to on each of the coming days. */
export function Hours({ page }: { page: SitePage }) {
  const { language, words } = useSpeechOf(settings);
  const { hours: said } = words;
  const { hours } = page.settings;
  if (hours === null) {
    return (
      <Card id="hours" title={said.title}>
        <p>{words.alwaysOpen}</p>
      </Card>
    );
  }
  return (
    <Card id="hours" title={said.title}>
      <dl class="facts-list">
        {WEEKDAYS.map((day) => (
          <Fragment key={day}>
            <dt>{said.days[day]}</dt>
            <dd>{hours.week[day].join(", ") || said.closed}</dd>
          </Fragment>
        ))}
        <dt>{words.names.hours}</dt>
        <dd>{said.holidays[hours.holidays]}</dd>
        <dt>{said.zone}</dt>
        <dd>{hours.zone}</dd>
      </dl>
      <h3>{said.calendar}</h3>
      <p class="help">{said.calendarLead}</p>
      <ol class="plain-list">
        {(page.told.calendar ?? []).map((day) => (
          <li key={day.date}>
            <time dateTime={day.date}>
              {said.days[weekdayOf(day.date)]} {dateOf(language, day.date)}
            </time>
            : {day.words[language] || said.closed}
            {day.why !== "week" && <span class="meta"> ({said.why[day.why]})</span>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Returns which day of the week a date is. */
export function weekdayOf(iso: string): Weekday {
  return WEEKDAYS[(new Date(`${iso}T12:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
}
