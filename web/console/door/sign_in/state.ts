/** Signing in, without a screen: which step, what is wrong, and when the next attempt is heard. */
import type { Problem, SignIn } from "../../../shared/wire";
import { isTooShort } from "../../password";

export type Step =
  | { name: "password" }
  | { name: "new_password"; challenge: string }
  | { name: "enrol"; challenge: string; secret: string; picture: string | null }
  | { name: "code"; challenge: string };

export type Field = "user" | "password" | "new_password" | "code";

/** Something to mend, by the name of its words; without a field it concerns the whole. */
export interface Mistake {
  field: Field | null;
  code: string;
  problem?: Problem;
}

/** Why somebody who was signed in has to sign in again. */
export type Why = "expired" | "signed_out" | "left";

export interface SigningIn {
  step: Step;
  user: string;
  busy: boolean;
  mistakes: Mistake[];
  /** Milliseconds of this machine's clock from which the next attempt is heard. */
  heardFrom: number;
  why: Why | null;
}

export const CODE_DIGITS = 6;

export function begin(user = "", why: Why | null = null): SigningIn {
  return { step: { name: "password" }, user, busy: false, mistakes: [], heardFrom: 0, why };
}

/** Returns what is missing in a user name and password. */
export function credentialMistakes(user: string, password: string): Mistake[] {
  return [
    ...(user.trim() ? [] : [{ field: "user" as const, code: "user_missing" }]),
    ...(password ? [] : [{ field: "password" as const, code: "password_missing" }]),
  ];
}

/** Returns what is wrong with a new password: only its length is a rule. */
export function newPasswordMistakes(password: string): Mistake[] {
  return isTooShort(password) ? [{ field: "new_password", code: "password_too_weak" }] : [];
}

/** Returns a one-time code as it is sent: authenticators show it in groups. */
export function codeTyped(typed: string): string {
  return typed.replace(/[\s-]/g, "");
}

export function codeMistakes(typed: string): Mistake[] {
  const code = codeTyped(typed);
  if (code === "") return [{ field: "code", code: "code_missing" }];
  return new RegExp(`^\\d{${CODE_DIGITS}}$`).test(code) ? [] : [{ field: "code", code: "code_malformed" }];
}

export function mistaken(state: SigningIn, mistakes: Mistake[]): SigningIn {
  return { ...state, mistakes };
}

export function asked(state: SigningIn, user: string): SigningIn {
  return { ...state, user: user.trim(), busy: true, mistakes: [] };
}

/** Returns the step that the service wants next, or null when signing in is done. */
export function answered(state: SigningIn, answer: SignIn): SigningIn | null {
  if (answer.next === "done") return null;
  return { ...begin(state.user), step: stepOf(answer) };
}

function stepOf(answer: SignIn): Step {
  const challenge = answer.challenge ?? "";
  if (answer.next === "enrol") {
    return { name: "enrol", challenge, secret: answer.secret ?? "", picture: answer.picture ?? null };
  }
  return answer.next === "new_password" ? { name: "new_password", challenge } : { name: "code", challenge };
}

/** Returns the state after a refusal, which says what to mend and how long to wait. */
export function refused(state: SigningIn, problem: Problem, now: number): SigningIn {
  const heardFrom = problem.retry_after ? now + problem.retry_after * 1000 : 0;
  return {
    ...state,
    busy: false,
    heardFrom,
    mistakes: [{ ...placeOf(state.step, problem.code), problem }],
  };
}

/** What is said of a new password. */
const PASSWORD_REFUSALS = ["password_too_weak", "password_too_common", "password_unchanged", "password_not_accepted"];

/** Returns where a refusal belongs, and by which name of words it is told there. */
function placeOf(step: Step, code: string): { field: Field | null; code: string } {
  if (PASSWORD_REFUSALS.includes(code)) return { field: "new_password", code };
  // For a name and a password together it is never said which was wrong; a code was asked for alone.
  if (code === "sign_in_refused" && (step.name === "code" || step.name === "enrol")) {
    return { field: "code", code: "code_refused" };
  }
  return { field: null, code };
}

/** Returns the whole seconds until the next attempt is heard. */
export function secondsToWait(state: SigningIn, now: number): number {
  return Math.max(0, Math.ceil((state.heardFrom - now) / 1000));
}
