/** What staff choose from lists, in English. */
import type { AbuseReason, Ground, PassOnFor, SupervisesFor } from "../../shared/wire";

/** Why a conversation is passed on. */
export const passOnReasons: Record<PassOnFor, string> = {
  expertise: "A colleague knows more about it",
  language: "Another language",
  busy: "Too many chats",
  shift_ends: "The shift ends",
  asked_for: "The visitor asked",
  other: "Other",
};

/** Why one is ended for abuse. */
export const abuseReasons: Record<AbuseReason, string> = {
  threat: "Threatened with violence or something else",
  insult: "Insulted or abused somebody",
  harassment: "Harassed sexually or by discrimination",
  spam: "Sent junk or advertising",
  unlawful: "Did something else that is against the law",
};

/** What a supervisor looks in for. */
export const supervisingPurposes: Record<SupervisesFor, string> = {
  help: "Help for the agent",
  complaint: "A complaint",
  safety: "Safety",
  coaching: "Coaching the agent",
};

/** How somebody was let in who read a conversation that was not theirs, or was no more. */
export const grounds: Record<Ground, string> = {
  invited: "Asked in to help",
  supervising: "As a supervisor",
  glass: "By way of exception",
  purpose: "For a purpose that was given",
};
