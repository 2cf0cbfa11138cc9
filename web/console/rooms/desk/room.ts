/** The agent's desk: who waits, and the conversations of one's own. */
import { Inbox } from "lucide";
import { grouped, referenceIn } from "../../parts/reference";
import type { Room } from "../../room";
import type { DeskWords } from "./words";

export interface DeskPlace {
  /** The open conversation. */
  conversation: string | null;
}

export const desk: Room<DeskPlace, DeskWords> = {
  name: "desk",
  icon: Inbox,
  group: "work",
  always: true,
  places: {
    read: ([reference = ""]) => ({ conversation: referenceIn(reference) }),
    write: ({ conversation }) => (conversation ? `/${grouped(conversation)}` : ""),
  },
  words: {
    fi: () => import("../../../words/fi/desk"),
    sv: () => import("../../../words/sv/desk"),
    en: () => import("../../../words/en/desk"),
  },
  load: () => import("./open"),
};
