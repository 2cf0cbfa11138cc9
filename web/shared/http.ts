import type { Problem } from "./wire";

/**
 * Something was refused or could not be asked: an error code of ours and its data.
 *
 * Beside the codes of `chalicelib/chat/errors.py` there are three of the browser's own: `offline`, no answer came;
 * `unexpected`, the answer was not of the protocol; `handed_over`, an agent's conversation is somebody else's now.
 */
export class Refusal extends Error {
  constructor(
    readonly problem: Problem,
    readonly status = 0,
  ) {
    super(problem.code);
  }

  get code(): string {
    return this.problem.code;
  }
}

/**
 * Sends one request and returns the decoded answer; rejects with a `Refusal` and with nothing else. `outlives`: it reaches
 * the service though its page goes meanwhile.
 */
export type Ask = <Answer>(
  method: "GET" | "POST",
  path: string,
  body?: object,
  as?: "text" | "outlives",
) => Promise<Answer>;

export interface Asking {
  /** Where `v1/…` begins, with a slash at the end. */
  base: string;
  /** Read before each request: the visitor's key, the console's command header. */
  headers: () => Record<string, string>;
  fetch: typeof fetch;
  /** How long an answer may take, in milliseconds; API Gateway itself gives up after 29 s. */
  patience?: number;
}

export function asking({ base, headers, fetch, patience = 30_000 }: Asking): Ask {
  return async (method, path, body, as) => {
    const response = await send(fetch, base + path, {
      method,
      headers: { ...headers(), ...(body ? { "Content-Type": "application/json" } : {}) },
      credentials: "same-origin",
      cache: "no-store",
      keepalive: as === "outlives",
      signal: AbortSignal.timeout(patience),
      ...(body ? { body: escaped(JSON.stringify(body)) } : {}),
    });
    const answer = as === "text" && response.ok ? await response.text() : await decode(response);
    if (!response.ok) throw new Refusal(problemIn(answer, response), response.status);
    return answer as never;
  };
}

/** JSON as the service takes it: U+FFFD as it is stands there for bytes that were no UTF-8, and is refused. */
export const escaped = (json: string) => json.replaceAll("\ufffd", "\\ufffd");

async function send(fetch: Asking["fetch"], address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch {
    throw new Refusal({ code: "offline", sentence: "No answer came." });
  }
}

async function decode(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch (failure) {
    // A gateway in between answers in its own words; by the status we still know what to do.
    if (!response.ok) return null;
    if (!(failure instanceof SyntaxError)) throw new Refusal({ code: "offline", sentence: "The answer broke off." });
    throw new Refusal({ code: "unexpected", sentence: "The answer is not JSON." }, response.status);
  }
}

function problemIn(answer: unknown, response: Response): Problem {
  if (answer !== null && typeof answer === "object" && "code" in answer) return answer as Problem;
  const retry = Number(response.headers.get("Retry-After")) || null;
  const sentence = "Refused without a code.";
  if (response.status === 429) return { code: "too_many", sentence, retry_after: retry };
  if (response.status >= 500) return { code: "unavailable", sentence, retry_after: retry };
  return { code: "unexpected", sentence };
}

/** Returns any failure as a Problem, so that a screen has one thing to show. */
export function problemOf(failure: unknown): Problem {
  return failure instanceof Refusal ? failure.problem : { code: "unexpected", sentence: String(failure) };
}
