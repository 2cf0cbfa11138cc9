/** What one's own page asks of the service. */
import type { Ask } from "../../../shared/http";
import type { Language, Me, OwnPhones, OwnSessions, PhonesRang, SignIn } from "../../../shared/wire";

/** When one's phones are called: while one is available, or also when nobody is there. */
export type When = "available" | "nobody";

export interface OwnService {
  sessions(): Promise<OwnSessions>;
  endSession(session: string): Promise<OwnSessions>;
  endOthers(): Promise<OwnSessions>;
  changePassword(current: string, password: string): Promise<OwnSessions>;
  /** Takes the second factor away, and begins with another. */
  changeSecondFactor(password: string, code: string): Promise<SignIn>;
  confirmSecondFactor(challenge: string, code: string): Promise<void>;
  answerIn(languages: readonly Language[]): Promise<Me>;
  phones(): Promise<OwnPhones>;
  addPhone(endpoint: string, when: When, tillSignOut: boolean): Promise<OwnPhones>;
  removePhone(phone: string): Promise<OwnPhones>;
  /** Calls all of one's own. */
  tryPhones(): Promise<PhonesRang>;
}

export function serviceOver(ask: Ask): OwnService {
  return {
    sessions: () => ask("GET", "v1/me/sessions"),
    endSession: (session) => ask("POST", "v1/me/sessions/end", { session }),
    endOthers: () => ask("POST", "v1/me/sessions/end-others"),
    changePassword: (current, password) => ask("POST", "v1/me/password", { current, password }),
    changeSecondFactor: (password, code) => ask("POST", "v1/me/second-factor", { password, code }),
    confirmSecondFactor: (challenge, code) => ask("POST", "v1/me/second-factor/confirm", { challenge, code }),
    answerIn: (languages) => ask("POST", "v1/me/languages", { languages }),
    phones: () => ask("GET", "v1/me/phones"),
    addPhone: (endpoint, when, till_sign_out) => ask("POST", "v1/me/phones", { endpoint, when, till_sign_out }),
    removePhone: (phone) => ask("POST", "v1/me/phones/remove", { phone }),
    tryPhones: () => ask("POST", "v1/me/phones/test"),
  };
}
