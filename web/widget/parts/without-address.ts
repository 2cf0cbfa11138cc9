import { clockTime, HERE, sameDay } from "../../shared/dates";
import type { Facts } from "../../shared/wire";
import { type Chat, openUntil } from "../chat";
import { hoursNow } from "../site";
import type { WordsOfLater } from "../words";

/** Whether the answer can reach the visitor nowhere but here: none has come, nobody is there, and no address was given. */
export function waitsAlone({ answered, screen }: Chat): boolean {
  const { status, staffed, left_until } = screen.facts ?? {};
  return status === "waiting" && staffed === false && left_until == null && !answered;
}

/** Returns what becomes of the answer for whoever gives no address: by when one comes back for it, or that none can come. */
export function withoutAddress(chat: Chat, { later, language }: WordsOfLater): string {
  const at = openUntil(chat.screen.facts as Facts);
  const until = later.leave.until(sameDay(at, chat.now, HERE), clockTime(language, at, HERE));
  const hours = hoursNow(language);
  return hours?.open === false && hours.until > at ? later.leave.tooLate(until) : later.leave.comeBack(until);
}
