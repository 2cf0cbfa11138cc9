// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Connection } from "../shared/connection";
import { type Ask, Refusal } from "../shared/http";
import { SimulatedService } from "../shared/simulated";
import type { Problem, Start } from "../shared/wire";
import { App } from "./app";
import { Chat } from "./chat";
import * as later from "./later";
import * as talk from "./talk";
import { type WordsOfLater, WordsProvider, wordsIn } from "./words";

const ID = "0000000000000001";
let service: SimulatedService;
let chat: Chat;
let words: WordsOfLater;
let problems: Problem[];
let answers: Record<string, () => unknown>;
let root: HTMLElement;
const onClose = vi.fn();

function draw(): void {
  render(
    <WordsProvider value={words}>
      <App
        chat={chat}
        company="Pohjolan Polkupyörä"
        privacyNotice="https://company.example/privacy"
        talk={talk}
        later={later}
        onNeed={async () => true}
        unloaded={false}
        opened={1}
        open={true}
        onClose={onClose}
      />
    </WordsProvider>,
    root,
  );
}

function asking(): Ask {
  return async <Answer,>(method: "GET" | "POST", path: string, body?: object) => {
    if (path.startsWith("v1/conversation?")) return service.surroundings().ask?.(method, path) as Answer;
    if (path === "v1/tickets") return (await service.surroundings().ticket()) as Answer;
    const problem = problems.shift();
    if (problem) throw new Refusal(problem);
    if (path !== "v1/conversations") return answers[path]?.() as Answer;
    const { id, text } = body as Start;
    service.begin(ID);
    const entry = service.store(ID, { kind: "said", by: "visitor", id, text });
    return { facts: service.facts(ID), entry } as Answer;
  };
}

/** Lets time pass and everything be drawn. */
const pass = (milliseconds = 200) =>
  act(async () => {
    await service.clock.pass(milliseconds);
    draw();
    await service.clock.pass(0);
  });

const input = () => root.querySelector("textarea") as HTMLTextAreaElement;
const log = () => root.querySelector('[role="log"]') as HTMLElement;
const text = () => root.textContent ?? "";
const named = (name: string) =>
  [...root.querySelectorAll("button")].find((one) => (one.ariaLabel ?? one.textContent) === name) as HTMLButtonElement;

async function write(what: string): Promise<void> {
  await act(() => {
    input().value = what;
    input().dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}

async function press(key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  await act(() => void input().dispatchEvent(event));
  return event;
}

async function say(what: string): Promise<void> {
  await write(what);
  await press("Enter");
  await pass();
}

beforeEach(async () => {
  service = new SimulatedService();
  problems = [];
  answers = { "v1/conversation/rights": () => ({ reference: "7K3M-9QWX", rights_code: "4FZ7-QX2M" }) };
  words = await wordsIn("fi", "later");
  const { ticket: _, ...surroundings } = service.surroundings();
  chat = new Chat(
    {
      ...surroundings,
      site: "demo",
      keeping: { read: () => null, write: () => true, forget: () => {} },
      newKey: () => "key",
      asking,
      connect: async (outside, listener) => new Connection(outside, listener),
    },
    () => {},
    "fi",
  );
  root = document.createElement("div");
  document.body.replaceChildren(root);
  await act(draw);
});

describe("opening", () => {
  test("shows the notice in three lines with its link, the greeting, and the focus in the input", () => {
    expect([...root.querySelectorAll(".notice li")].map((line) => line.textContent)).toEqual(words.widget.notice.lines);
    expect(root.querySelector(".notice a")?.getAttribute("href")).toBe("https://company.example/privacy");
    expect(text()).toContain("Hei, miten voimme auttaa?");
    expect(document.activeElement).toBe(input());
  });

  test("Escape asks the page to close", async () => {
    await press("Escape");

    expect(onClose).toHaveBeenCalledOnce();
  });
});

describe("the line", () => {
  const banner = () => root.querySelector(".line p")?.textContent ?? "";
  const line = () => words.later;

  test("where no socket opens, a sentence says that messages come late, and else nothing does", async () => {
    service.blocked = "refused";
    await say("Hei");
    await act(() => service.clock.pass(20_000));
    await act(draw);
    expect(banner()).toBe(line().lineSlow);

    service.blocked = null;
    await act(() => service.clock.pass(3 * 60_000));
    await act(draw);
    expect(banner()).toBe("");
  });

  describe("that is cut", () => {
    const action = () => root.querySelector<HTMLButtonElement>(".line button");
    /** Longer than what is nobody's concern. */
    const last = async () => {
      await act(() => void vi.advanceTimersByTime(2000));
      await pass(100);
    };

    beforeEach(async () => {
      await say("Hei");
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      service.reachable = false;
      service.cut();
      await pass();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    test("says so after a moment, counts what waits, and says the same at every try", async () => {
      expect(banner()).toBe("");
      await last();
      expect(banner()).toBe("Yhteys katkesi, yritetään uudelleen");

      await say("1");
      expect(banner()).toContain("Viestisi on tallessa tässä.");
      await say("2");
      const [region, words] = [root.querySelector(".line p"), banner()];
      expect(words).toContain("2\u00a0viestiäsi on tallessa tässä.");

      for (let tries = 0; tries < 4; tries += 1) {
        await pass(20_000);
        await last();
        expect(banner()).toBe(words);
      }
      expect(root.querySelector(".line p")).toBe(region);
      expect(region?.getAttribute("role")).toBe("status");
    });

    test("is tried at once when one asks, and then the focus is where one writes", async () => {
      await last();
      await pass(1000);
      service.reachable = true;
      action()?.focus();
      expect(document.activeElement?.textContent).toBe("Yritä nyt");
      await act(() => action()?.click());
      await pass(1000);
      await last();

      expect(banner()).toBe("");
      expect(document.activeElement).toBe(input());
    });

    test("keeps what has been said on the screen", async () => {
      await last();

      expect(log().textContent).toContain("Hei");
    });
  });

  test("that was never open is being opened, and not called broken before some tries", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    service.blocked = "waiting";
    await say("Hei");
    await act(() => void vi.advanceTimersByTime(2000));
    await pass();
    vi.useRealTimers();

    expect(banner()).toBe(line().lineConnecting);
  });
});

describe("writing", () => {
  test("Enter sends, Shift and Enter break the line, and Enter while composing chooses a word", async () => {
    await write("Hei");
    expect((await press("Enter", { shiftKey: true })).defaultPrevented).toBe(false);
    expect((await press("Enter", { isComposing: true })).defaultPrevented).toBe(false);
    expect(chat.screen.pending).toEqual([]);

    await press("Enter");
    expect(chat.screen.pending).toMatchObject([{ text: "Hei" }]);
    expect(input().value).toBe("");
  });

  test("what is only spaces is not sent", async () => {
    await write("  \n ");
    await press("Enter");

    expect(chat.screen.pending).toEqual([]);
  });

  test("characters are counted past 1,800, and one too many is not sent but told", async () => {
    await write("a".repeat(1800));
    expect(root.querySelector("#counter")?.textContent).toBe("");
    await write("a".repeat(2000));
    expect(root.querySelector("#counter")?.textContent).toContain("2000");
    await write("a".repeat(2001));
    await press("Enter");

    expect(root.querySelector("#counter")?.textContent).toBe(words.widget.tooLong(1));
    expect(chat.screen.pending).toEqual([]);
  });
});

describe("the log", () => {
  test("a message is one node from the first showing on, with speaker and time in text", async () => {
    await write("Hei");
    await press("Enter");
    await act(draw);
    const node = log().lastElementChild;
    await pass();

    expect(log().lastElementChild).toBe(node);
    expect(log().children).toHaveLength(1);
    expect(node?.textContent).toMatch(/^Sinä, klo \d{1,2}\.\d\d: Hei/);
  });

  test("tells new messages and keeps quiet about what was there already", async () => {
    expect(log().getAttribute("aria-live")).toBe("polite");
    expect(log().getAttribute("aria-relevant")).toBe("additions");
  });

  test("shows markup as text", async () => {
    await say("<img src=x onerror=alert(1)><b>Hei</b>");

    expect(root.querySelector(".bubble")?.textContent).toContain("<img src=x onerror=alert(1)><b>Hei</b>");
    expect(root.querySelector("img, .bubble b")).toBeNull();
  });

  test("tells its writer what was masked", async () => {
    await say("Hei");
    service.masking = () => ({ text: "•••", masked: ["identity_code"] });
    await say("131052-308T");

    expect(text()).toContain(words.widget.masked.identity_code);
    expect(text()).not.toContain("131052-308T");
  });

  test("tells that the agent joined, types, and has read", async () => {
    await say("Hei");
    service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
    service.push(ID, { is: "typing", conversation: ID, by: "agent", on: true });
    service.push(ID, { is: "read", conversation: ID, by: "agent", seq: 1 });
    await pass();

    expect(text()).toContain("Anna liittyi keskusteluun");
    expect(text()).toContain("Anna kirjoittaa");
    expect(text()).toContain("Luettu");
  });
});

describe("waiting", () => {
  test("is told as a fact: place and minutes", async () => {
    await say("Hei");

    expect(root.querySelector(".waiting")?.textContent).toContain("Olet jonossa sijalla 2");
    service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
    await pass();
    expect(root.querySelector(".waiting")).toBeNull();
  });
});

describe("another hand", () => {
  beforeEach(async () => {
    await say("Hei");
    service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
    await pass();
  });

  test("an agent who has left is told calmly, and waiting begins anew where it was", async () => {
    await pass(12 * 60_000);
    service.tell(ID, { kind: "left", by: "agent", alias: "Anna" });
    service.push(ID, { is: "changed", facts: service.facts(ID) });
    await pass();

    expect(log().textContent).toContain("Anna joutui poistumaan, ja keskustelu palasi jonoon");
    expect(root.querySelector(".header")?.textContent).toContain("Odottaa vastaajaa");
    const waiting = root.querySelector(".waiting")?.textContent;
    expect(waiting).toContain("Olet jonossa sijalla 2");
    expect(waiting).toContain("Odotus alkoi juuri");
    expect(waiting).toContain("Mitään ei ole kadonnut: seuraava vastaaja näkee koko keskustelun.");
    expect(input()).not.toBeNull();
  });

  test("whoever comes then, or takes over at once, carries on", async () => {
    service.tell(ID, { kind: "left", by: "agent", alias: "Anna" });
    service.tell(ID, { kind: "joined", by: "agent", alias: "Pekka" });
    service.tell(ID, { kind: "joined", by: "agent", alias: "Liisa" });
    await pass();

    expect(log().textContent).toContain("Anna liittyi keskusteluun");
    expect(log().textContent).toContain("Pekka jatkaa keskustelua ja näkee aiemmat viestit");
    expect(log().textContent).toContain("Liisa jatkaa keskustelua ja näkee aiemmat viestit");
    expect(root.querySelector(".header")?.textContent).toContain("Liisa vastaa sinulle");
    expect(root.querySelector(".waiting")).toBeNull();
  });
});

describe("trouble", () => {
  test("a message that was refused says why and can be sent again", async () => {
    problems = [{ code: "too_many", sentence: "", retry_after: 600 }];
    await say("Hei");
    expect(text()).toContain("Ei lähetetty. Pyyntöjä tuli liian monta lyhyessä ajassa. Yritä uudelleen 10");

    await act(() => named("Yritä uudelleen").click());
    await pass();
    expect(text()).toContain("Lähetetty");
    expect(text()).not.toContain("Ei lähetetty");
  });
});

describe("the end", () => {
  test("tells who ended, when it is deleted, the reference and the rights code", async () => {
    await say("Hei");
    service.tell(ID, { kind: "closed", by: "agent", alias: "Anna" });
    await pass(1000);
    await pass();

    for (const words of ["lopetti keskustelun klo", "Keskustelu poistetaan 21.11.2026.", "7K3M-9QWX", "4FZ7-QX2M"]) {
      expect(text()).toContain(words);
    }
    expect(root.querySelector("textarea")).toBeNull();
    expect(document.activeElement?.textContent).toBe("Keskustelu on päättynyt");
  });

  test("gives back what was being written when it came", async () => {
    await say("Hei");
    await write("kesken jäänyt");
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);

    expect(root.querySelector(".unsent")?.textContent).toBe("kesken jäänyt");
  });

  test("a new conversation begins from the notice", async () => {
    await say("Hei");
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);
    await act(() => named("Uusi keskustelu").click());
    await pass();

    expect(root.querySelectorAll(".notice li")).toHaveLength(3);
    expect(log().children).toHaveLength(0);
  });
});
