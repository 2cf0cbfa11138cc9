import { every } from "words:language";
import { useState } from "preact/hooks";
import { dateOf } from "../../../shared/dates";
import type { Language, ShownColour, SitePage } from "../../../shared/wire";
import { AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { CopyText } from "../../parts/copy";
import { useMoment } from "../../parts/moment";
import { Card, NotFound, RoomPage } from "../../parts/room_page";
import { LANGUAGES } from "../../speaking";
import { Edit } from "./edit";
import { Hours } from "./hours";
import { SITES, settings } from "./room";
import type { SettingsService } from "./service";

/** Everything that one site has of its own. */
export function SiteView({ site, service }: { site: string; service: SettingsService }) {
  const { go } = useApp();
  const { words } = useSpeechOf(settings);
  const asked = useAsked(() => service.site(site), [site]);
  const [saves, setSaves] = useState(0);
  const saved = (page: SitePage) => {
    asked.put(page);
    setSaves(saves + 1);
  };
  const back = { says: words.back, run: () => go(settings, SITES) };
  return (
    <RoomPage title={asked.value?.row.company ?? words.title} back={back}>
      <AskedView
        of={asked}
        refused={({ code }) =>
          code === "not_found" && <NotFound title={words.none} help={words.noneHelp} back={back} />
        }
      >
        {(page) => (
          <div class="cards site-page">
            <Tag page={page} />
            <Edit key={saves} page={page} service={service} saved={saved} again={asked.again} />
            <Basics page={page} />
            <Contacts page={page} />
            <Hours page={page} />
            <Topics page={page} />
            <Today page={page} />
            <Versions page={page} service={service} />
            <ByFile page={page} />
          </div>
        )}
      </AskedView>
    </RoomPage>
  );
}

function Tag({ page }: { page: SitePage }) {
  const { words } = useSpeechOf(settings);
  return (
    <Card id="tag" title={words.tag.title}>
      <p class="help">{words.tag.lead}</p>
      <pre>
        <code>{page.tag}</code>
      </pre>
      <div class="actions">
        <CopyText text={page.tag} />
      </div>
    </Card>
  );
}

function Basics({ page }: { page: SitePage }) {
  const { words } = useSpeechOf(settings);
  const { names } = words;
  const { settings: has, told } = page;
  return (
    <Card id="basics" title={words.basics}>
      <dl class="facts-list">
        <dt>{names.company}</dt>
        <dd>{has.company}</dd>
        <dt>{names.key}</dt>
        <dd>
          <code>{page.row.key}</code>
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
        <dt>{names.greeting}</dt>
        <dd>
          <ByLanguage of={has.greeting} />
        </dd>
        <dt>{names.launcher}</dt>
        <dd>
          <ByLanguage of={has.launcher} />
        </dd>
        <dt>{names.privacy_notice}</dt>
        <dd>
          <ByLanguage of={has.privacy_notice} />
        </dd>
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
        <dt>{names.logo}</dt>
        <dd>{page.logo ? words.has : words.nothing}</dd>
      </dl>
    </Card>
  );
}

export function Becomes({ of }: { of: ShownColour }) {
  const { language, words } = useSpeechOf(settings);
  const contrast = Number(of.contrast).toLocaleString(every[language].locale);
  return (
    <>
      {words.colour[of.on](contrast)} {of.outlined && words.outlined}
    </>
  );
}

/** Words in each language; where one has none of its own it is said what stands there. */
export function ByLanguage({ of, otherwise }: { of: Partial<Record<Language, string>>; otherwise?: string }) {
  const { words } = useSpeechOf(settings);
  if (Object.keys(of).length === 0) return <>{otherwise ?? words.ours}</>;
  return (
    <ul class="by-language plain-list">
      {LANGUAGES.filter((language) => of[language]).map((language) => (
        <li key={language} lang={language}>
          {of[language]} <span class="meta">({every[language].name})</span>
        </li>
      ))}
    </ul>
  );
}

function Contacts({ page }: { page: SitePage }) {
  const { words } = useSpeechOf(settings);
  return (
    <Card id="contacts" title={words.names.contacts}>
      {page.settings.contacts.length === 0 && <p class="help">{words.nothing}</p>}
      <ul class="plain-list">
        {page.settings.contacts.map(({ kind, value, words: called }) => (
          <li key={`${kind}-${value}`}>
            {words.kinds[kind]}: {value}
            {Object.keys(called).length > 0 && <ByLanguage of={called} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Topics({ page }: { page: SitePage }) {
  const { words } = useSpeechOf(settings);
  return (
    <Card id="topics" title={words.names.topics}>
      <p class="help">{words.topics}</p>
      {page.settings.topics.length === 0 && <p>{words.nothing}</p>}
      <ul class="plain-list">
        {page.settings.topics.map(({ key, words: called }) => (
          <li key={key}>
            <code>{key}</code>
            <ByLanguage of={called} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Today({ page }: { page: SitePage }) {
  const { language, words } = useSpeechOf(settings);
  return (
    <Card id="today" title={words.names.today}>
      <p class="help">{words.today}</p>
      {page.settings.today.length === 0 && <p>{words.nothing}</p>}
      <ul class="plain-list">
        {page.settings.today.map(({ since, until, words: said }) => (
          <li key={since}>
            {words.days(dateOf(language, since), dateOf(language, until))}
            <ByLanguage of={said} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Versions({ page, service }: { page: SitePage; service: SettingsService }) {
  const { words } = useSpeechOf(settings);
  const momentOf = useMoment();
  const asked = useAsked(() => service.versions(page.row.key), [page.row.key, page.version]);
  return (
    <Card id="versions" title={words.versions.title}>
      <p class="help">{words.versions.lead}</p>
      <AskedView of={asked}>
        {({ versions }) => (
          <ul class="plain-list">
            {versions.length === 0 && <li>{words.versions.unknown}</li>}
            {versions.map(({ at, by, now }) => (
              <li key={at}>
                {at === 0 ? words.versions.file : words.versions.row(momentOf(at), by || words.versions.file)}
                {now && ` (${words.versions.now})`}
              </li>
            ))}
          </ul>
        )}
      </AskedView>
    </Card>
  );
}

function ByFile({ page }: { page: SitePage }) {
  const { words } = useSpeechOf(settings);
  return (
    <Card id="by-file" title={words.byFile.title}>
      <p>{words.byFile.lead}</p>
      <p class="help">{words.seen(Math.ceil(page.seen_within / 60))}</p>
    </Card>
  );
}
