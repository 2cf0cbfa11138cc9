import { RefreshCw } from "lucide";
import { clockTime, minutesSince } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { WARNED_BEFORE } from "../app";
import { useApp, useSpeech } from "../parts/context";

/** Told some minutes before a session ends because nobody touched anything. */
export function SessionEnding() {
  const { session, sessionEnds, now } = useApp();
  const { language, words } = useSpeech();
  const ends = sessionEnds.value;
  const near = ends !== null && ends - now.value < WARNED_BEFORE;
  return (
    <div role="status">
      {near && (
        <div class="trouble attention">
          <Icon of={RefreshCw} />
          <p>{words.ending(clockTime(language, ends), Math.max(1, minutesSince(now.value, ends)))}</p>
          <button type="button" class="secondary" onClick={() => void session.goOn()}>
            {words.goOn}
          </button>
        </div>
      )}
    </div>
  );
}
