import { every } from "words:language";
import { TriangleAlert } from "lucide";
import { useId, useState } from "preact/hooks";
import { Icon } from "../../../shared/icon";
import type { Language, NoticeDocument, NoticePage, NoticeRows, ShownVersion } from "../../../shared/wire";
import { write } from "../../address";
import { type Asked, AskedView, useAsked } from "../../parts/asked";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import { useMoment } from "../../parts/moment";
import { Notice } from "../../parts/notice";
import { Card, NotFound, RoomPage } from "../../parts/room_page";
import { LANGUAGES } from "../../speaking";
import { ChangePart, Unpublished } from "./change";
import { NOTICE, type NoticePlace, notice, type Part } from "./room";
import { RowCards } from "./rows";
import type { NoticeService } from "./service";
import { type Draft, partOf } from "./state";

interface NoticeProps {
  place: NoticePlace;
  service: NoticeService;
  begun: Draft;
}

export function NoticeView(props: NoticeProps) {
  const { place } = props;
  if (place.version) return <Version version={place.version} {...props} key={place.version} />;
  return <Current {...props} />;
}

/** The notice as it is now, and its parts; or one of these, alone, to be changed. */
function Current({ place, service, begun }: NoticeProps) {
  const { session } = useApp();
  const { words } = useSpeechOf(notice);
  const back = useBack();
  const asked = useAsked(service.page, []);
  const changes = session.me.value?.tasks.includes("notice_change") ?? false;
  const part = changes ? place.part : null;
  return part ? (
    <RoomPage key={part} title={words.edit.title(words.parts[part])} back={back}>
      <AskedView of={asked}>
        {(page) => (
          <div class="cards notice-page">
            <ChangePart part={part} page={page} service={service} begun={begun} saved={asked.put} again={asked.again} />
          </div>
        )}
      </AskedView>
    </RoomPage>
  ) : (
    <RoomPage key="now" title={words.title}>
      <p class="lead">{changes ? words.lead : words.leadRead}</p>
      <AskedView of={asked}>
        {(page) => (
          <div class="cards notice-page">
            <Warnings page={page} changes={changes} />
            {changes && begun.any.value && <Begun page={page} service={service} begun={begun} asked={asked} />}
            <Now page={page} />
            <Reading documents={page.documents} place={place} />
            <RowCards page={page} changes={changes} />
            <Versions versions={page.versions} />
          </div>
        )}
      </AskedView>
    </RoomPage>
  );
}

function Begun({
  page,
  service,
  begun,
  asked,
}: Omit<NoticeProps, "place"> & { page: NoticePage; asked: Asked<NoticePage> }) {
  return <Unpublished page={page} service={service} begun={begun} saved={asked.put} again={asked.again} />;
}

function useBack() {
  const { go } = useApp();
  const { words } = useSpeechOf(notice);
  return { says: words.back, run: () => go(notice, NOTICE) };
}

/** What is not as it should be: rows of the demo's, rows that are missing. */
function Warnings({ page: { demo = [], lacking = [] }, changes }: { page: NoticePage; changes: boolean }) {
  const { words } = useSpeechOf(notice);
  return (
    <>
      {lacking.length > 0 && (
        <Warning {...words.lacking} parts={partsOf(lacking.map(({ where }) => where))} changes={changes} />
      )}
      {demo.length > 0 && <Warning {...words.demo} parts={partsOf(demo)} changes={changes} />}
    </>
  );
}

function partsOf(places: readonly string[]): Part[] {
  return [...new Set(places.map(partOf).filter((part) => part !== null))];
}

interface WarningProps {
  title: string;
  lead: string;
  parts: readonly Part[];
  /** Whether its reader may change them. */
  changes: boolean;
}

function Warning({ title, lead, parts, changes }: WarningProps) {
  const id = useId();
  const { words } = useSpeechOf(notice);
  return (
    <section class="card warned" aria-labelledby={id}>
      <h2 id={id}>
        <Icon of={TriangleAlert} small />
        {title}
      </h2>
      <p>{lead}</p>
      <ul class="parts-list">
        {parts.map((part) => (
          <li key={part}>
            {changes ? (
              <a href={write({ room: notice, place: { ...NOTICE, part } })}>{words.parts[part]}</a>
            ) : (
              words.parts[part]
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Now({ page }: { page: NoticePage }) {
  const { words } = useSpeechOf(notice);
  const momentOf = useMoment();
  const { now } = words;
  const shown = page.versions.find((one) => one.now);
  return (
    <Card id="now" title={now.title}>
      <dl class="facts-list">
        <dt>{now.version}</dt>
        <dd>
          {shown && (
            <>
              <code>{shown.version}</code>
              <span class="meta aside">{now.since(momentOf(shown.since), shown.by ?? "")}</span>
            </>
          )}
        </dd>
        <dt>{now.where}</dt>
        <dd>
          <ul class="plain-list">
            {page.sites.map(({ site, company, address, own }) => (
              <li key={site}>
                <a href={address} target="_blank" rel="noopener">
                  {address}
                  <span class="only-heard"> ({now.opens})</span>
                </a>
                <span class="meta aside">
                  {company}
                  {own && `: ${now.own}`}
                </span>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <p class="help">{now.seen(Math.ceil(page.seen_within / 60))}</p>
    </Card>
  );
}

interface ReadingProps {
  documents: Record<Language, NoticeDocument>;
  place: NoticePlace;
  /** Whether its sections begin unfolded. */
  whole?: boolean;
}

/** What it says, in a language that is chosen. */
function Reading({ documents, place, whole = false }: ReadingProps) {
  const { language: own, words } = useSpeechOf(notice);
  const language = LANGUAGES.find((one) => one === place.language) ?? own;
  return (
    <section class="card" aria-label={documents[language].title}>
      <nav class="languages" aria-label={words.now.languages}>
        {LANGUAGES.map((one) => (
          <a
            key={one}
            lang={one}
            href={write({ room: notice, place: { ...place, language: one } })}
            aria-current={one === language ? "true" : undefined}
          >
            {every[one].name}
          </a>
        ))}
      </nav>
      <Notice document={documents[language]} language={language} open={whole} />
    </section>
  );
}

function Versions({ versions }: { versions: readonly ShownVersion[] }) {
  const { words } = useSpeechOf(notice);
  const momentOf = useMoment();
  return (
    <Card id="versions" title={words.versions.title}>
      <p class="help">{words.versions.lead}</p>
      <ul class="plain-list">
        {versions.map(({ version, since, by = "", now }) => (
          <li key={version}>
            <a href={write({ room: notice, place: { ...NOTICE, version } })}>
              <code>{version}</code>
            </a>{" "}
            {words.versions.row(momentOf(since), by)}
            {now && ` (${words.versions.now})`}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A version that was shown, whole. */
function Version({ version, place, service, begun }: NoticeProps & { version: string }) {
  const { session } = useApp();
  const { words } = useSpeechOf(notice);
  const momentOf = useMoment();
  const back = useBack();
  const asked = useAsked(() => service.version(version), [version]);
  return (
    <RoomPage title={words.versions.heading(version)} back={back}>
      <AskedView
        of={asked}
        refused={({ code }) =>
          code === "not_found" && <NotFound title={words.versions.none} help={words.versions.noneHelp} back={back} />
        }
      >
        {({ row, documents, rows = null }) => (
          <div class="cards notice-page">
            <p class="lead">
              {words.versions.row(momentOf(row.since), row.by ?? "")}
              {row.now && ` (${words.versions.now})`}
            </p>
            {rows && !row.now && session.me.value?.tasks.includes("notice_change") && (
              <BeginFrom rows={rows} service={service} begun={begun} />
            )}
            <Reading documents={documents} place={place} whole />
          </div>
        )}
      </AskedView>
    </RoomPage>
  );
}

/** Fills the forms with an earlier version's rows; they are checked and published like any change. */
function BeginFrom({ rows, service, begun }: { rows: NoticeRows; service: NoticeService; begun: Draft }) {
  const { go, notices } = useApp();
  const { words } = useSpeechOf(notice);
  const { from } = words.versions;
  const [asking, setAsking] = useState(false);
  const begin = (page: NoticePage) => {
    setAsking(false);
    begun.put(rows, page.rows);
    notices.tell(begun.any.value ? from.done : words.edit.same);
    go(notice, NOTICE);
  };
  return (
    <div class="actions">
      <button type="button" class="secondary" onClick={() => setAsking(true)}>
        {from.verb}
      </button>
      {asking && (
        <Confirm
          title={from.title}
          verb={from.verb}
          busy={from.busy}
          keep={from.keep}
          run={service.page}
          done={begin}
          onShut={() => setAsking(false)}
        >
          <p>{from.what}</p>
          {begun.any.value && <p>{from.instead}</p>}
        </Confirm>
      )}
    </div>
  );
}
