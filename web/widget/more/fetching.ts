/** All that is kept of a conversation, however long it is: it comes in as many parts as it takes. */
import type { Ask } from "../../shared/http";
import type { Copy } from "../../shared/wire";

const COPY = "v1/conversation/copy";
const MORE = /<!-- more: (\d+) -->$/;

export async function fetchCopy(ask: Ask): Promise<Copy> {
  let copy = await ask<Copy>("GET", COPY);
  while (copy.more) {
    const next = await ask<Copy>("GET", `${COPY}?after=${copy.entries.at(-1)?.seq ?? 0}`);
    copy = { ...next, entries: [...copy.entries, ...next.entries] };
  }
  return copy;
}

/** The same as a page to save; each part of it but the last ends with where the next one begins. */
export async function fetchPage(ask: Ask, language: string): Promise<string> {
  const path = `${COPY}.html?language=${language}`;
  let page = await ask<string>("GET", path, undefined, "text");
  for (let more = MORE.exec(page); more; more = MORE.exec(page)) {
    const next = await ask<string>("GET", `${path}&after=${more[1]}`, undefined, "text");
    page = page.slice(0, more.index) + next;
  }
  return page;
}
