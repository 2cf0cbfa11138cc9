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
let opened: number;
let problems: Problem[];
let answers: Record<string, () => unknown>;
let asked: [string, object | undefined][];
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
        opened={opened}
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
    asked.push([path, body]);
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
  opened = 1;
  problems = [];
  asked = [];
  answers = { "v1/conversation/rights": () => ({ reference: "7K3M-9QWX", rights_code: "4FZ7-QX2M" }) };
  words = await wordsIn("fi", talk.words, later.words);
  const { ticket: _, ...surroundings } = service.surroundings();
  chat = new Chat(
    {
      ...surroundings,
      site: "demo",
      keeping: { read: () => null, write: () => true, forget: () => {} },
      newKey: () => "key",
      asking,
      rightsOf: () => Promise.reject(),
      solve: async () => "answer",
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

  test("takes no focus where the page has opened the chat by itself, until a person opens it", async () => {
    render(null, root);
    opened = 0;
    await act(draw);
    expect(document.activeElement).toBe(document.body);

    opened = 1;
    await act(draw);
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

describe("when nobody is there", () => {
  const facts = (more: object) => service.push(ID, { is: "changed", facts: { ...service.facts(ID), ...more } });
  const waiting = () => root.querySelector(".waiting")?.textContent ?? "";

  beforeEach(() => say("Hei"));

  test("it is said, and the question can be left for an answer by e-mail", async () => {
    facts({ staffed: false });
    await pass();
    expect(waiting()).toContain(words.later.leave.alone);
    expect(waiting()).toContain(words.later.leave.aloneHelp);

    const order = { order: 1, state: "ordered", at: 0, address: "maija@example.com", with_answer: true } as const;
    answers["v1/conversation/transcript"] = () => order;
    answers["v1/conversation/transcript/confirm"] = () => ({ ...order, state: "confirmed" });
    await act(() => named(words.later.leave.verb).click());
    const dialog = root.querySelector("dialog") as HTMLDialogElement;
    expect(dialog.textContent).toContain(words.later.leave.help);
    const type = async (id: string, value: string) =>
      act(() => {
        const field = dialog.querySelector<HTMLInputElement>(`#${id}`) as HTMLInputElement;
        field.value = value;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
    const submit = async () => {
      await act(() => void dialog.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true })));
      await pass();
    };
    await type("address", "maija@example.com");
    await submit();
    expect(asked).toContainEqual(["v1/conversation/transcript", { address: "maija@example.com", with_answer: true }]);
    await type("code", "123456");
    await submit();
    expect(dialog.textContent).toContain("maija@example.com, kun kysymykseesi on vastattu");

    facts({ left_until: 1_790_604_800_000, transcripts: [{ ...order, state: "confirmed" }] });
    await pass();
    expect(waiting()).toContain(words.later.leave.done);
    expect(waiting()).toContain("28.9.2026 asti");
  });

  test("when it is closed, it is said when it opens", async () => {
    const said = { fi: "Suljettu, avautuu ma klo 9", sv: "", en: "" };
    const hours = { offset: 0, zone_words: said, week: said, sentences: [[4_000_000_000, false, said]] };
    document.documentElement.dataset["own"] = JSON.stringify({ colour: "", hours });
    facts({ staffed: false });
    await pass();
    expect(waiting()).toContain("Suljettu, avautuu ma klo 9.");

    delete document.documentElement.dataset["own"];
  });

  test("while somebody is there it is offered too, and the place is what is said", async () => {
    facts({ staffed: true });
    await pass();

    expect(waiting()).toContain("Olet jonossa sijalla 2");
    expect(named(words.later.leave.verb).className).not.toContain("button-first");
  });

  test("one may say what one wants to be called, and change it", async () => {
    answers["v1/conversation/name"] = () => ({ ...service.facts(ID), name: "Maija" });
    await act(() => named(words.later.name.tell).click());
    const field = root.querySelector("#name") as HTMLInputElement;
    expect(document.activeElement).toBe(field);
    await act(() => {
      field.value = "Maija";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    await act(() => void root.querySelector("form.name")?.dispatchEvent(new Event("submit", { bubbles: true })));
    await pass();

    expect(asked).toContainEqual(["v1/conversation/name", { name: "Maija" }]);
    expect(waiting()).toContain("Nimesi: Maija.");
    expect(named(words.later.name.change)).toBeTruthy();
  });

  test("the place is read out at most every 15 seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const heard = () => root.querySelector(".waiting [role=status]")?.textContent;
    const last = async (milliseconds: number) => {
      for (let times = 0; times < 2; times += 1) await act(() => void vi.advanceTimersByTime(milliseconds / 2));
    };
    const place = async (n: number) => {
      facts({ place: n });
      await pass();
      await last(1000);
    };
    await place(9);
    await last(15_000);
    expect(heard()).toBe("Olet jonossa sijalla 9");
    for (const n of [8, 7, 6]) await place(n);
    expect(root.querySelector(".waiting-place")?.textContent).toBe("Olet jonossa sijalla 6");
    expect(heard()).toBe("Olet jonossa sijalla 9");
    await last(15_000);
    expect(heard()).toBe("Olet jonossa sijalla 6");
    vi.useRealTimers();
  });
});

describe("silence", () => {
  const banner = () => root.querySelector(".line p")?.textContent ?? "";
  const warn = (seconds: number | null) => {
    service.push(ID, { is: "changed", facts: { ...service.facts(ID), silence_ends_in: seconds } });
    return pass();
  };

  beforeEach(async () => {
    await say("Hei");
    service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
    service.tell(ID, { kind: "said", by: "agent", alias: "Anna", text: "Hei", id: "agent-1" });
    await pass();
  });

  test("is warned of with the minutes that are left, and one click extends", async () => {
    await warn(150);
    expect(banner()).toBe(words.later.silence(3));
    await pass(40_000);
    expect(banner()).toBe(words.later.silence(2));

    answers["v1/conversation/stay"] = () => service.facts(ID);
    await act(() => named(words.later.silenceStay).click());
    await pass();
    expect(asked.at(-1)?.[0]).toBe("v1/conversation/stay");
    expect(banner()).toBe("");
  });

  test("a second warning counts from its own time", async () => {
    await warn(150);
    await warn(null);
    await pass(40_000);
    await warn(150);

    expect(banner()).toBe(words.later.silence(3));
  });

  test("a message extends too", async () => {
    await warn(240);
    await say("Olen täällä");

    expect(banner()).toBe("");
  });

  test("a click that is refused says why and can be repeated", async () => {
    await warn(240);
    problems = [{ code: "offline", sentence: "" }];
    await act(() => named(words.later.silenceStay).click());
    await pass();

    expect(banner()).toContain("Palveluun ei saada yhteyttä");
    expect(named(words.later.silenceStay)).toBeTruthy();
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

  test.each([
    ["silence", "koska siinä oli pitkään hiljaista"],
    ["abuse", "koska siinä käyttäydyttiin asiattomasti"],
    ["full", "koska siihen ei mahtunut enempää viestejä"],
    ["unanswered", "Kukaan ei ehtinyt vastata kysymykseesi"],
    ["age", "se oli ollut auki niin kauan kuin voi olla"],
  ] as const)("says why, where it is not just the end: %s", async (closed_for, sentence) => {
    await say("Hei");
    service.tell(ID, { kind: "closed", by: "system" });
    service.push(ID, { is: "changed", facts: { ...service.facts(ID), closed_for } });
    await pass(1000);

    expect(text()).toContain(sentence);
  });

  describe("rating", () => {
    beforeEach(async () => {
      await say("Hei");
      service.tell(ID, { kind: "closed", by: "agent", alias: "Anna" });
      service.push(ID, { is: "changed", facts: { ...service.facts(ID), alias: "Anna" } });
      await pass(1000);
    });
    const scores = () => [...root.querySelectorAll<HTMLInputElement>("input[name=score]")];

    test("has a word for each score, and none is chosen for anybody", () => {
      expect(scores().map((one) => one.parentElement?.textContent)).toEqual(words.later.rating.words);
      expect(scores().some((one) => one.checked)).toBe(false);
      expect(named(words.later.rating.send)).toBeUndefined();
    });

    test("is sent with its comment and thanked for", async () => {
      await act(() => scores()[3]?.click());
      await act(() => {
        const comment = root.querySelector<HTMLTextAreaElement>("#comment") as HTMLTextAreaElement;
        comment.value = "Kiitos";
        comment.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
      answers["v1/conversation/rating"] = () => ({ ...service.facts(ID), alias: "Anna", rated: 4 });
      await act(() => void root.querySelector(".rating")?.dispatchEvent(new Event("submit", { bubbles: true })));
      await pass();

      expect(asked).toContainEqual(["v1/conversation/rating", { score: 4, comment: "Kiitos" }]);
      expect(text()).toContain("Kiitos arviosta. Vastasit: hyvin.");
    });

    test("that is refused stays as it is and says why", async () => {
      await act(() => scores()[0]?.click());
      problems = [{ code: "unavailable", sentence: "", retry_after: 1 }];
      await act(() => void root.querySelector(".rating")?.dispatchEvent(new Event("submit", { bubbles: true })));
      await pass();

      expect(root.querySelector(".rating")?.textContent).toContain("Palvelu ei juuri nyt vastaa.");
      expect(scores()[0]?.checked).toBe(true);
    });
  });

  test("gives back what was being written when it came", async () => {
    await say("Hei");
    await write("kesken jäänyt");
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);

    expect(root.querySelector(".unsent")?.textContent).toBe("kesken jäänyt");
  });

  test("one who looked at the messages of the last end sees the next one's page", async () => {
    await say("Hei");
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);
    await act(() => named(words.later.endShow).click());
    expect(root.querySelector(".end")).toBeNull();
    await act(() => chat.startOver("forgotten"));
    await pass();
    expect(root.querySelectorAll(".notice li")).toHaveLength(3);

    await say("Hei taas");
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);
    expect(root.querySelector(".end")).not.toBeNull();
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
