/** Where one is in the console, as the part of the address after `#`: it can be kept, shared and gone back to. */
import type { Room } from "./room";

export interface Address {
  room: Room;
  place: unknown;
}

/** Returns the place that a hash names; null where it names no room. */
export function read(rooms: readonly Room[], hash: string): Address | null {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  const [name, ...parts] = path.split("/");
  const room = rooms.find((one) => one.name === name);
  return room ? { room, place: room.places.read(parts.map(decoded), new URLSearchParams(query)) } : null;
}

export function write({ room, place }: Address): string {
  return `#/${room.name}${room.places.write(place)}`;
}

/** Where there is one place only. */
export const ONE_PLACE = { read: () => null, write: () => "" };

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
