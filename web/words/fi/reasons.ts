/** What staff choose from lists, in Finnish. */
import type { AbuseReason, Ground, PassOnFor, SupervisesFor } from "../../shared/wire";

/** Why a conversation is passed on. */
export const passOnReasons: Record<PassOnFor, string> = {
  expertise: "Asia kuuluu toisen osaamiseen",
  language: "Toinen kieli",
  busy: "Liian monta keskustelua",
  shift_ends: "Työvuoro päättyy",
  asked_for: "Kävijä pyysi",
  other: "Muu",
};

/** Why one is ended for abuse. */
export const abuseReasons: Record<AbuseReason, string> = {
  threat: "Uhkasi väkivallalla tai muulla",
  insult: "Loukkasi tai haukkui",
  harassment: "Häiritsi seksuaalisesti tai syrjivästi",
  spam: "Lähetti roskaa tai mainoksia",
  unlawful: "Teki jotain muuta laitonta",
};

/** What a supervisor looks in for. */
export const supervisingPurposes: Record<SupervisesFor, string> = {
  help: "Asiakaspalvelijan apu",
  complaint: "Valitus tai reklamaatio",
  safety: "Turvallisuus",
  coaching: "Perehdytys ja ohjaus",
};

/** How somebody was let in who read a conversation that was not theirs, or was no more. */
export const grounds: Record<Ground, string> = {
  invited: "Kutsuttuna auttamaan",
  supervising: "Esihenkilönä",
  glass: "Poikkeusluvalla",
  purpose: "Ilmoitettua tarkoitusta varten",
};
