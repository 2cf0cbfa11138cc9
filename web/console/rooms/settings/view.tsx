import { Globe, Plus } from "lucide";
import { Icon } from "../../../shared/icon";
import type { SiteRow } from "../../../shared/wire";
import { write } from "../../address";
import { AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { Empty } from "../../parts/empty";
import { useMoment } from "../../parts/moment";
import { RoomPage } from "../../parts/room_page";
import { sorted } from "../../parts/sorting";
import { Table, type Column as TableColumn } from "../../parts/table";
import { ClosedNote } from "./closed";
import { NewSite } from "./new_site";
import { BY_COMPANY, COLUMNS, type Column, type SettingsPlace, SITES, settings } from "./room";
import type { SettingsService } from "./service";
import { SiteView } from "./site";
import { StageView } from "./stage";

interface SettingsProps {
  place: SettingsPlace;
  service: SettingsService;
  /** What is typed into the forms and not saved yet. */
  drafts: Drafts;
}

export function SettingsView({ place, service, drafts }: SettingsProps) {
  if (place.page === "new") return <NewSite service={service} drafts={drafts} />;
  if (place.page === "stage") return <StageView service={service} drafts={drafts} />;
  if (place.site) return <SiteView site={place.site} service={service} drafts={drafts} key={place.site} />;
  return <Everything place={place} service={service} />;
}

function Everything({ place, service }: Omit<SettingsProps, "drafts">) {
  const { go } = useApp();
  const { words } = useSpeechOf(settings);
  const asked = useAsked(() => service.sites(), []);
  return (
    <RoomPage
      title={words.title}
      begin={
        <button type="button" class="primary" onClick={() => go(settings, { ...SITES, page: "new" })}>
          <Icon of={Plus} small />
          {words.create.begin}
        </button>
      }
    >
      <p class="lead">{words.lead}</p>
      <p>
        <a href={write({ room: settings, place: { ...SITES, page: "stage" } })}>{words.stage.link}</a>
      </p>
      <AskedView of={asked}>
        {({ sites, closed }) => (
          <>
            <ClosedNote closed={closed} />
            {sites.length === 0 ? (
              <Empty icon={<Icon of={Globe} />} title={words.none} help={words.noneHelp} />
            ) : (
              <SiteTable sites={sites} place={place} />
            )}
          </>
        )}
      </AskedView>
    </RoomPage>
  );
}

function SiteTable({ sites, place }: { sites: readonly SiteRow[]; place: SettingsPlace }) {
  const { go } = useApp();
  const { language, words } = useSpeechOf(settings);
  const momentOf = useMoment();
  const nowOf = ({ now }: SiteRow) => now[language] || words.alwaysOpen;
  const cells: Record<Column, TableColumn<SiteRow, Column>["cell"]> = {
    company: ({ key, company }) => <a href={write({ room: settings, place: { ...place, site: key } })}>{company}</a>,
    key: ({ key }) => <code>{key}</code>,
    now: nowOf,
    changed_at: ({ changed_at: at, changed_by: by = "" }) =>
      at == null ? words.notChanged : words.changed(momentOf(at), by),
  };
  const value: Record<Column, (row: SiteRow) => string | number> = {
    company: ({ company }) => company,
    key: ({ key }) => key,
    now: nowOf,
    changed_at: ({ changed_at }) => changed_at ?? 0,
  };
  const { by, down } = place.sorting;
  return (
    <Table
      caption={words.caption(sites.length)}
      columns={COLUMNS.map((key) => ({
        key,
        name: words.columns[key],
        cell: cells[key],
        head: key === "company",
        sorts: true,
      }))}
      rows={sorted(sorted(sites, false, value.key), down, value[by])}
      keyOf={({ key }) => key}
      sorting={place.sorting}
      start={BY_COMPANY}
      onSort={(sorting) => go(settings, { ...place, sorting })}
    />
  );
}
