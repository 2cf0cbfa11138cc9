/** What the room of canned answers asks of the service. */
import type { Ask } from "../../../shared/http";
import type { AnswersFile, AnswersImport, AnswersPage, CannedAnswer } from "../../../shared/wire";
import type { Whose } from "./room";

export interface AnswersService {
  page(): Promise<AnswersPage>;
  save(whose: Whose, answer: CannedAnswer): Promise<CannedAnswer>;
  delete(whose: Whose, answer: CannedAnswer): Promise<void>;
  /** Begins with an answer from now on, or with none. */
  greetWith(answer: string | null): Promise<void>;
  file(whose: Whose): Promise<AnswersFile>;
  /** What a file would do; nothing is saved. */
  check(whose: Whose, csv: string): Promise<AnswersImport>;
  bring(whose: Whose, csv: string, read: number): Promise<AnswersImport>;
}

export function serviceOver(ask: Ask): AnswersService {
  return {
    page: () => ask("GET", "v1/answers"),
    save: (whose, answer) => ask("POST", `v1/answers/${whose}`, { answer }),
    delete: (whose, { id, changed_at = 0 }) => ask("POST", `v1/answers/${whose}/delete`, { id, changed_at }),
    greetWith: (answer) => ask("POST", "v1/answers/own/greeting", { answer }),
    file: (whose) => ask("GET", `v1/answers/${whose}/csv`),
    check: (whose, csv) => ask("POST", `v1/answers/${whose}/csv/check`, { csv }),
    bring: (whose, csv, read) => ask("POST", `v1/answers/${whose}/csv`, { csv, read }),
  };
}
