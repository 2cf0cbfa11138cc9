import { Bell, BellOff } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { isBehind } from "../../shared/screen";
import type { Chat } from "../chat";
import { bell, ringOnce } from "../sound";
import { useLaterWords } from "../words";

const { prime, ring } = bell(() => new AudioContext());

/** Rings for an agent's message that comes while nobody looks, where the visitor has asked for it. */
export function Sound({ chat }: { chat: Chat }) {
  const { screen, unread, sound } = chat;
  const newest = screen.entries.findLast(({ by, kind }) => by === "agent" && kind === "said")?.seq ?? 0;
  const known = useRef<number | null>(null);
  const whole = screen.facts !== null && !isBehind(screen);
  useEffect(() => {
    // What was there already when one came back does not ring.
    const before = known.current;
    if (whole || before !== null) known.current = newest;
    if (before !== null && newest > before && sound) void ringOnce(screen.facts?.site ?? "", unread === 0, ring);
  }, [newest, whole]);
  useEffect(() => {
    if (!sound) return;
    for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, prime);
    return () => {
      for (const event of ["pointerdown", "keydown"]) document.removeEventListener(event, prime);
    };
  }, [sound]);
  return null;
}

/** Turns the sound on, and lets it be heard; off, as it is at first. */
export function SoundSwitch({ chat }: { chat: Chat }) {
  const { later } = useLaterWords();
  const turn = () => {
    chat.ring(!chat.sound);
    if (chat.sound) void ring();
  };
  return (
    <button type="button" role="switch" aria-checked={chat.sound} onClick={turn}>
      <Icon of={chat.sound ? Bell : BellOff} />
      {later.sound}
      <span class="quiet" aria-hidden="true">
        {chat.sound ? later.soundOn : later.soundOff}
      </span>
    </button>
  );
}
