import { useEffect, useState } from "preact/hooks";
import { clockTime, date, HERE } from "../../shared/dates";
import type { Ask } from "../../shared/http";
import type { Reading, Readings } from "../../shared/wire";
import { useAsking } from "../parts/asking";
import { Trouble } from "./trouble";
import { useMoreWords } from "./words";

/** Who of the staff has read the conversation, when, and for which purpose. */
export function ReadingsList({ ask }: { ask: Ask }) {
  const { widget, more, language } = useMoreWords();
  const [found, setFound] = useState<readonly Reading[] | null>(null);
  const [{ busy, problem }, run] = useAsking(true);
  const [before, setBefore] = useState<number | null>(null);
  const fetch = async () => {
    const older = before === null ? "" : `?before=${before}`;
    const fetched = await run(() => ask<Readings>("GET", `v1/conversation/readings${older}`));
    if (!fetched) return;
    setFound([...(found ?? []), ...fetched.readings]);
    setBefore(fetched.before ?? null);
  };
  useEffect(() => {
    void fetch();
  }, []);
  const roleOf = (role: string) => role.split(",").map((each) => more.readings.roles[each] ?? each);
  return (
    <>
      <p class="quiet">{more.readings.help}</p>
      <p role="status">{busy ? more.data.loading : found?.length === 0 && more.readings.none}</p>
      <Trouble problem={problem} />
      {problem && (
        <div class="actions">
          <button type="button" class="button" onClick={fetch}>
            {widget.retry}
          </button>
        </div>
      )}
      {found && found.length > 0 && (
        <ol class="readings">
          {found.map(({ at, alias, role, purpose, glass }, place) => (
            <li key={`${at} ${place}`}>
              <strong>{alias ?? roleOf(role).join(", ")}</strong>
              {alias && <span class="quiet"> {roleOf(role).join(", ")}</span>}
              <span class="figures">{more.readings.at(date(language, at), clockTime(language, at, HERE))}</span>
              <span class="quiet">
                {glass
                  ? more.readings.glass(more.readings.glassReasons[glass] ?? glass)
                  : more.readings.purpose(more.readings.purposes[purpose] ?? purpose)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {before !== null && !problem && (
        <div class="actions">
          <button type="button" class="button" aria-disabled={busy} onClick={() => busy || fetch()}>
            {more.readings.older}
          </button>
        </div>
      )}
    </>
  );
}
