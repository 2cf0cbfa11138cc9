import { useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import type { EarlierSite } from "../../../shared/wire";
import { AskedView, useAsked } from "../../parts/asked";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import { useMoment } from "../../parts/moment";
import { Card } from "../../parts/room_page";
import { Preview } from "./preview";
import { settings } from "./room";
import { Changes, type OpenSite } from "./section";

interface Looked extends EarlierSite {
  /** The version that it was held against: what others save meanwhile is not written over. */
  against: string;
}

/** What the site was, since when and by whom; what it was can be looked at and be so again. */
export function Versions({ site }: { site: OpenSite }) {
  const { page, service, saved, again } = site;
  const { notices } = useApp();
  const { words } = useSpeechOf(settings);
  const { versions: said, edit } = words;
  const momentOf = useMoment();
  const asked = useAsked(() => service.versions(page.row.key), [page.row.key, page.version, page.logo]);
  const [earlier, setEarlier] = useState<Looked | null>(null);
  const look = (at: number) =>
    service.earlier(page.row.key, at).then(
      (version) => {
        if (version.changed.length === 0) notices.tell(edit.same);
        else setEarlier({ ...version, against: page.version });
      },
      (failure: unknown) => notices.fail(problemOf(failure)),
    );
  const save = ({ settings, against }: Looked) =>
    service.save(page.row.key, { settings, version: against }).catch((failure: unknown) => {
      const problem = problemOf(failure);
      if (problem.code === "changed_meanwhile") again();
      throw failure;
    });
  const rowOf = (at: number, by: string) => (at === 0 ? said.file : said.row(momentOf(at), by || said.file));
  return (
    <Card id="versions" title={said.title}>
      <p class="help">{said.lead}</p>
      <AskedView of={asked}>
        {({ versions }) => (
          <ul class="plain-list">
            {versions.length === 0 && <li>{said.unknown}</li>}
            {versions.map(({ at, by = "", now }) => (
              <li key={at} class="version">
                <span>
                  {rowOf(at, by)}
                  {now && ` (${said.now})`}
                </span>
                {!now && (
                  <button
                    type="button"
                    class="quiet"
                    aria-label={`${said.look}: ${rowOf(at, by)}`}
                    onClick={() => void look(at)}
                  >
                    {said.look}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </AskedView>
      {earlier && (
        <Confirm
          title={said.ask(rowOf(earlier.row.at, earlier.row.by ?? ""))}
          verb={said.restore}
          busy={edit.saving}
          keep={said.keep}
          run={() => save(earlier)}
          done={(next) => {
            setEarlier(null);
            notices.tell(edit.done);
            saved(next);
          }}
          onShut={() => setEarlier(null)}
        >
          <Changes of={earlier.changed} page={page} />
          <p class="help">{said.logo}</p>
          <Preview site={page.row.key} of={earlier.settings} service={service} />
        </Confirm>
      )}
    </Card>
  );
}
