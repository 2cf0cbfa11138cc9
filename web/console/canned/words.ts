import type { MistakeCode } from "../../shared/wire";

/** What can be wrong with a canned answer alone: only the room of answers has words for it. */
export type AnswerMistake = Extract<MistakeCode, "variable" | "fallback" | "secret" | "no_site" | "column" | "file">;
/** What can be wrong with settings and rows of the privacy notice. */
export type SettingsMistake = Exclude<MistakeCode, AnswerMistake>;
