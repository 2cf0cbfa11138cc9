import { every } from "words:language";
import { Fragment } from "preact";
import { useSpeechOf } from "../../parts/context";
import { ChosenField, type Form, TextField } from "../../parts/form";
import { Several } from "../../parts/several";
import { LANGUAGES } from "../../speaking";
import { settings } from "./room";
import { type OpenSite, Section } from "./section";
import {
  type Basics,
  basicsOf,
  fromBasics,
  fromLimits,
  fromLooks,
  fromSaying,
  LIMITS,
  type Looks,
  limitsOf,
  looksOf,
  noNumbers,
  placeOf,
  type Saying,
  sayingOf,
  type TypedLimits,
} from "./state";
import { Becomes, ByLanguage, WordsFields } from "./told";

/** Whose site it is, and where it is. */
export function BasicsSection({ site }: { site: OpenSite }) {
  const { words } = useSpeechOf(settings);
  const { names, edit } = words;
  const { settings: has, row, most } = site.page;
  return (
    <Section
      id="basics"
      title={words.basics}
      site={site}
      typedOf={basicsOf}
      settingsOf={fromBasics}
      placeOf={(where, typed) => placeOf(where, typed, typed.language)}
      fields={(form: Form<Basics>) => (
        <>
          <TextField form={form} name="company" label={names.company} help={edit.companyHelp} />
          <Several
            form={form}
            name="origins"
            label={names.origins}
            help={edit.originsHelp}
            add={edit.addOrigin}
            fresh={() => "https://"}
            most={most.origins}
            nameOf={edit.origin}
          >
            {(index) => <TextField form={form} name={`origins[${index}]`} label={edit.origin(index + 1)} code />}
          </Several>
          <ChosenField
            form={form}
            name="language"
            label={names.language}
            help={edit.languageHelp}
            choices={LANGUAGES.map((language) => ({ value: language, label: every[language].name }))}
          />
          <WordsFields
            form={form}
            name="privacy_notice"
            label={names.privacy_notice}
            help={edit.privacyHelp}
            own={form.values.language}
          />
        </>
      )}
    >
      <dl class="facts-list">
        <dt>{names.company}</dt>
        <dd>{has.company}</dd>
        <dt>{names.key}</dt>
        <dd>
          <code>{row.key}</code>
        </dd>
        <dt>{names.origins}</dt>
        <dd>
          <ul class="plain-list">
            {has.origins.map((origin) => (
              <li key={origin}>
                <code>{origin}</code>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{names.language}</dt>
        <dd>{every[has.language].name}</dd>
        <dt>{names.privacy_notice}</dt>
        <dd>
          <ByLanguage of={has.privacy_notice} />
        </dd>
      </dl>
    </Section>
  );
}

/** What the chat says before anybody does. */
export function SayingSection({ site }: { site: OpenSite }) {
  const { words } = useSpeechOf(settings);
  const { names, edit } = words;
  const { settings: has } = site.page;
  return (
    <Section
      id="saying"
      title={words.saying}
      site={site}
      typedOf={sayingOf}
      settingsOf={fromSaying}
      placeOf={(where, typed) => placeOf(where, typed, has.language)}
      fields={(form: Form<Saying>) => (
        <>
          <WordsFields form={form} name="greeting" label={names.greeting} help={edit.empty} own={has.language} />
          <WordsFields form={form} name="launcher" label={names.launcher} own={has.language} />
        </>
      )}
    >
      <dl class="facts-list">
        <dt>{names.greeting}</dt>
        <dd>
          <ByLanguage of={has.greeting} />
        </dd>
        <dt>{names.launcher}</dt>
        <dd>
          <ByLanguage of={has.launcher} />
        </dd>
      </dl>
    </Section>
  );
}

/** The brand's colour, light or dark. */
export function LooksSection({ site }: { site: OpenSite }) {
  const { words } = useSpeechOf(settings);
  const { names, edit } = words;
  const { settings: has, told } = site.page;
  const themes = Object.entries(words.themes) as [Looks["theme"], string][];
  return (
    <Section
      id="looks"
      title={words.looks}
      site={site}
      typedOf={looksOf}
      settingsOf={fromLooks}
      check={({ colour }) =>
        colour.trim() && !CSS.supports("color", colour.trim()) ? [{ field: "colour", sentence: edit.noColour }] : []
      }
      placeOf={(where, typed) => placeOf(where, typed, has.language)}
      fields={(form: Form<Looks>) => (
        <>
          <TextField form={form} name="colour" label={names.colour} help={edit.colourHelp} code />
          <ChosenField
            form={form}
            name="theme"
            label={names.theme}
            choices={themes.map(([value, label]) => ({ value, label }))}
          />
        </>
      )}
    >
      <dl class="facts-list">
        <dt>{names.colour}</dt>
        <dd>
          {!has.colour && words.ours}
          {has.colour && (
            <>
              <code>{has.colour}</code>
              <span class="meta aside">{told.colour ? <Becomes of={told.colour} /> : words.colourUnknown}</span>
            </>
          )}
        </dd>
        <dt>{names.theme}</dt>
        <dd>{words.themes[has.theme]}</dd>
      </dl>
    </Section>
  );
}

/** What a site may set of the limits. */
export function LimitsSection({ site }: { site: OpenSite }) {
  const { words } = useSpeechOf(settings);
  const { names, limits: said } = words;
  const { settings: has } = site.page;
  return (
    <Section
      id="limits"
      title={names.limits}
      help={said.lead}
      site={site}
      typedOf={limitsOf}
      settingsOf={fromLimits}
      placeOf={(where, typed) => placeOf(where, typed, has.language)}
      check={(typed) => noNumbers(typed).map((name) => ({ field: `limits.${name}`, sentence: said.number }))}
      fields={(form: Form<TypedLimits>) =>
        LIMITS.map((name) => (
          <TextField
            key={name}
            form={form}
            name={`limits.${name}`}
            label={said.names[name]}
            help={said.help[name]}
            digits
          />
        ))
      }
    >
      <dl class="facts-list">
        {LIMITS.map((name) => (
          <Fragment key={name}>
            <dt>{said.names[name]}</dt>
            <dd>{has.limits?.[name]}</dd>
          </Fragment>
        ))}
      </dl>
    </Section>
  );
}
