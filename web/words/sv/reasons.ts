/** What staff choose from lists, in Swedish. */
import type { AbuseReason, Ground, PassOnFor, SupervisesFor } from "../../shared/wire";

/** Why a conversation is passed on. */
export const passOnReasons: Record<PassOnFor, string> = {
  expertise: "En annan kan saken bättre",
  language: "Annat språk",
  busy: "För många chattar",
  shift_ends: "Skiftet slutar",
  asked_for: "Besökaren bad om det",
  other: "Annan",
};

/** Why one is ended for abuse. */
export const abuseReasons: Record<AbuseReason, string> = {
  threat: "Hotade med våld eller annat",
  insult: "Kränkte eller skällde ut",
  harassment: "Trakasserade sexuellt eller diskriminerande",
  spam: "Skickade skräp eller reklam",
  unlawful: "Gjorde något annat olagligt",
};

/** What a supervisor looks in for. */
export const supervisingPurposes: Record<SupervisesFor, string> = {
  help: "Hjälp till kundrådgivaren",
  complaint: "Klagomål eller reklamation",
  safety: "Säkerhet",
  coaching: "Inskolning och handledning",
};

/** How somebody was let in who read a conversation that was not theirs, or was no more. */
export const grounds: Record<Ground, string> = {
  invited: "Inbjuden att hjälpa",
  supervising: "Som teamledare",
  glass: "Med undantagstillstånd",
  purpose: "För ett angivet ändamål",
};
