import { ShieldOff } from "lucide";
import { Icon } from "../../shared/icon";
import { useQuestionBeforeLeaving } from "../../shared/leaving";
import { useWayBack } from "../door/later";
import { Loading } from "../parts/asked";
import { useApp, useSpeech } from "../parts/context";
import { later, NotLoaded } from "../parts/later";
import { TroubleLine } from "../parts/trouble";
import type { Opened } from "../room";
import { Bar } from "./bar";
import { SessionEnding } from "./ending";
import { keysWords } from "./keys_words";
import { Rail } from "./rail";
import { ToastPlace } from "./toast";

const LeaveDialog = later(async () => (await import("./leave")).LeaveDialog);
const KeysDialog = later(async () => (await import("./keys")).KeysDialog, keysWords);
const Palette = later(async () => (await import("./palette")).Palette);

/** What stands around every room: the bar at the top, the rail of rooms, the place for trouble, the toast. */
export function Shell() {
  const { words } = useSpeech();
  const opened = useOpened();
  useWayBack();
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
        <OnTheScreen />
      </main>
      {opened.map(({ Dialogs }) => Dialogs && <Dialogs />)}
      <OwnDialogs />
      <Unsaved />
      <ToastPlace />
    </div>
  );
}

function useOpened(): Opened[] {
  return Object.values(useApp().openings.value).flatMap((one) => (one.is === "open" ? [one.opened] : []));
}

// What follows is drawn by itself: a long desk is not gone through when a question opens, or a first letter is typed.

function OwnDialogs() {
  const { dialog } = useApp();
  if (dialog.value === "leave") return <LeaveDialog />;
  if (dialog.value === "keys") return <KeysDialog />;
  return dialog.value === "palette" ? <Palette /> : null;
}

/** Asks before the page is left with something unsaved on it. */
function Unsaved() {
  useQuestionBeforeLeaving(useOpened().some((one) => one.unsaved?.value === true));
  return null;
}

function skip() {
  document.getElementById("room")?.focus();
}

/** The room on the screen, or what stands there until it can. */
function OnTheScreen() {
  const { openings, room, rooms } = useApp();
  const { words } = useSpeech();
  if (!rooms.value.some((one) => one.group !== "own") && room.value.group !== "own") {
    return (
      <div class="empty">
        <Icon of={ShieldOff} />
        <h1>{words.noRoom}</h1>
        <p>{words.noRoomHelp}</p>
      </div>
    );
  }
  const opening = openings.value[room.value.name];
  if (opening?.is === "open") return <opening.opened.View key={room.value.name} />;
  return (
    <>
      <h1 class="only-heard">{words.rooms[room.value.name]}</h1>
      {opening?.is === "refused" ? <NotLoaded /> : <Loading />}
    </>
  );
}
