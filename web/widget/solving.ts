/** Digests at a time: between two lots the page may draw and hear. */
const LOT = 200;

/**
 * Returns an answer to a challenge: a number for which SHA-256 of `challenge:answer` begins with so many zero bits.
 *
 * Rejects where the browser cannot hash, as outside of HTTPS.
 */
export async function solve(challenge: string, bits: number): Promise<string> {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += LOT) {
    const lot = Array.from({ length: LOT }, (_, at) => `${first + at}`);
    const digests = await Promise.all(
      lot.map((answer) => crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}:${answer}`))),
    );
    const found = digests.findIndex((digest) => zeroBits(new DataView(digest).getUint32(0)) >= bits);
    if (found >= 0) return lot[found] ?? "";
  }
}

const zeroBits = (start: number): number => Math.clz32(start);
