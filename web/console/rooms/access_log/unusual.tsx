import { ScrollText } from "lucide";
import { date, ZONE } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Sign, UnusualOfPerson } from "../../../shared/wire";
import { write } from "../../address";
import { AskedView, More, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { Empty } from "../../parts/empty";
import { FiltersForm } from "../../parts/filters";
import { Card } from "../../parts/room_page";
import { accessLog, BEGINNING, NARROWED_BY } from "./room";
import type { AccessLogProps } from "./view";

/** What in a day, or the days up to it, is worth a look: counts with what they are compared to, and no verdict. */
export function UnusualView({ place, service }: AccessLogProps) {
  const { go } = useApp();
  const { language, words } = useSpeechOf(accessLog);
  const { until, days } = place.filters;
  const narrowed = { ...(until && { until }), ...(days && { days }) };
  const asked = useAsked(() => service.unusual(narrowed), [until, days]);
  const { unusual, fields } = words;
  return (
    <>
      <FiltersForm
        schema={NARROWED_BY}
        fields={[
          { name: "until", label: unusual.day },
          { name: "days", label: unusual.days, none: unusual.oneDay, choices: [{ value: "7", label: unusual.week }] },
        ]}
        value={narrowed}
        words={{ ...words.narrowing, title: fields.days, apply: words.verb }}
        onApply={(filters) => go(accessLog, { ...place, filters })}
      />
      <AskedView of={asked}>
        {(found) => (
          <>
            <p role="status">
              {unusual.looked(found.looked_at, date(language, found.since), date(language, found.until - 1))}
            </p>
            {found.people.length === 0 && (
              <Empty icon={<Icon of={ScrollText} />} title={unusual.none} help={unusual.noneHelp} />
            )}
            {found.people.map((person) => (
              <OfPerson key={person.reference} of={person} isCut={found.cut?.includes(person.reference) === true} />
            ))}
            {found.more != null && (
              <div class="actions">
                <More
                  verb={unusual.more}
                  fetch={() => service.unusual(narrowed, found.more ?? "")}
                  found={(page) =>
                    asked.put({
                      ...page,
                      people: [...found.people, ...page.people],
                      cut: [...(found.cut ?? []), ...(page.cut ?? [])],
                      looked_at: found.looked_at + page.looked_at,
                    })
                  }
                />
              </div>
            )}
            <p class="help">{unusual.help}</p>
          </>
        )}
      </AskedView>
    </>
  );
}

function OfPerson({ of, isCut }: { of: UnusualOfPerson; isCut: boolean }) {
  const { words } = useSpeechOf(accessLog);
  return (
    <Card id={`unusual-${of.reference}`} title={of.person}>
      <ul class="plain-list">
        {of.signs.map((sign) => (
          <OneSign key={`${sign.reason}-${sign.since}`} sign={sign} person={of.reference} name={of.person} />
        ))}
      </ul>
      {isCut && <p class="help">{words.unusual.cut}</p>}
    </Card>
  );
}

function OneSign({ sign, person, name }: { sign: Sign; person: string; name: string }) {
  const { language, words } = useSpeechOf(accessLog);
  const { reason, count, compared, since, until, glass = [] } = sign;
  const [from, to] = [dayOf(since), dayOf(until - 1)];
  const filters = { from, until: to };
  const says = words.unusual.reasons[reason];
  const days = from === to ? date(language, since) : `${date(language, since)} – ${date(language, until - 1)}`;
  return (
    <li>
      <p>{says ? says(count, compared ?? 0) : `${reason}: ${count}`}</p>
      {glass.length > 0 && (
        <p class="meta">{words.unusual.reasonsWere(glass.map((one) => words.glassReasons[one] ?? one).join(" · "))}</p>
      )}
      <p class="meta">
        {days}
        {reason !== "sign_in_failed" && (
          <>
            {" · "}
            <a
              href={write({ room: accessLog, place: { ...BEGINNING, about: "person", person, filters } })}
              aria-label={words.unusual.toRecordsOf(name, days)}
            >
              {words.unusual.toRecords}
            </a>
          </>
        )}
      </p>
    </li>
  );
}

/** The day of a time in the house's zone, as the address has it. */
function dayOf(at: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(at);
}
