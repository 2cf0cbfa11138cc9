/** The board: who is there, how much each has, what waits; and, for who supervises, what goes on. */
import { Gauge } from "lucide";
import { grouped, referenceIn } from "../../parts/reference";
import type { Room } from "../../room";
import type { BoardWords } from "./words";

export interface BoardPlace {
  /** The conversation that a supervisor looks into. */
  conversation: string | null;
}

export const BEGINNING: BoardPlace = { conversation: null };

export const board: Room<BoardPlace, BoardWords> = {
  name: "board",
  icon: Gauge,
  group: "work",
  places: {
    read: ([reference = ""]) => ({ conversation: referenceIn(reference) }),
    write: ({ conversation }) => (conversation ? `/${grouped(conversation)}` : ""),
  },
  words: {
    fi: () => import("../../../words/fi/board"),
    sv: () => import("../../../words/sv/board"),
    en: () => import("../../../words/en/board"),
  },
  load: () => import("./open"),
};
