// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setClock } from "../shared/clock";
import { Connection } from "../shared/connection";
import { clockTime, HERE } from "../shared/dates";
import { type Ask, Refusal } from "../shared/http";
import { SimulatedService } from "../shared/simulated";
import type { Facts, Problem, Start } from "../shared/wire";
import { App } from "./app";
import { Chat } from "./chat";
import * as later from "./later";
import { isRated } from "./parts/end-page";
import * as talk from "./talk";
import { type WordsOfLater, WordsProvider, wordsIn } from "./words";

/** happy-dom has no popovers: the menu is told that it opens whenever something is drawn. */
Object.assign(HTMLElement.prototype, { showPopover() {}, hidePopover() {} });

const ID = "0000000000000001";
const DAY = 24 * 60 * 60_000;
const TOLD = { version: "0123456789", controller: "Pohjolan Polkupyörä Oy", months: 3, days: 9 };
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
        told={TOLD}
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
    root.querySelector("#menu")?.dispatchEvent(new Event("beforetoggle"));
  });

/** Whether the keyboard is on the screen. */
let touched: boolean;

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

async function press(
  key: string,
  { keyCode = 0, ...more }: KeyboardEventInit & { keyCode?: number } = {},
  on: HTMLElement = input(),
): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, "keyCode", { value: keyCode });
  await act(() => void on.dispatchEvent(event));
  return event;
}

async function say(what: string): Promise<void> {
  await write(what);
  await press("Enter");
  await pass();
}

// What listens on the document goes with the chat.
afterEach(() => render(null, root));

beforeEach(async () => {
  touched = false;
  onClose.mockClear();
  vi.stubGlobal("matchMedia", () => ({ matches: touched }));
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
      notice: TOLD.version,
      keeping: { read: () => null, write: () => true, forget: () => {} },
      newKey: () => "key",
      startInTurn: (start) => start(),
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

afterEach(() => render(null, root));

describe("opening", () => {
  test("tells who, what for and until when as the service says, with the whole notice's link", () => {
    const lines = [...root.querySelectorAll(".notice li")].map((line) => line.textContent);

    expect(lines).toHaveLength(3);
    expect(lines.join(" ")).toMatch(/Pohjolan Polkupyörä Oy .* 3\u00a0kuukauden .* 9\u00a0päivää/);
    expect(text()).toContain(words.widget.notice.uses);
  });

  test("objecting is a switch beside what is objected to, off until somebody turns it on, and goes with the first message", async () => {
    const toggle = root.querySelector<HTMLInputElement>(".objection input");
    expect(toggle?.parentElement?.textContent).toBe(words.widget.notice.objection);
    expect(root.querySelector(`#${toggle?.getAttribute("aria-describedby")}`)?.textContent).toBe(
      words.widget.notice.uses,
    );
    expect(toggle?.checked).toBe(false);
    await act(() => toggle?.click());
    expect(toggle?.checked).toBe(true);

    await say("Hei");
    expect(asked.find(([path]) => path === "v1/conversations")?.[1]).toMatchObject({ objects: true });
    expect(root.querySelector(".objection")).toBeNull();
  });

  test.each([
    [true, "hasObjected"],
    [false, "mayObject"],
  ] as const)(
    "after the first message the notice says whether one has objected (%j), and where one may",
    async (on, key) => {
      if (on) await act(() => root.querySelector<HTMLInputElement>(".objection input")?.click());
      await say("Hei");
      expect(text()).not.toContain(words.later.uses[key]);
      service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
      chat.learn({ ...service.facts(ID), objected: on });
      await pass();
      await act(() => root.querySelector<HTMLButtonElement>("#notice-toggle")?.click());

      expect(root.querySelector(".notice .uses")?.textContent).toBe(
        `${words.widget.notice.uses} ${words.later.uses[key]}`,
      );
    },
  );

  test("that the chat is kept is said once something of it is", async () => {
    problems = Array.from({ length: 4 }, () => ({ code: "offline", sentence: "" }));
    const title = () => root.querySelector("#notice-title")?.textContent;
    await say("Hei");
    expect(title()).toBe(words.widget.notice.title);

    await pass(60_000);
    chat.wake();
    await pass(1000);
    expect(title()).toBe(words.widget.notice.summary);
  });

  test("whoever does not object starts a conversation without an objection", async () => {
    await say("Hei");
    expect(asked.find(([path]) => path === "v1/conversations")?.[1]).toMatchObject({ objects: false });
  });

  test("shows the notice's link, the greeting, and the focus in the input", () => {
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

  test("Escape asks the page to close, but not the one that gives up a word", async () => {
    for (const word of [{ isComposing: true }, { keyCode: 229 }]) await press("Escape", word);
    expect(onClose).not.toHaveBeenCalled();

    await press("Escape");
    expect(onClose).toHaveBeenCalledOnce();
  });

  test("where nothing has the focus, Escape closes too, and a letter goes where one writes", async () => {
    input().blur();
    await press("Tab", {}, document.body);
    await press(" ", {}, document.body);
    await press("c", { ctrlKey: true }, document.body);
    await press("a", { isComposing: true }, document.body);
    expect(document.activeElement).toBe(document.body);

    await press("ä", {}, document.body);
    expect(document.activeElement).toBe(input());
    input().blur();
    await press("Escape", {}, document.body);
    expect(onClose).toHaveBeenCalledOnce();
  });

  test("what the header says is in a node of its own for other words, whatever a translation did to the last", async () => {
    const status = () => root.querySelector(".header-words p");
    const before = status();
    before?.replaceChildren(Object.assign(document.createElement("font"), { textContent: "Translated" }));
    await write("Hei");
    await press("Enter");
    await pass();

    expect(status()).not.toBe(before);
    expect(status()?.textContent).toBe(words.widget.statusWaiting);
  });
});

describe("what the site says before one writes", () => {
  const inEvery = (fi: string) => ({ fi, sv: `sv ${fi}`, en: `en ${fi}` });
  const own = async (more: object) => {
    document.documentElement.dataset["own"] = JSON.stringify({ colour: "", hours: null, ...more });
    await act(draw);
  };
  afterEach(() => {
    delete document.documentElement.dataset["own"];
  });

  test("the notice of the day stands until it is over", async () => {
    await own({ today: { until: 4_000_000_000, words: inEvery("Toimitukset viivästyvät.") } });
    expect(root.querySelector(".remark")?.textContent).toBe("Toimitukset viivästyvät.");

    await own({ today: { until: 1, words: inEvery("Toimitukset viivästyvät.") } });
    expect(root.querySelector(".remark")).toBeNull();
  });

  test("while no conversation can begin, the operator's sentence stands alone with the contacts, and nothing is promised", async () => {
    const contacts = [{ kind: "phone", value: "+358 8 123 456" }];
    const topics = [{ key: "orders", words: inEvery("Tilaukset") }];
    const closed = { until: 4_000_000_000, words: inEvery("Palaamme klo 12.") };
    const today = { until: 4_000_000_000, words: inEvery("Toimitukset viivästyvät.") };
    await own({ there: false, contacts, topics, today, closed });

    expect([...root.querySelectorAll(".remark")].map((each) => each.textContent)).toEqual(["Palaamme klo 12."]);
    expect(root.querySelector(".greeting")?.textContent).toBe(" +358 8 123 456");

    await own({ there: false, contacts, topics, today, closed: { ...closed, until: 1 } });
    expect(root.querySelector(".remark")?.textContent).toBe("Toimitukset viivästyvät.");
    expect(root.querySelector(".greeting")?.textContent).toContain(words.widget.greetingHelp);
  });

  test("contacts can be tapped, with the company's words beside them", async () => {
    const phone = { kind: "phone", value: "+358 8 123 456", words: inEvery("Päivystys") };
    await own({ there: false, contacts: [{ kind: "visit", value: "Kauppakatu 1" }, phone] });

    const [first, second] = root.querySelectorAll(".contacts li");
    expect(first?.textContent).toBe("Päivystys +358 8 123 456");
    expect(first?.querySelector("a")?.getAttribute("href")).toBe("tel:+3588123456");
    expect(second?.querySelector("a")).toBeNull();
  });

  test("a topic is one choice of a few, with something else among them, and fills nothing in", async () => {
    await own({ topics: ["orders", "returns", "repairs"].map((key) => ({ key, words: inEvery(key) })) });
    const choices = [...root.querySelectorAll<HTMLInputElement>(".topics input")];
    expect(choices.map((one) => one.parentElement?.textContent)).toEqual(["orders", "returns", "repairs", "Jokin muu"]);
    expect(choices.some(({ checked }) => checked)).toBe(false);

    await act(() => choices[1]?.click());
    expect(choices[1]?.checked).toBe(true);
    expect(input().value).toBe("");
    await say("Hei");
    expect(asked.find(([path]) => path === "v1/conversations")?.[1]).toMatchObject({ topic: "returns" });
  });

  test.each([["Jokin muu"], [null]])("a first message says nothing of a topic where one chose %j", async (choice) => {
    await own({ topics: ["orders", "returns", "repairs"].map((key) => ({ key, words: inEvery(key) })) });
    if (choice) await act(() => [...root.querySelectorAll<HTMLInputElement>(".topics input")].at(-1)?.click());
    await say("Hei");

    expect(asked.find(([path]) => path === "v1/conversations")?.[1]).toMatchObject({ topic: null });
  });

  test("is nothing where the site has nothing of its own", () => {
    expect(root.querySelector(".contacts, .topics, .remark")).toBeNull();
  });
});

describe("hiding a message", () => {
  const buttons = () => [...root.querySelectorAll<HTMLButtonElement>(".hide")];
  const ask = async () => {
    await act(() => buttons()[0]?.click());
    return root.querySelector("dialog")?.textContent ?? "";
  };

  beforeEach(async () => {
    await say("Tilinumeroni on 123");
    await say("Kiitos");
    service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
    service.tell(ID, { kind: "said", by: "agent", alias: "Anna", text: "Hei", id: "agent-1" });
    await pass();
  });

  test("is offered beside each of one's own, not beside the agent's; Tab comes to the newest, arrows to the others", async () => {
    expect(buttons().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0]);
    buttons()[1]?.focus();
    await act(() => void buttons()[1]?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true })));

    expect(document.activeElement).toBe(buttons()[0]);
  });

  test("asks once with what is true, and leaves it where one does not want it", async () => {
    const asked = await ask();
    expect(asked).toContain("Tilinumeroni on 123");
    expect(asked).toContain(words.later.hide.stays);
    await act(() => named(words.later.hide.keep).click());

    expect(root.querySelector("dialog")).toBeNull();
    expect(log().textContent).toContain("Tilinumeroni on 123");
  });

  test("puts dots with a word in its place, and cannot be done twice", async () => {
    answers["v1/conversation/hide"] = () => ({ ...service.facts(ID), hidden: [1] });
    await ask();
    await act(() => [...root.querySelectorAll<HTMLButtonElement>("dialog .actions button")][0]?.click());
    await pass();

    expect(asked).toContainEqual(["v1/conversation/hide", { seq: 1 }]);
    expect(log().textContent).not.toContain("Tilinumeroni");
    expect(log().textContent).toContain(words.widget.hidden.visitor);
    expect(buttons()).toHaveLength(1);
    expect(root.querySelector("dialog")).toBeNull();
  });
});

describe("the copy by e-mail", () => {
  const stands = async (state: string, more: object = {}) => {
    const transcripts = [{ order: 1, state, at: service.clock.now, address: "maija@example.com", ...more }];
    service.push(ID, { is: "changed", facts: { ...service.facts(ID), transcripts } as never });
    await pass();
  };
  const card = () => root.querySelector(".copy-card");

  beforeEach(async () => {
    await say("Hei");
    service.tell(ID, { kind: "said", by: "agent", alias: "Anna", text: "Hei", id: "agent-1" });
    await pass();
  });

  test("has a card that can be put away, and comes again with what is new", async () => {
    await stands("confirmed");
    expect(card()?.textContent).toContain("maija@example.com");
    await act(() => root.querySelector<HTMLButtonElement>(".copy-card > .icon-button")?.click());
    expect(card()).toBeNull();

    await stands("failed");
    expect(card()?.textContent).toContain(words.later.copy.again);
  });

  test.each(["sent", "delivered"])("is a line at its time once it is %s, and no card", async (state) => {
    await stands(state, { reaches: 2 });
    await say("Vielä yksi asia");

    expect(card()).toBeNull();
    const lines = [...log().querySelectorAll(".event, .bubble")].map(({ textContent }) => textContent);
    expect(lines).toEqual(["Hei", "Hei", expect.stringContaining("maija@example.com"), "Vielä yksi asia"]);
  });

  test.each(["sending", "sent", "delivered", "unknown"])("that is %s says up to when it reaches", async (state) => {
    const time = clockTime("fi", chat.screen.entries[1]?.at ?? 0, HERE);
    await say("Vielä yksi asia");
    await stands(state, { reaches: 2 });

    expect(text()).toContain(`Kopiossa ovat viestit klo ${time} asti.`);
  });

  test.each(["ordered", "confirmed", "failed", "bounced"])("that is %s reaches nowhere yet", async (state) => {
    await stands(state, { tries_left: 5 });

    expect(text()).toContain(words.later.copy.states[state as "ordered"]("maija@example.com"));
    expect(text()).not.toContain("Kopiossa ovat viestit");
  });

  test("before it is ordered it is said that what comes later is not in it, as long as anything may come", async () => {
    const help = async () => {
      await act(() => named(words.widget.menuOrder).click());
      return root.querySelector("dialog")?.textContent;
    };
    expect(await help()).toContain(words.later.copy.soFar);
    await act(() => root.querySelector<HTMLButtonElement>(".sheet-head button")?.click());

    service.tell(ID, { kind: "closed", by: "agent", alias: "Anna" });
    await pass(1000);
    expect(await help()).not.toContain(words.later.copy.soFar);
  });

  test("says where the code went also when its address was dropped with the last try", async () => {
    await stands("ordered", { tries_left: 1 });
    await act(() => named(words.widget.menuOrder).click());
    const help = words.later.copy.codeHelp("maija@example.com");
    expect(root.querySelector("dialog")?.textContent).toContain(help);
    await stands("ordered", { tries_left: 0, address: null });

    expect(root.querySelector("dialog")?.textContent).toContain(help);
  });

  test("of which the mail says that nobody has answered is not called the answer", async () => {
    await stands("delivered", { with_answer: true });
    expect(text()).toContain(words.later.leave.unanswered("maija@example.com"));

    await stands("delivered", { with_answer: true, reaches: 2 });
    expect(text()).toContain(words.later.leave.states.delivered("maija@example.com"));
    expect(text()).not.toContain("Kopiossa ovat viestit");
  });

  test("that is refused for another reason does not blame the address", async () => {
    await act(() => named(words.widget.menuOrder).click());
    const field = root.querySelector("#address") as HTMLInputElement;
    const order = async (problem: Problem) => {
      problems = [problem];
      await act(() => void root.querySelector("dialog form")?.dispatchEvent(new Event("submit", { bubbles: true })));
      await pass();
    };
    const limit = { code: "transcript_limit", sentence: "", of: "site" };
    await order(limit);
    expect(field.getAttribute("aria-invalid")).toBe("false");
    expect(root.querySelector("dialog")?.textContent).toContain(words.errors["transcript_limit"]?.(limit));

    await order({ code: "address_invalid", sentence: "" });
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(root.querySelector("#address-trouble")?.textContent).not.toBe("");
  });

  test("is not offered once as many have been sent as there may be", async () => {
    expect(named(words.widget.menuOrder)).toBeTruthy();
    const sent = { state: "delivered", at: 0, address: "maija@example.com" };
    const transcripts = [1, 2].map((order) => ({ ...sent, order }));
    service.push(ID, { is: "changed", facts: { ...service.facts(ID), transcripts } as never });
    await pass();

    expect(named(words.widget.menuOrder)).toBeUndefined();
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
      expect(banner()).toContain("Viestisi on tallessa ja lähtee, kun yhteys palaa.");
      await say("2");
      const [region, words] = [root.querySelector(".line p"), banner()];
      expect(words).toContain("2\u00a0viestiäsi on tallessa, ja ne lähtevät, kun yhteys palaa.");

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

  test("Enter as Safari tells the one that ends a word sends nothing", async () => {
    await write("你好");
    expect((await press("Enter", { keyCode: 229 })).defaultPrevented).toBe(false);
    expect(chat.screen.pending).toEqual([]);
  });

  test("on a touch device Enter breaks the line, its key says so, and the button sends", async () => {
    touched = true;
    await write("Osoite:");
    expect(input().getAttribute("enterkeyhint")).toBe("enter");
    expect((await press("Enter")).defaultPrevented).toBe(false);
    expect(chat.screen.pending).toEqual([]);

    await act(() => root.querySelector<HTMLElement>(".send")?.click());
    expect(chat.screen.pending).toMatchObject([{ text: "Osoite:" }]);
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

    expect(root.querySelector(".waiting")?.textContent).toContain("Edelläsi on 1 keskustelu");
    expect(root.querySelector(".waiting")?.textContent).toContain("Tulit juuri jonoon");
    await pass(61_000);
    service.push(ID, { is: "changed", facts: service.facts(ID) });
    await pass();
    expect(root.querySelector(".waiting")?.textContent).not.toContain("Tulit juuri jonoon");
    expect(root.querySelector(".waiting")?.textContent).toContain("Olet odottanut minuutin");
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
    // Where nobody answers there is no queue to have joined; how long one has waited stays true.
    expect(waiting()).not.toContain("Tulit juuri jonoon");
    await pass(61_000);
    facts({ staffed: false });
    await pass();
    expect(waiting()).toContain("Olet odottanut minuutin");

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
    expect(dialog.textContent).toContain("Vastaus lähtee osoitteeseen maija@example.com.");

    facts({ left_until: 1_790_604_800_000, transcripts: [{ ...order, state: "confirmed" }] });
    await pass();
    expect(waiting()).toContain(words.later.leave.done);
    await pass();
    expect(waiting()).toContain("4FZ7-QX2M");
    expect(waiting()).toContain("28.9.2026 mennessä");
  });

  test("it is said by when one comes back for the answer, and that none can come where the door opens later", async () => {
    facts({ staffed: false });
    await pass();
    const at = service.facts(ID).started_at + DAY;
    expect(waiting()).toContain(`Palaa katsomaan viimeistään huomenna klo ${clockTime("fi", at, HERE)}.`);

    const said = { fi: "Suljettu, avautuu ma klo 9", sv: "", en: "" };
    const shutUntil = async (until: number) => {
      const hours = { offset: 0, zone_words: said, week: said, sentences: [[until / 1000, false, said]] };
      document.documentElement.dataset["own"] = JSON.stringify({ colour: "", hours });
      facts({ staffed: false });
      await pass();
    };
    setClock(service.clock.now);
    await shutUntil(at - 1000);
    expect(waiting()).toContain("Palaa katsomaan viimeistään huomenna");
    await shutUntil(at + 1000);
    expect(waiting()).not.toContain("Palaa katsomaan");
    expect(waiting()).toContain("Ilman osoitetta emme voi vastata: keskustelu päättyy huomenna");

    setClock(0);
    delete document.documentElement.dataset["own"];
  });

  test("when it is closed, it is said when it opens", async () => {
    const said = { fi: "Suljettu, avautuu ma klo 9", sv: "", en: "" };
    const hours = { offset: 0, zone_words: said, week: said, sentences: [[4_000_000_000, false, said]] };
    document.documentElement.dataset["own"] = JSON.stringify({ colour: "", hours });
    facts({ staffed: false });
    await pass();
    expect(waiting()).toContain("Suljettu, avautuu ma klo 9.");
    expect(waiting()).toContain(words.later.leave.shutHelp);
    expect(waiting()).not.toContain(words.widget.waitingTime(0));

    delete document.documentElement.dataset["own"];
  });

  test("an answer by e-mail is offered only then, for it is refused while somebody is there", async () => {
    facts({ staffed: true });
    await pass();

    expect(waiting()).toContain("Edelläsi on 1 keskustelu");
    expect(named(words.later.leave.verb)).toBeUndefined();
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
    const heard = () => root.querySelector(".waiting [role=status]")?.textContent;
    // What is read out first goes by the real clock still.
    await vi.waitFor(() => expect(heard()).toBe("Edelläsi on 1 keskustelu"));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const last = async (milliseconds: number) => {
      for (let times = 0; times < 2; times += 1) await act(() => void vi.advanceTimersByTime(milliseconds / 2));
    };
    const place = async (n: number) => {
      facts({ place: n });
      await pass();
      await last(1000);
    };
    await last(15_000);
    await place(9);
    expect(heard()).toBe("Edelläsi on 8 keskustelua");
    for (const n of [8, 7, 6]) await place(n);
    expect(root.querySelector(".waiting-place")?.textContent).toBe("Edelläsi on 5 keskustelua");
    expect(heard()).toBe("Edelläsi on 8 keskustelua");
    await last(15_000);
    expect(heard()).toBe("Edelläsi on 5 keskustelua");
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
    expect(root.querySelector(".header")?.textContent).toContain("Odottaa asiakaspalvelijaa");
    const waiting = root.querySelector(".waiting")?.textContent;
    expect(waiting).toContain("Edelläsi on 1 keskustelu");
    expect(waiting).toContain("Tulit juuri jonoon");
    expect(waiting).toContain("Mitään ei ole kadonnut: seuraava asiakaspalvelija näkee koko keskustelun.");
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
    expect(text()).toContain("Ei lähetetty. Yrityksiä tuli liian monta lyhyessä ajassa. Yritä uudelleen 10");

    await act(() => named("Yritä uudelleen").click());
    await pass();
    expect(text()).toContain("Lähetetty");
    expect(text()).not.toContain("Ei lähetetty");
  });
});

describe("the end", () => {
  /** By the reader's own step. */
  const goOn = async () => {
    await act(() => named(words.later.endGoOn(isRated(chat.screen.facts as Facts))).click());
    await pass();
  };
  const answer = (text: string) => {
    service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
    service.tell(ID, { kind: "said", by: "agent", alias: "Anna", text, id: "agent-1" });
  };

  test("is gone on from by a button that says what one comes to, as far as there is something to rate", () => {
    expect(words.later.endGoOn(true)).not.toBe(words.later.endGoOn(false));
    expect(isRated({ closed_for: null, alias: "Anna" } as Facts)).toBe(true);
    expect(isRated({ closed_for: "abuse", alias: "Anna" } as Facts)).toBe(false);
    expect(isRated({ closed_for: "unanswered", alias: null } as Facts)).toBe(false);
  });

  test("hides no answer: it is said below the messages, and its page comes by the reader's own step", async () => {
    await say("Hei");
    answer("Löytyi.");
    service.tell(ID, { kind: "closed", by: "agent", alias: "Anna" });
    await pass(1000);
    expect(log().textContent).toContain("Löytyi.");
    expect(root.querySelector(".end")).toBeNull();
    expect(root.querySelector(".line p")?.textContent).toBe("Keskustelu on päättynyt");

    await goOn();
    expect(root.querySelector(".end")).not.toBeNull();
    expect(document.activeElement?.textContent).toBe("Keskustelu on päättynyt");
  });

  test("that one has brought about oneself goes on to its page, unless an answer came with it", async () => {
    const end = async () => {
      await act(() => named(words.widget.menuEnd).click());
      answers["v1/conversation/close"] = () => {
        service.store(ID, { kind: "closed", by: "visitor" });
        return service.facts(ID);
      };
      await act(() => [...root.querySelectorAll<HTMLButtonElement>("dialog button")].at(1)?.click());
      await pass(1000);
    };
    await say("Hei");
    await end();
    expect(root.querySelector(".end")).not.toBeNull();

    await act(() => chat.startOver());
    await pass();
    await say("Hei taas");
    chat.look(false);
    answer("Löytyi.");
    await pass();
    chat.look(false);
    await end();
    expect(log().textContent).toContain("Löytyi.");
  });

  test("takes the focus from the input to where it is said, and Enter does nothing there", async () => {
    await say("Hei");
    input().focus();
    service.tell(ID, { kind: "closed", by: "agent", alias: "Anna" });
    await pass(1000);

    expect(document.activeElement).toBe(root.querySelector(".line p"));
  });

  test("is not asked about any more once it has come, now or in the next conversation", async () => {
    await say("Hei");
    await act(() => named(words.widget.menuEnd).click());
    expect(root.querySelector("dialog")?.textContent).toContain(words.later.endQuestion);
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);
    await goOn();
    await act(() => named("Uusi keskustelu").click());
    await pass();

    expect(root.querySelector("dialog")).toBeNull();
  });

  describe("is asked about with what is true:", () => {
    const question = async () => {
      await act(() => named(words.widget.menuEnd).click());
      return root.querySelector("dialog")?.textContent ?? "";
    };

    test("an unanswered question stays so, and there is no copy of it", async () => {
      await say("Hei");
      const asked = await question();

      expect(asked).toContain(words.later.endUnansweredHelp);
      expect(asked).not.toContain(words.later.endCopyHelp);
    });

    test("where nobody is there, how else its answer comes, with the way to give an address", async () => {
      await say("Hei");
      service.push(ID, { is: "changed", facts: { ...service.facts(ID), staffed: false } });
      await pass();
      const at = service.facts(ID).started_at + DAY;
      const asked = await question();
      expect(asked).toContain(words.later.endUnansweredHelp);
      expect(asked).toContain(`Palaa katsomaan viimeistään huomenna klo ${clockTime("fi", at, HERE)}.`);

      const dialog = () => root.querySelector("dialog") as HTMLDialogElement;
      const leave = [...dialog().querySelectorAll("button")].find((one) => one.textContent === words.later.leave.verb);
      await act(() => leave?.click());
      expect(dialog().textContent).toContain(words.later.leave.help);
      expect(dialog().querySelector("#address")).not.toBeNull();
    });

    test.each([
      ["somebody is there", { staffed: true }],
      ["the address is proved", { staffed: false, left_until: 1_790_604_800_000 }],
    ])("where %s, nothing of another way", async (_, more) => {
      await say("Hei");
      service.push(ID, { is: "changed", facts: { ...service.facts(ID), ...more } });
      await pass();
      const asked = await question();

      expect(asked).toContain("Kysymykseesi ei ole vielä vastattu.");
      expect(asked).not.toContain(words.later.leave.verb);
      expect(asked).not.toContain("Ilman osoitetta");
    });

    test("after an answer a copy can be had", async () => {
      await say("Hei");
      answer("Löytyi.");
      await pass();

      expect(await question()).toContain(words.later.endCopyHelp);
    });
  });

  test("the menu holds nothing while it is shut", async () => {
    await say("Hei");
    const menu = root.querySelector("#menu") as HTMLElement;
    expect(menu.childElementCount).toBeGreaterThan(0);

    await act(() => void menu.dispatchEvent(Object.assign(new Event("toggle"), { newState: "open" })));
    expect(menu.childElementCount).toBeGreaterThan(0);

    await act(() => void menu.dispatchEvent(Object.assign(new Event("toggle"), { newState: "closed" })));
    expect(menu.childElementCount).toBe(0);
  });

  describe("leaves in the menu what can still be done:", () => {
    const items = () => [...root.querySelectorAll("#menu > button:not([role])")].map(({ textContent }) => textContent);

    test("one's data, a copy, this device; and no end, nor another conversation's data", async () => {
      await say("Hei");
      answer("Löytyi.");
      await pass();
      const before = [
        words.widget.menuOrder,
        words.later.menu.data,
        words.later.menu.forget,
        words.widget.menuNotice,
        words.later.menu.about,
      ];
      expect(items()).toEqual([...before, words.widget.menuEnd]);

      service.tell(ID, { kind: "closed", by: "agent", alias: "Anna" });
      await pass(1000);
      expect(items()).toEqual(before);
      await goOn();
      expect(items()).toEqual(before);
    });

    test("no copy where nobody has answered", async () => {
      await say("Hei");
      service.tell(ID, { kind: "closed", by: "system" });
      await pass(1000);

      expect(items()).toEqual([
        words.later.menu.data,
        words.later.menu.forget,
        words.widget.menuNotice,
        words.later.menu.about,
      ]);
    });

    test("of what is not there any more only another conversation's data", async () => {
      await say("Hei");
      await act(() => chat.startOver("forgotten"));
      await pass();

      expect(items()).toEqual([words.later.menu.earlier, words.widget.menuNotice, words.later.menu.about]);
    });
  });

  test("tells who ended, when it is deleted, the reference and the rights code", async () => {
    await say("Hei");
    service.tell(ID, { kind: "closed", by: "agent", alias: "Anna" });
    await pass(1000);
    await goOn();

    for (const words of ["päätti keskustelun klo", "Keskustelu poistetaan 21.11.2026.", "7K3M-9QWX", "4FZ7-QX2M"]) {
      expect(text()).toContain(words);
    }
    expect(root.querySelector("textarea")).toBeNull();
    expect(document.activeElement?.textContent).toBe("Keskustelu on päättynyt");
  });

  test.each([
    ["silence", "koska viestejä ei ollut tullut pitkään aikaan"],
    ["abuse", "koska siinä käyttäydyttiin asiattomasti"],
    ["full", "koska siihen ei mahtunut enempää viestejä"],
    ["unanswered", "Emme ehtineet vastata kysymykseesi"],
    ["age", "koska sen enimmäisaika tuli täyteen"],
  ] as const)("says why, where it is not just the end: %s", async (closed_for, sentence) => {
    await say("Hei");
    service.tell(ID, { kind: "closed", by: "system" });
    service.push(ID, { is: "changed", facts: { ...service.facts(ID), closed_for } });
    await pass(1000);
    expect(log().textContent).toContain(sentence);

    await goOn();
    expect(root.querySelector(".end")?.textContent).toContain(sentence);
  });

  describe("rating", () => {
    beforeEach(async () => {
      await say("Hei");
      service.tell(ID, { kind: "closed", by: "agent", alias: "Anna" });
      service.push(ID, { is: "changed", facts: { ...service.facts(ID), alias: "Anna" } });
      await pass(1000);
      await goOn();
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
      expect(document.activeElement?.textContent).toContain("Kiitos arviosta");
    });

    test("is not sent with a comment that is too long, but counted while one writes, and cut by nobody", async () => {
      await act(() => scores()[3]?.click());
      const comment = () => root.querySelector<HTMLTextAreaElement>("#comment") as HTMLTextAreaElement;
      const comments = (length: number) =>
        act(() => {
          comment().value = "ä".repeat(length);
          comment().dispatchEvent(new InputEvent("input", { bubbles: true }));
        });
      const counter = () => root.querySelector(".rating #counter")?.textContent;
      const send = () =>
        act(() => void root.querySelector(".rating")?.dispatchEvent(new Event("submit", { bubbles: true })));
      const sent = () => asked.filter(([path]) => path === "v1/conversation/rating").length;
      await comments(1800);
      expect(counter()).toBe("");
      await comments(1801);
      expect(counter()).toContain("1801");
      await comments(2001);
      expect(counter()).toContain("1\u00a0merkkiä liikaa");
      expect(comment().ariaInvalid ?? comment().getAttribute("aria-invalid")).toBe("true");
      await send();
      expect([comment().value.length, sent()]).toEqual([2001, 0]);
      expect(document.activeElement).toBe(comment());

      await comments(2000);
      expect(comment().getAttribute("aria-invalid")).toBe("false");
      await send();
      expect(sent()).toBe(1);
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
    await goOn();
    expect(root.querySelector(".end .unsent")?.textContent).toBe("kesken jäänyt");
  });

  test("one who has seen the page of the last end is not taken to the next one's", async () => {
    await say("Hei");
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);
    await goOn();
    await act(() => chat.startOver("forgotten"));
    await pass();
    expect(root.querySelectorAll(".notice li")).toHaveLength(3);

    await say("Hei taas");
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);
    expect(root.querySelector(".end")).toBeNull();
  });

  test.each(["forgotten", "erased", null] as const)("what was being written goes with what was %s", async (gone) => {
    await say("Hei");
    await write("salainen luonnos");
    await act(() => chat.startOver(gone));
    await pass();

    expect(input().value).toBe(gone === null ? "salainen luonnos" : "");
  });

  test("a new conversation begins from the notice", async () => {
    await say("Hei");
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(1000);
    await goOn();
    await act(() => named("Uusi keskustelu").click());
    await pass();

    expect(root.querySelectorAll(".notice li")).toHaveLength(3);
    expect(log().children).toHaveLength(0);
  });
});
