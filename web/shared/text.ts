/** How many characters a message has for the service: code points after NFC. */
export function lengthOf(text: string): number {
  return [...text.normalize("NFC")].length;
}

/** What a message may have, as `chalicelib/chat/limits.py` has it. */
export const MESSAGE_CHARACTERS = 2000;

/** A draft that is longer is not begun: as much as may be sent in parts. */
export const DRAFT_CHARACTERS = 5 * MESSAGE_CHARACTERS;

/** Whether there is something to see in a text; what is only spaces or invisible marks is not sent. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Cf}\p{Cs}\p{Mn}\p{Me}\p{Z}\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0]/u.test(text);
}
