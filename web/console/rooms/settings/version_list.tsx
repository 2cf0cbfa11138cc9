import type { VersionRow } from "../../../shared/wire";
import { type Asked, AskedView } from "../../parts/asked";
import { useSpeechOf } from "../../parts/context";
import { useMoment } from "../../parts/moment";
import { Card } from "../../parts/room_page";
import { settings } from "./room";

interface VersionListProps {
  of: Asked<{ versions: VersionRow[] }>;
  /** What is said of one that nobody made in the console. */
  outside: string;
  /** What is said where none is known. */
  none: string;
  look: (at: number) => void;
}

/** What settings were, since when and by whom; each that is not in force can be looked at. */
export function VersionList({ of, outside, none, look }: VersionListProps) {
  const { versions: said } = useSpeechOf(settings).words;
  const nameOf = useVersionName(outside);
  return (
    <Card id="versions" title={said.title}>
      <p class="help">{said.lead}</p>
      <AskedView of={of}>
        {({ versions }) => (
          <ul class="plain-list">
            {versions.length === 0 && <li>{none}</li>}
            {versions.map((row) => (
              <li key={row.at} class="version">
                <span>
                  {nameOf(row)}
                  {row.now && ` (${said.now})`}
                </span>
                {!row.now && (
                  <button
                    type="button"
                    class="quiet"
                    aria-label={`${said.look}: ${nameOf(row)}`}
                    onClick={() => look(row.at)}
                  >
                    {said.look}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </AskedView>
    </Card>
  );
}

/** Returns how a version is called: by its moment and who made it. */
export function useVersionName(outside: string): (row: VersionRow) => string {
  const { versions: said } = useSpeechOf(settings).words;
  const momentOf = useMoment();
  return ({ at, by }) => (at === 0 ? outside : said.row(momentOf(at), by || outside));
}
