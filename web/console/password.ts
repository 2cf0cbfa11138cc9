import { lengthOf } from "../shared/text";

/** The fewest that a password of one's own has, as Cognito's policy has it: only its length is a rule. */
export const PASSWORD_CHARACTERS = 15;

export function isTooShort(password: string): boolean {
  return lengthOf(password) < PASSWORD_CHARACTERS;
}
