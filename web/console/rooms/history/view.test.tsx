// @vitest-environment happy-dom
import { signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, expect, test } from "vitest";
import type { Past, PastConversations } from "../../../shared/wire";
import { words } from "../../../words/en/history";
import type { App } from "../../app";
import { inEnglish } from "../../for_tests";
import { AppContext } from "../../parts/context";
import { BEGINNING } from "./room";
import type { HistoryService } from "./service";
import { HistoryView } from "./view";

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
const A = "AAAA2222BBBB3333";
const B = "CCCC2222DDDD3333";

let place: HTMLElement;

afterEach(() => {
  render(null, place);
  place.remove();
});

function found(...conversations: string[]): PastConversations {
  const of = (conversation: string): Past => ({
    conversation,
    site: "demo",
    status: "closed",
    whose: "own",
    way: "read",
    started_at: 1_000,
    closed_at: 2_000,
    expires_on: "2026-01-28",
  });
  return { past: conversations.map(of), now: 3_000, looked_at: conversations.length };
}

test("what was restricted meanwhile goes from the list when its reader comes back, and stays where no answer comes", async () => {
  place = document.body.appendChild(document.createElement("div"));
  const back = signal(1);
  const looks = signal(1);
  let anew: () => Promise<PastConversations> = async () => {
    throw new Error("no answer");
  };
  const service = { past: async () => found(A, B), pastAnew: () => anew() } as unknown as HistoryService;
  const app = {
    speaking: inEnglish(words),
    now: signal(3_000),
    session: {},
    outside: { now: () => 3_000 },
    go: () => {},
  } as unknown as App;
  render(
    <AppContext.Provider value={app}>
      <HistoryView place={BEGINNING} service={service} looks={looks} back={back} />
    </AppContext.Provider>,
    place,
  );
  await settled();
  const rows = () => place.querySelectorAll("tbody tr").length;
  expect(rows()).toBe(2);

  back.value += 1;
  await settled();
  expect(rows()).toBe(2);

  anew = async () => found(A);
  back.value += 1;
  await settled();
  expect(rows()).toBe(1);
});
