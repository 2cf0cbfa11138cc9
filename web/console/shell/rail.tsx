import { Icon } from "../../shared/icon";
import { write } from "../address";
import { useApp, useSpeech } from "../parts/context";
import type { Room } from "../room";

/** The rooms that somebody may open; one's own stand in the menu under one's name. */
export function Rail() {
  const { rooms } = useApp();
  const { words } = useSpeech();
  return (
    <nav class="rail" aria-label={words.roomsName}>
      {rooms.value
        .filter((one) => one.group !== "own")
        .map((one, at, all) => (
          <RailLink key={one.name} room={one} begins={at > 0 && all[at - 1]?.group !== one.group} />
        ))}
    </nav>
  );
}

/** `begins`: rooms of another group end before it. */
function RailLink({ room, begins }: { room: Room; begins: boolean }) {
  const app = useApp();
  const { words } = useSpeech();
  const opening = app.openings.value[room.name];
  const opened = opening?.is === "open" ? opening.opened : null;
  const count = opened?.count?.value ?? 0;
  const here = app.room.value === room;
  // Whoever is there already gets where it begins.
  const place = here ? room.places.read([], new URLSearchParams()) : app.placeOf(room).value;
  return (
    <a href={write({ room, place })} aria-current={here ? "page" : undefined} data-begins={begins ? "" : undefined}>
      <Icon of={room.icon} />
      <span>{words.rooms[room.name]}</span>
      {count > 0 && (
        <span class="badge">
          <span aria-hidden="true">{count}</span>
          <span class="only-heard">{opened?.countSays?.(count) ?? words.callingCount(count)}</span>
        </span>
      )}
    </a>
  );
}
