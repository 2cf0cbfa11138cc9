import { dateOf, ZONE } from "../../../shared/dates";
import type { ContactSettings } from "../../../shared/wire";
import { useApp, useSpeechOf } from "../../parts/context";
import { ChosenField, type Form, TextField } from "../../parts/form";
import { Several } from "../../parts/several";
import { settings } from "./room";
import { type OpenSite, Section } from "./section";
import {
  type Contacts,
  contactsOf,
  fromContacts,
  fromToday,
  fromTopics,
  inEach,
  placeOf,
  type Today,
  type Topics,
  todayOf,
  topicsOf,
} from "./state";
import { ByLanguage, WordsFields } from "./told";

type Contact = Contacts["contacts"][number];

/** Other ways to reach the company. */
export function ContactsSection({ site }: { site: OpenSite }) {
  const { words } = useSpeechOf(settings);
  const { names, edit, kinds } = words;
  const { settings: has, most } = site.page;
  return (
    <Section
      id="contacts"
      title={names.contacts}
      help={words.contacts}
      site={site}
      typedOf={contactsOf}
      settingsOf={fromContacts}
      placeOf={(where, typed) => placeOf(where, typed, has.language)}
      fields={(form: Form<Contacts>) => (
        <Several
          form={form}
          name="contacts"
          label={names.contacts}
          add={edit.addContact}
          fresh={(): Contact => ({ kind: "phone", value: "", words: inEach({}) })}
          most={most.contacts}
          nameOf={edit.contact}
          ordered
        >
          {(index) => (
            <>
              <ChosenField
                form={form}
                name={`contacts[${index}].kind`}
                label={edit.kind}
                choices={(Object.entries(kinds) as [ContactSettings["kind"], string][]).map(([value, label]) => ({
                  value,
                  label,
                }))}
              />
              <TextField
                form={form}
                name={`contacts[${index}].value`}
                label={kinds[form.values.contacts[index]?.kind ?? "phone"]}
              />
              <WordsFields
                form={form}
                name={`contacts[${index}].words`}
                label={edit.contactName}
                help={edit.contactNameHelp}
                own={has.language}
              />
            </>
          )}
        </Several>
      )}
    >
      {has.contacts.length === 0 && <p>{words.nothing}</p>}
      <ul class="plain-list">
        {has.contacts.map(({ kind, value, words: called }) => (
          <li key={`${kind}-${value}`}>
            {kinds[kind]}: {value}
            {Object.keys(called).length > 0 && <ByLanguage of={called} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What visitors may say beforehand that they write about. */
export function TopicsSection({ site }: { site: OpenSite }) {
  const { words } = useSpeechOf(settings);
  const { names, edit } = words;
  const { settings: has, most } = site.page;
  return (
    <Section
      id="topics"
      title={names.topics}
      help={words.topics}
      site={site}
      typedOf={topicsOf}
      settingsOf={(typed) => fromTopics(typed, has.language)}
      placeOf={(where, typed) => placeOf(where.replace(/\.key$/, ".words"), typed, has.language)}
      fields={(form: Form<Topics>) => (
        <Several
          form={form}
          name="topics"
          label={names.topics}
          help={edit.topicsHelp(most.topics_least, most.topics)}
          add={edit.addTopic}
          fresh={() => ({ key: "", words: inEach({}) })}
          most={most.topics}
          nameOf={edit.topic}
          ordered
        >
          {(index) => <WordsFields form={form} name={`topics[${index}].words`} label={edit.words} own={has.language} />}
        </Several>
      )}
    >
      {has.topics.length === 0 && <p>{words.nothing}</p>}
      <ul class="plain-list">
        {has.topics.map(({ key, words: called }) => (
          <li key={key}>
            <ByLanguage of={called} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the chat says on some days. */
export function TodaySection({ site }: { site: OpenSite }) {
  const { now } = useApp();
  const today = new Date(now.peek()).toLocaleDateString("sv", { timeZone: ZONE });
  const { language, words } = useSpeechOf(settings);
  const { names, edit } = words;
  const { settings: has, most } = site.page;
  return (
    <Section
      id="today"
      title={names.today}
      help={words.today}
      site={site}
      typedOf={todayOf}
      settingsOf={fromToday}
      placeOf={(where, typed) => placeOf(where, typed, has.language)}
      fields={(form: Form<Today>) => (
        <Several
          form={form}
          name="today"
          label={names.today}
          add={edit.addToday}
          fresh={() => ({ since: "", until: "", words: inEach({}) })}
          most={most.today}
          nameOf={edit.notices}
        >
          {(index) => (
            <>
              <TextField form={form} name={`today[${index}].since`} label={edit.since} type="date" />
              <TextField form={form} name={`today[${index}].until`} label={edit.until} type="date" />
              <WordsFields form={form} name={`today[${index}].words`} label={edit.words} own={has.language} />
            </>
          )}
        </Several>
      )}
    >
      {has.today.length === 0 && <p>{words.nothing}</p>}
      <ul class="plain-list">
        {has.today.map(({ since, until, words: said }) => (
          <li key={since}>
            {words.days(dateOf(language, since), dateOf(language, until))}
            {until < today && <span class="meta"> ({words.doubts.over})</span>}
            <ByLanguage of={said} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
