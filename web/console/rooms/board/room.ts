/** The board: who is there, how much each has, what waits. */
import { Gauge } from "lucide";
import { ONE_PLACE } from "../../address";
import type { Room } from "../../room";
import type { BoardWords } from "./words";

export const board: Room<null, BoardWords> = {
  name: "board",
  icon: Gauge,
  group: "work",
  places: ONE_PLACE,
  words: {
    fi: () => import("../../../words/fi/board"),
    sv: () => import("../../../words/sv/board"),
    en: () => import("../../../words/en/board"),
  },
  load: () => import("./open"),
};
