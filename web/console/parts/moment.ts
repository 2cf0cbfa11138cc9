import { clockTime, date } from "../../shared/dates";
import { useSpeech } from "./context";

/** Returns how a time is told: to the minute, in the language that is spoken. */
export function useMoment(): (at: number) => string {
  const { language, words } = useSpeech();
  return (at) => words.moment(date(language, at), clockTime(language, at));
}
