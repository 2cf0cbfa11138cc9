import { useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import type { EarlierSite } from "../../../shared/wire";
import { useAsked } from "../../parts/asked";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import { mindOthers } from "../../parts/others_first";
import { Preview } from "./preview";
import { settings } from "./room";
import { Changes, type OpenSite } from "./section";
import { useVersionName, VersionList } from "./version_list";

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
  const nameOf = useVersionName(said.file);
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
    mindOthers(service.save(page.row.key, { settings, version: against }), again);
  return (
    <>
      <VersionList of={asked} outside={said.file} none={said.unknown} look={(at) => void look(at)} />
      {earlier && (
        <Confirm
          title={said.ask(nameOf(earlier.row))}
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
    </>
  );
}
