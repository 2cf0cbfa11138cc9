/** One's own page, for everybody: sessions, password, second factor, languages, sound. */
import { CircleUserRound } from "lucide";
import { ONE_PLACE } from "../../address";
import type { Room } from "../../room";
import type { OwnWords } from "./words";

export const own: Room<null, OwnWords> = {
  name: "own",
  icon: CircleUserRound,
  group: "own",
  opens: () => true,
  places: ONE_PLACE,
  words: {
    fi: () => import("../../../words/fi/own"),
    sv: () => import("../../../words/sv/own"),
    en: () => import("../../../words/en/own"),
  },
  load: () => import("./open"),
};
