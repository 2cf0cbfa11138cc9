import { Bell, BellOff, CircleCheck, CircleSlash, RefreshCw, VolumeX } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { clockTimeWithSeconds } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import { useApp } from "../../parts/context";
import { Switch } from "../../parts/switch";
import { useDesk, useSpeech } from "./context";
import { unsent } from "./state";

/** The desk's part of the bar: whether it is up to date, and whether one is rung. */
export function DeskBar() {
  const { session, sound, setSound } = useApp();
  const { setAvailable } = useDesk();
  const { words } = useSpeech();
  const available = session.me.value?.available === true;
  return (
    <>
      <LineState />
      <div class="bar-end bar-calling">
        <Silenced />
        <button
          type="button"
          class="quiet square"
          aria-pressed={sound.value}
          aria-label={words.sound}
          title={sound.value ? words.soundOn : words.soundOff}
          onClick={() => setSound(!sound.value)}
        >
          <Icon of={sound.value ? Bell : BellOff} />
        </button>
        <Switch
          name={words.available}
          state={available ? words.available : words.away}
          on={available}
          onSwitch={setAvailable}
        />
      </div>
    </>
  );
}

/** A break that heals sooner is not read out. */
const HEARD_AFTER = 1500;

/** Whether one is up to date, in one line: when the service was last heard, or what is not there yet. */
function LineState() {
  const { now } = useApp();
  const { work } = useDesk();
  const { language, words } = useSpeech();
  const link = work.link.value;
  const waiting = unsent(work.screens.value);
  // Nothing is up to date while a line that has slept is not proved.
  const open = link.is === "open" && !link.doubted;
  const broken = link.is === "waiting" || (link.is === "connecting" && link.tries > 0);
  const heard = broken ? words.line.lost : open && link.by === "polling" ? words.line.slowHeard : "";
  return (
    <p class="line-state" data-open={open ? "" : undefined}>
      <Icon of={open ? CircleCheck : link.is === "ended" ? CircleSlash : RefreshCw} small />
      {open ? (
        <span>
          {words.line.open} <time>{clockTimeWithSeconds(language, link.heardAt)}</time>
          {link.by === "polling" && `, ${words.line.slow}`}
          {waiting > 0 && `, ${words.line.unsent(waiting)}`}
        </span>
      ) : (
        <span>
          {link.is === "waiting"
            ? words.line.waiting(Math.max(0, Math.ceil((link.until - now.value) / 1000)))
            : link.is === "ended"
              ? words.line.ended
              : words.line.connecting}
          {waiting > 0 && `, ${words.line.unsent(waiting)}`}
        </span>
      )}
      {broken && (
        <button type="button" class="quiet" onClick={() => work.wake()}>
          {words.line.now}
        </button>
      )}
      <Heard sentence={heard} />
    </p>
  );
}

/** Reads a lasting state out once: the line itself changes with every second and every try. */
function Heard({ sentence }: { sentence: string }) {
  const [lasting, setLasting] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setLasting(sentence), HEARD_AFTER);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <span class="only-heard" role="status">
      {lasting}
    </span>
  );
}

/** Said while somebody is to be rung who would hear nothing; any key or click ends it. */
function Silenced() {
  const { ringing, session, sound } = useApp();
  const { words } = useSpeech();
  const said = session.me.value?.available === true && sound.value && ringing.silenced.value;
  return (
    <div role="status">
      {said && (
        <p class="silenced">
          <Icon of={VolumeX} small />
          {words.ringing.silenced}
        </p>
      )}
    </div>
  );
}
