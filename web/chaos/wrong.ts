/** Mistakes that somebody would make in a client, switched on so that the checkers can show that they object. */
import { Connection, type ConnectionOptions, type Listener, type Surroundings } from "../shared/connection";
import type { ClientFrame } from "../shared/wire";
import type { Kept } from "../widget/keeping";

export type Mistake = keyof typeof MISTAKES;
type Connect = (surroundings: Surroundings, listener: Listener, options?: ConnectionOptions) => Connection;

/** Returns how a connection is made: as it ships, or with a mistake. */
export function connecting(mistake: Mistake | null): Connect {
  return mistake === null ? (...all) => new Connection(...all) : MISTAKES[mistake];
}

/** Returns what a tab asks with: its own key as it ships, or with a mistake the one that any tab has kept last. */
export function askingWith(mistake: Mistake | null, own: string, kept: Kept | null): string {
  return mistake === "mixes-keys" && own !== "" && kept !== null ? `Bearer ${kept.key}` : own;
}

const MISTAKES = {
  /** A tab asks with the key that another tab has kept since: it is `askingWith` that does it. */
  "mixes-keys": ((...all) => new Connection(...all)) as Connect,

  /** A message gets its id when it is sent, so that each time it is sent it is another one. */
  "new-ids": ((surroundings, ...rest) => new Connection(givingIdsWhenSent(surroundings), ...rest)) as Connect,

  /** What was still to be sent is forgotten with the line that it was to go by. */
  "drops-queue": ((surroundings, listener, options) => {
    let wasOpen = false;
    let forgets = false;
    const changed = () => {
      if (forgets) return;
      const isOpen = connection.link.is === "open";
      forgets = isOpen && !wasOpen;
      wasOpen = isOpen;
      if (forgets) forgetUnsent(connection);
      forgets = false;
      listener.changed();
    };
    const connection: Connection = new Connection(surroundings, { ...listener, changed }, options);
    return connection;
  }) as Connect,
};

function forgetUnsent(connection: Connection): void {
  for (const screen of connection.screens) {
    if (!screen.pending.some(({ state }) => state === "sending")) continue;
    connection.leave(screen.conversation);
    connection.follow(screen.conversation, { ...screen, pending: [] });
  }
}

function givingIdsWhenSent(surroundings: Surroundings): Surroundings {
  let sent = 0;
  const first = new Set<string>();
  const known = new Map<string, string>();
  const open: Surroundings["open"] = (address, protocols, ears) => {
    const heard = (text: string) =>
      ears.heard([...known].reduce((told, [later, earlier]) => told.replaceAll(later, earlier), text));
    const socket = surroundings.open(address, protocols, { ...ears, heard });
    const send = (text: string) => {
      const frame = JSON.parse(text) as ClientFrame;
      if (frame.do !== "say") return socket.send(text);
      if (!first.has(frame.id)) {
        first.add(frame.id);
        return socket.send(text);
      }
      sent += 1;
      const id = `again-${sent}-${frame.id}`.slice(0, 36);
      known.set(id, frame.id);
      socket.send(JSON.stringify({ ...frame, id }));
    };
    return { ...socket, send };
  };
  return { ...surroundings, open };
}
