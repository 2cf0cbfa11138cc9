import { Fragment } from "preact";
import type { HoursSettings, SiteTold } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { ChosenField, type Form, TextField } from "../../parts/form";
import { Several } from "../../parts/several";
import { Calendar } from "./calendar";
import { settings } from "./room";
import { type OpenSite, Section } from "./section";
import { datesTwice, fromHours, hoursOf, hoursPlaceOf, type TypedHours, WEEKDAYS } from "./state";

/** The hours of a site, and what they come to on each of the coming days. */
export function HoursSection({ site }: { site: OpenSite }) {
  const { words } = useSpeechOf(settings);
  const { hours: said } = words;
  const { settings: has, told } = site.page;
  return (
    <Section
      id="hours"
      title={words.names.hours}
      site={site}
      typedOf={hoursOf}
      settingsOf={fromHours}
      placeOf={hoursPlaceOf}
      check={(typed) => [
        ...datesTwice(typed).map((index) => ({ field: `dates[${index}].date`, sentence: words.mistakes.twice(0) })),
        ...typed.dates.flatMap(({ date }, index) =>
          date ? [] : [{ field: `dates[${index}].date`, sentence: words.mistakes.empty(0) }],
        ),
      ]}
      fields={(form: Form<TypedHours>) => (
        <>
          <ChosenField
            form={form}
            name="always"
            label={words.names.hours}
            choices={[
              { value: "always", label: words.alwaysOpen },
              { value: "hours", label: said.set },
            ]}
          />
          {form.values.always === "hours" && <HoursFields form={form} most={site.page.most.dates} />}
        </>
      )}
    >
      {has.hours === null ? <p>{words.alwaysOpen}</p> : <HoursTold hours={has.hours} told={told} />}
    </Section>
  );
}

function HoursFields({ form, most }: { form: Form<TypedHours>; most: number }) {
  const { words } = useSpeechOf(settings);
  const { hours: said } = words;
  return (
    <>
      <fieldset class="week">
        <legend>{said.week}</legend>
        <p class="help">{said.weekHelp}</p>
        {WEEKDAYS.map((day) => (
          <TextField key={day} form={form} name={`week.${day}`} label={said.days[day]} />
        ))}
      </fieldset>
      <ChosenField
        form={form}
        name="holidays"
        label={said.holidaysName}
        choices={Object.entries(said.holidays).map(([value, label]) => ({ value, label }))}
      />
      <Several
        form={form}
        name="dates"
        label={said.dates}
        help={said.datesHelp}
        add={said.addDate}
        fresh={() => ({ date: "", ranges: "" })}
        most={most}
        nameOf={said.date}
      >
        {(index) => (
          <>
            <TextField form={form} name={`dates[${index}].date`} label={said.day} type="date" />
            <TextField form={form} name={`dates[${index}].ranges`} label={said.open} help={said.openHelp} />
          </>
        )}
      </Several>
      <ChosenField form={form} name="zone" label={said.zone} choices={zones(form.values.zone)} />
    </>
  );
}

/** Returns the zones that the browser knows, and the one that there is. */
function zones(has: string): { value: string; label: string }[] {
  const known = Intl.supportedValuesOf("timeZone");
  return (known.includes(has) ? known : [has, ...known]).map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  }));
}

function HoursTold({ hours, told }: { hours: HoursSettings; told: SiteTold }) {
  const { words } = useSpeechOf(settings);
  const { hours: said } = words;
  return (
    <>
      <dl class="facts-list">
        {WEEKDAYS.map((day) => (
          <Fragment key={day}>
            <dt>{said.days[day]}</dt>
            <dd>{hours.week[day].join(", ") || said.closed}</dd>
          </Fragment>
        ))}
        <dt>{said.holidaysName}</dt>
        <dd>{said.holidays[hours.holidays]}</dd>
        <dt>{said.zone}</dt>
        <dd>{hours.zone}</dd>
      </dl>
      <h3>{said.calendar}</h3>
      <p class="help">{said.calendarLead}</p>
      <Calendar of={told.calendar ?? []} />
    </>
  );
}
