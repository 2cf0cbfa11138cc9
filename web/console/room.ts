/** What a room is: what is known of it before it is opened, and what it gives the console once it is. */
import type { ReadonlySignal } from "@preact/signals";
import type { IconNode } from "lucide";
import type { FunctionComponent } from "preact";
import type { Language, Me, RoomName } from "../shared/wire";
import type { App } from "./app";
import type { Command } from "./commands";

/** The words of a room in each language, fetched when they are first wanted. */
export type LoadWords<Words> = Record<Language, () => Promise<{ words: Words }>>;

/** Where one is in a room, as its part of the address: an enumeration, a date, a reference; never what somebody typed. */
export interface Places<Place> {
  /** Returns the place that a path and a query name, else where one begins. */
  read(path: readonly string[], query: URLSearchParams): Place;
  /** Returns the rest of the address after the room's name: `/7K3M-…?sort=at`. */
  write(place: Place): string;
}

/** The line of a room in `rooms.ts`: small, for every console loads it. */
export interface Room<Place = unknown, Words extends object = object> {
  /** As `Me.may` and the address name it. */
  name: RoomName | "own";
  icon: IconNode;
  /** Rooms of a group stand together; those of one's `own` stand in the menu under one's name. */
  group: "work" | "quality" | "content" | "office" | "own";
  /** Whether it is one of somebody's rooms. Where it does not say, the service does (`Me.may`). */
  opens?(me: Me): boolean;
  /** Whether it is at work from the start, whichever room is on the screen. */
  always?: true | ((me: Me) => boolean);
  places: Places<Place>;
  words: LoadWords<Words>;
  /** Fetches all else. */
  load(): Promise<Loaded<Place>>;
}

export interface Loaded<Place> {
  /** `kept`: what the room gave back when its person's last session ended. */
  open(app: App, place: ReadonlySignal<Place>, kept: unknown): Opened;
}

/** A room that is open, be it on the screen or not. Whoever opened it stops it. */
export interface Opened {
  View: FunctionComponent;
  /** What stands in the bar, and what it asks in dialogs, whichever room is on the screen. */
  Bar?: FunctionComponent;
  Dialogs?: FunctionComponent;
  commands?: readonly Command[];
  /** How many things call somebody, for the rail and the title. */
  count?: ReadonlySignal<number>;
  /** What the count says to who hears the page, where it is not how many visitors wait. */
  countSays?(count: number): string;
  /** Whether something would be lost with the page. */
  unsaved?: ReadonlySignal<boolean>;
  /** Whether it asks before its person signs out, whom it lets go by `leave`. */
  holds?(leave: () => void): boolean;
  /** Called when it comes on the screen, and when the page does. */
  shown?(): void;
  /** Whether the service tells it by itself when the session is over. */
  hears?: true;
  /** Called every second. */
  tick?(): void;
  /** Called when the page goes: what waits here for a moment is done now. */
  gone?(): void;
  /** Called when the machine or the network is back. */
  wake?(): void;
  /** Ends it; returns what its person may want back after signing in again. `left`: they have signed out. */
  stop(left: boolean): unknown;
}
