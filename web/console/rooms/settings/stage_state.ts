/** What holds for the whole service, without a screen: as it is typed, a network or an address a line, and where mistakes stand. */
import type { Language, Role, StageSettings } from "../../../shared/wire";
import { LANGUAGES } from "../../speaking";

/** The roles, in the order in which their networks are asked. */
export const ROLES: readonly Role[] = [
  "agent",
  "supervisor",
  "reviewer",
  "trainer",
  "administrator",
  "data-protection-officer",
];

/** After how many minutes somebody can be told. */
const AFTER: readonly number[] = [15, 30, 60, 120, 240, 480, 1440];
/** After how many minutes without an answer an agent can be reminded, and a conversation go back; 0: it never does. */
export const REMIND_AFTER: readonly number[] = [1, 2, 3, 5, 10, 15];
export const RETURN_AFTER: readonly number[] = [0, 5, 10, 15, 20, 30, 60];

export interface TypedStage {
  networks: Record<Role, string>;
  told: string;
  told_after_minutes: string;
  left_question_days: string;
  remind_after_minutes: string;
  return_after_minutes: string;
  phones: "on" | "off";
  veiled: Record<Language, string>;
}

export function typedOf(settings: StageSettings): TypedStage {
  return {
    networks: eachRole((role) => settings.networks[role].join("\n")),
    told: settings.told.join("\n"),
    told_after_minutes: `${settings.told_after_minutes}`,
    left_question_days: `${settings.left_question_days}`,
    remind_after_minutes: `${settings.remind_after_minutes}`,
    return_after_minutes: `${settings.return_after_minutes}`,
    phones: settings.phones ? "on" : "off",
    veiled: eachLanguage((language) => (settings.veiled[language] ?? []).join("\n")),
  };
}

export function settingsOf(typed: TypedStage): StageSettings {
  return {
    networks: eachRole((role) => lines(typed.networks[role]).map(([, text]) => text)),
    told: lines(typed.told).map(([, text]) => text),
    told_after_minutes: Number(typed.told_after_minutes),
    left_question_days: Number(typed.left_question_days),
    remind_after_minutes: Number(typed.remind_after_minutes),
    return_after_minutes: Number(typed.return_after_minutes),
    phones: typed.phones === "on",
    veiled: eachLanguage((language) => lines(typed.veiled[language]).map(([, text]) => text)),
  };
}

/** Returns the choices of minutes, with the one that is set where it is another. */
export function afterChoices(set: number, usual = AFTER): number[] {
  return [...new Set([...usual, set])].sort((one, other) => one - other);
}

/** Returns the field of a place of the service's, and the line in it, counted from 1, where it is about one. */
export function placeOf(where: string, typed: TypedStage): { field: string | null; line: number | null } {
  const [, field = "", index] = /^(.*?)(?:\[(\d+)\])?$/.exec(where) ?? [];
  const [name = "", part] = field.split(".");
  if (!(name in typed)) return { field: null, line: null };
  const texts = { told: typed.told, networks: typed.networks[part as Role], veiled: typed.veiled[part as Language] };
  const text = texts[name as keyof typeof texts] ?? "";
  const line = index === undefined ? null : (lines(text)[Number(index)]?.[0] ?? null);
  return { field, line };
}

/** Returns the lines that say something, each with its number, counted from 1. */
function lines(text: string): (readonly [number, string])[] {
  return text
    .split("\n")
    .map((line, index) => [index + 1, line.trim()] as const)
    .filter(([, line]) => line !== "");
}

function eachRole<Value>(of: (role: Role) => Value): Record<Role, Value> {
  return Object.fromEntries(ROLES.map((role) => [role, of(role)])) as Record<Role, Value>;
}

function eachLanguage<Value>(of: (language: Language) => Value): Record<Language, Value> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as Record<Language, Value>;
}

export interface ListChange {
  language: Language;
  added: number;
  removed: number;
}

/** Returns how many of the words that veil come and go, in each language in which any do. */
export function veiledChanges({ veiled: before }: StageSettings, { veiled: after }: StageSettings): ListChange[] {
  const counted = LANGUAGES.map((language) => {
    const [was, is] = [new Set(before[language] ?? []), new Set(after[language] ?? [])];
    return { language, added: count(is, was), removed: count(was, is) };
  });
  return counted.filter(({ added, removed }) => added + removed > 0);
}

const count = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
  [...these].filter((one) => !those.has(one)).length;
