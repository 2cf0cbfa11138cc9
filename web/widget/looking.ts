import { hearThere } from "./site";

/** What is no older, in milliseconds, is news enough. */
const FRESH = 60_000;
let looked = 0;

/** Asks the document once more whether somebody is there, unless that was just done; `changed` once it is known. */
export async function lookAgain(changed: () => void): Promise<void> {
  if (performance.now() - looked < FRESH) return;
  looked = performance.now();
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    // As it stands in `data-own`: the frame's policy lets no script read a text as a document.
    const there = answer.ok && /&quot;there&quot;:(true|false)/.exec(await answer.text());
    if (!there) return;
    hearThere(there[1] === "true");
    changed();
  } catch {
    // What was known before goes on to be told, for as long as it is news.
  }
}
