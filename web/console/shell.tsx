import {
  Bell,
  BellOff,
  ChevronDown,
  CircleCheck,
  CircleSlash,
  Inbox,
  Keyboard,
  LogOut,
  RefreshCw,
  ScrollText,
  X,
} from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { clockTime, clockTimeWithSeconds, minutesSince } from "../shared/dates";
import { Icon } from "../shared/icon";
import type { Room } from "./address";
import { WARNED_BEFORE } from "./app";
import { unsent } from "./desk/state";
import { Brand } from "./parts/brand";
import { useApp, useSpeech } from "./parts/context";
import { Languages } from "./parts/languages";
import { Switch } from "./parts/switch";
import { TroubleLine } from "./parts/trouble";

/** What stands around every room: the bar at the top, the rail of rooms, the place for trouble, the toast. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { words } = useSpeech();
  return (
    <div class="shell">
      <button type="button" class="skip secondary" onClick={skip}>
        {words.skip}
      </button>
      <Bar />
      <Rail />
      <main class="room" id="room" tabIndex={-1}>
        <SessionEnding />
        <TroubleLine />
        {children}
      </main>
      <ToastPlace />
    </div>
  );
}

function skip() {
  document.getElementById("room")?.focus();
}

function Bar() {
  const { desk, session, sound, setSound, setAvailable } = useApp();
  const { words } = useSpeech();
  const available = session.me.value?.available === true;
  return (
    <header class="bar">
      <Brand />
      {desk.value && <LineState />}
      <div class="bar-end">
        {desk.value && (
          <>
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
          </>
        )}
        <PersonMenu />
      </div>
    </header>
  );
}

/** A break that heals sooner is not read out. */
const HEARD_AFTER = 1500;

/** Whether one is up to date, in one line: when the service was last heard, or what is not there yet. */
function LineState() {
  const { desk, now } = useApp();
  const { language, words } = useSpeech();
  const room = desk.value;
  if (!room) return null;
  const link = room.link.value;
  const waiting = unsent(room.screens.value);
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
        <button type="button" class="quiet" onClick={() => room.wake()}>
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

function PersonMenu() {
  const { session, question, signOut } = useApp();
  const { words } = useSpeech();
  const me = session.me.value;
  if (!me) return null;
  return (
    <>
      <button type="button" class="quiet person" popovertarget="person">
        <span class="initial" aria-hidden="true">
          {me.alias.slice(0, 1)}
        </span>
        <span class="person-name">{me.alias}</span>
        <span class="only-heard">, {words.menu}</span>
        <Icon of={ChevronDown} small />
      </button>
      <div id="person" popover="auto" class="menu">
        <p>
          <strong>{me.alias}</strong>
          <span class="meta">{me.person}</span>
        </p>
        <p class="meta">{me.roles.map((role) => words.roles[role] ?? role).join(", ")}</p>
        <Languages />
        <button type="button" class="quiet" popovertarget="person" onClick={() => (question.value = "keys")}>
          <Icon of={Keyboard} small />
          {words.keys.title}
        </button>
        <button type="button" class="quiet" popovertarget="person" onClick={signOut}>
          <Icon of={LogOut} small />
          {words.signOut}
        </button>
      </div>
    </>
  );
}

const icons = { desk: Inbox, "access-log": ScrollText } satisfies Record<Room, unknown>;

function Rail() {
  const { rooms, address, go } = useApp();
  const { words } = useSpeech();
  return (
    <nav class="rail" aria-label={words.roomsName}>
      {rooms.value.map((room) => (
        <a
          key={room}
          href={`#/${room}`}
          aria-current={address.value.room === room ? "page" : undefined}
          onClick={(event) => {
            event.preventDefault();
            go({ room, conversation: null });
          }}
        >
          <Icon of={icons[room]} />
          <span>{words.rooms[room]}</span>
        </a>
      ))}
    </nav>
  );
}

/** Told some minutes before a session ends because nobody touched anything. */
function SessionEnding() {
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

function ToastPlace() {
  const { notices } = useApp();
  const { words } = useSpeech();
  const toast = notices.toast.value;
  const shut = () => {
    notices.toast.value = null;
  };
  return (
    <div class="toast-place" role="status">
      {toast && (
        <div class="toast">
          <p>{toast.sentence}</p>
          {toast.action && (
            <button
              type="button"
              class="quiet"
              onClick={() => {
                shut();
                toast.action?.run();
              }}
            >
              {toast.action.verb}
            </button>
          )}
          <button type="button" class="quiet square" aria-label={words.dismiss} onClick={shut}>
            <Icon of={X} small />
          </button>
        </div>
      )}
    </div>
  );
}
