import type { Rights } from "../shared/wire";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARACTERS = 12;
const BITS = 5;

/**
 * Returns what opens a conversation's rights later, derived from its key as the service does it (`rights_code_of` in
 * `chalicelib/chat/conversation.py`). Rejects where the browser cannot hash, as outside of HTTPS.
 */
export async function rightsOf(key: string, conversation: string): Promise<Rights> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`juttu:rights:${key}`));
  const bits = [...new Uint8Array(digest)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const code = Array.from(
    { length: CHARACTERS },
    (_, at) => CROCKFORD[Number.parseInt(bits.slice(BITS * at, BITS * (at + 1)), 2)],
  );
  return { reference: grouped(conversation), rights_code: grouped(code.join("")) };
}

const grouped = (characters: string): string => characters.match(/.{1,4}/g)?.join("-") ?? "";
