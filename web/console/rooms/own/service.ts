/** What one's own page asks of the service. */
import type { Ask } from "../../../shared/http";
import type { Language, Me, OwnSessions, SignIn } from "../../../shared/wire";

export interface OwnService {
  sessions(): Promise<OwnSessions>;
  endSession(session: string): Promise<OwnSessions>;
  endOthers(): Promise<OwnSessions>;
  changePassword(current: string, password: string): Promise<OwnSessions>;
  /** Takes the second factor away, and begins with another. */
  changeSecondFactor(password: string, code: string): Promise<SignIn>;
  confirmSecondFactor(challenge: string, code: string): Promise<void>;
  answerIn(languages: readonly Language[]): Promise<Me>;
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
  };
}
