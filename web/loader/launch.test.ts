// @vitest-environment happy-dom
import type { DetachedWindowAPI } from "happy-dom";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inEvery } from "../words/in_every";
import { type Fetching, type Juttu, launch, type Shown } from "./launch";
import { makePanel } from "./panel";

// The frame's own page is not for these tests: whatever it asks for is empty.
const { happyDOM } = window as unknown as { happyDOM: DetachedWindowAPI };
happyDOM.settings.fetch.interceptor = { beforeAsyncRequest: async ({ window }) => new window.Response("") };

const SERVICE = "https://chat.example";
const page = window as unknown as { Juttu?: Juttu | ((juttu: Juttu) => void)[] };
const juttu = () => page.Juttu as Juttu;
const words = (finnish: string) => inEvery((language) => (language === "fi" ? finnish : `${language}: ${finnish}`));

let asked: string[];
let shown: Shown | null;
let broken: number;
let person: boolean;

const fetching = (async (address: string) => {
  asked.push(address.replace(`${SERVICE}/api/`, "").replace(/#\d+/, ""));
  if (address.includes("launcher/")) {
    if (shown) return { default: shown };
  } else if (broken-- <= 0) return { default: makePanel };
  throw new TypeError("Failed to fetch dynamically imported module");
}) as Fetching;

/** Lets every promise be kept. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function launched(attributes: Record<string, string> = {}, path = "/api/juttu.js"): Promise<void> {
  const script = document.createElement("script");
  Object.assign(script.dataset, { site: "demo", ...attributes });
  Object.defineProperty(script, "src", { value: SERVICE + path });
  launch(script, fetching, path.includes("static") ? "../" : "");
  await settled();
}

const host = () => document.querySelector("juttu-chat") as HTMLElement;
const inside = <Found extends Element>(selector: string) => host()?.shadowRoot?.querySelector(selector) as Found;
const button = () => inside<HTMLButtonElement>("button");
const frame = () => inside<HTMLIFrameElement>("iframe");
const status = () => inside("small").textContent;

async function click(): Promise<void> {
  button().click();
  await settled();
}

function fromFrame(data: unknown, { origin = SERVICE, source = frame().contentWindow as unknown } = {}): void {
  window.dispatchEvent(new MessageEvent("message", { data, origin, source: source as MessageEventSource }));
}

beforeEach(() => {
  document.body.replaceChildren();
  document.head.replaceChildren();
  document.documentElement.lang = "fi";
  asked = [];
  shown = { colour: "", sentences: [], failed: words("Chat ei auennut") };
  broken = 0;
  person = true;
  Object.defineProperty(navigator, "userActivation", { configurable: true, get: () => ({ isActive: person }) });
});

afterEach(() => {
  if (page.Juttu && "remove" in page.Juttu) page.Juttu.remove();
  delete page.Juttu;
  sessionStorage.clear();
  vi.useRealTimers();
});

describe("the launcher", () => {
  test("is a button with a word in the page's language, beside the body", async () => {
    document.documentElement.lang = "sv-FI";
    await launched();

    expect(button().textContent).toBe("Fråga oss");
    expect(button().ariaExpanded).toBe("false");
    expect(host().getAttribute("lang")).toBe("sv");
    expect(host().parentNode).toBe(document.documentElement);
  });

  test("speaks the language that its script asks for before the page's", async () => {
    await launched({ language: "en" });

    expect(button().textContent).toBe("Ask us");
  });

  test.each([
    ["de", "en"],
    ["de", "sv"],
    ["", "fi"],
  ])("goes by the browser where the page speaks %s and the browser %s", async (lang, language) => {
    document.documentElement.lang = lang;
    vi.spyOn(navigator, "language", "get").mockReturnValue(`${language}-FI`);
    await launched();

    expect(host().lang).toBe(language);
  });

  test("falls back to English where neither page nor browser speaks one of ours", async () => {
    document.documentElement.lang = "de";
    vi.spyOn(navigator, "language", "get").mockReturnValue("et-EE");
    await launched();

    expect(button().textContent).toBe("Ask us");
  });

  test("is drawn once, however often the script is on the page", async () => {
    await launched();
    const first = juttu();
    await launched({ site: "other" });

    expect(document.querySelectorAll("juttu-chat")).toHaveLength(1);
    expect(juttu()).toBe(first);
    expect(asked).toEqual(["launcher/demo.js"]);
  });

  test("is not drawn without a site", async () => {
    await launched({ site: "" });

    expect(host()).toBeNull();
    expect(page.Juttu).toBeUndefined();
  });

  test("stores nothing before the click, and fetches what it shows and nothing else", async () => {
    const stored = vi.spyOn(Storage.prototype, "setItem");
    const read = vi.spyOn(Storage.prototype, "getItem");
    await launched();

    expect(asked).toEqual(["launcher/demo.js"]);
    expect(frame()).toBeNull();
    expect(document.cookie).toBe("");
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
    for (const spy of [stored, read]) expect(spy).not.toHaveBeenCalled();
  });

  test("looks for the tab's mark of its own site, and for nothing else", async () => {
    const read: PropertyKey[] = [];
    const spying = new Proxy({} as Storage, {
      get: (_, name) => void read.push(name),
      ownKeys: () => expect.unreachable(),
      set: () => expect.unreachable(),
    });
    vi.stubGlobal("sessionStorage", spying);
    await launched();

    expect(read).toEqual(["juttu demo"]);
    vi.unstubAllGlobals();
  });

  test("has the site's own word in the languages in which it has one", async () => {
    shown = { ...(shown as Shown), launch: { fi: "Kysy kiukaista" } };
    await launched();
    expect(button().textContent).toBe("Kysy kiukaista");
    await click();
    fromFrame({ juttu: "close" });
    expect(button().textContent).toBe("Kysy kiukaista");

    juttu().remove();
    await launched({ language: "sv" });
    expect(button().textContent).toBe("Fråga oss");
  });

  test("leaves one name on the page's window", async () => {
    const before = Object.keys(window);
    await launched();
    await click();

    expect(Object.keys(window).filter((name) => !before.includes(name))).toEqual(["Juttu"]);
  });

  test("follows its script to the left side and away from the edges", async () => {
    await launched({ side: "left", offset: "24 96" });
    await click();

    expect([button().className, frame().className.trim()]).toEqual(["left", "left"]);
    expect(host().style.getPropertyValue("--x")).toBe("24px");
    expect(host().style.getPropertyValue("--y")).toBe("96px");
  });

  test("is as far from both edges where one distance is given, and 20 px where none is", async () => {
    await launched({ offset: "8" });
    expect(host().style.getPropertyValue("--y")).toBe("8px");

    juttu().remove();
    await launched();
    expect(host().style.getPropertyValue("--x")).toBe("20px");
  });

  test("has the script's colour, else the site's, if they are colours", async () => {
    vi.stubGlobal("CSS", { supports: (_: string, value: string) => /^#\w+$/.test(value) });
    shown = { ...(shown as Shown), colour: "#aa0000" };
    for (const [colour, expected] of [
      ["#00aa00", "#00aa00"],
      [undefined, "#aa0000"],
      ["red;display:none", ""],
    ]) {
      await launched(colour === undefined ? {} : { colour });
      expect(host().style.getPropertyValue("--juttu")).toBe(expected);
      expect(host().style.display).toBe("");
      juttu().remove();
    }
    vi.unstubAllGlobals();
  });
});

describe("the opening hours", () => {
  const now = Date.UTC(2026, 10, 25, 12) / 1000;

  beforeEach(() => {
    vi.useFakeTimers({ now: now * 1000, toFake: ["Date"] });
    shown = {
      ...(shown as Shown),
      sentences: [
        [now - 5, false, words("Suljettu, avautuu klo 12")],
        [now + 7200, true, words("Avoinna klo 16 asti")],
        [now + 9000, false, words("Suljettu, avautuu to klo 9")],
      ],
    };
  });

  test("are said in words, in the launcher's name as well", async () => {
    await launched({ language: "sv" });

    expect(status()).toBe("sv: Avoinna klo 16 asti");
    expect(button().textContent).toContain("Fråga oss");
  });

  test("give way to the notice of the day, except while it is shut", async () => {
    const today = { until: now + 3600, words: words("Toimitukset myöhässä") };
    shown = { ...(shown as Shown), today };
    await launched();
    expect(status()).toBe("Toimitukset myöhässä");

    juttu().remove();
    shown = { ...shown, today: { ...today, until: now - 1 } };
    await launched();
    expect(status()).toBe("Avoinna klo 16 asti");

    juttu().remove();
    shown = { ...shown, today, sentences: (shown.sentences ?? []).slice(2) };
    await launched();
    expect(status()).toBe("Suljettu, avautuu to klo 9");
  });

  test("the notice of the day is shown also where it is always open, and goes when it is over", async () => {
    vi.useFakeTimers({ now: now * 1000 });
    shown = { ...(shown as Shown), sentences: [], today: { until: now + 60, words: words("Toimitukset myöhässä") } };
    const script = document.createElement("script");
    script.dataset["site"] = "demo";
    Object.defineProperty(script, "src", { value: `${SERVICE}/juttu.js` });
    launch(script, fetching);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(status()).toBe("Toimitukset myöhässä");

    await vi.advanceTimersByTimeAsync(2000);
    expect(status()).toBe("");
  });

  test("change while the page is open", async () => {
    vi.useFakeTimers({ now: now * 1000 });
    const script = document.createElement("script");
    script.dataset["site"] = "demo";
    Object.defineProperty(script, "src", { value: `${SERVICE}/juttu.js` });
    launch(script, fetching);
    await vi.advanceTimersByTimeAsync(7_199_000);
    expect(status()).toBe("Avoinna klo 16 asti");

    await vi.advanceTimersByTimeAsync(2000);
    expect(status()).toBe("Suljettu, avautuu to klo 9");
    await vi.advanceTimersByTimeAsync(1_800_000);
    expect(status()).toBe("");
  });

  test("are not spoken of where they could not be had", async () => {
    shown = null;
    await launched();

    expect(status()).toBe("");
    expect(button().textContent).toBe("Kysy meiltä");
  });
});

describe("opening", () => {
  test("makes the frame on the service's own origin, with language and page in the fragment", async () => {
    await launched();
    await click();
    const address = new URL(frame().src);

    expect(asked).toEqual(["launcher/demo.js", "panel.js"]);
    expect(address.href.split("#")[0]).toBe(`${SERVICE}/api/widget/demo?language=fi`);
    expect(Object.fromEntries(new URLSearchParams(address.hash.slice(1)))).toEqual({
      language: "fi",
      origin: location.origin,
    });
    expect(frame().title).toBe("Asiakaspalvelun chat");
    expect(button().ariaExpanded).toBe("true");
  });

  test("has the launcher say that it shuts, until it is shut", async () => {
    await launched();
    await click();
    expect(button().textContent).toBe("Sulje");

    await click();
    expect(button().textContent).toBe("Kysy meiltä");
  });

  test("goes from the script with its hash to the same places", async () => {
    await launched({}, "/api/static/juttu-0123456789.js");
    await click();

    expect(new URL(asked[0] ?? "", `${SERVICE}/api/`).href).toBe(`${SERVICE}/api/launcher/demo.js`);
    expect(new URL(frame().src).pathname).toBe("/api/widget/demo");
  });

  test("shows that it is busy until it can, and fetches once however often one clicks", async () => {
    await launched();
    button().click();
    expect(button().ariaBusy).toBe("true");
    button().click();
    await settled();

    expect(button().ariaBusy).toBe("false");
    expect(frame().hidden).toBe(false);
    expect(asked.filter((each) => each === "panel.js")).toHaveLength(1);
  });

  test("keeps the frame while it is closed, so that the chat goes on", async () => {
    await launched();
    await click();
    const made = frame();
    await click();
    expect(made.hidden).toBe(true);

    await click();
    expect(frame()).toBe(made);
    expect(made.hidden).toBe(false);
  });

  test("Escape closes", async () => {
    await launched();
    await click();
    button().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));

    expect(frame().hidden).toBe(true);
    expect(button().ariaExpanded).toBe("false");
  });

  test("the focus goes into the frame, and back to where one opened it", async () => {
    await launched();
    await click();
    expect(host().shadowRoot?.activeElement).toBe(frame());

    fromFrame({ juttu: "close" });
    expect(host().shadowRoot?.activeElement).toBe(button());
  });

  test("closing leaves the focus alone where it is somewhere else on the page", async () => {
    const field = document.createElement("input");
    document.body.append(field);
    await launched();
    await click();
    field.focus();
    juttu().close();

    expect(document.activeElement).toBe(field);
  });

  describe("that fails", () => {
    beforeEach(async () => {
      broken = 1;
      await launched();
      await click();
    });

    test("is told in words with another way, which takes the focus", () => {
      const link = inside<HTMLAnchorElement>("a");

      expect(link.textContent).toBe("Chat ei auennut");
      expect(link.href).toBe(`${SERVICE}/api/chat/demo`);
      expect(host().shadowRoot?.activeElement).toBe(link);
      expect(button().ariaExpanded).toBe("false");
      expect(button().ariaBusy).toBe("false");
    });

    test("can be tried again", async () => {
      await click();

      expect(inside("a")).toBeNull();
      expect(frame().hidden).toBe(false);
    });
  });

  test("a failure has a name for the other way also where nothing could ever be had", async () => {
    shown = null;
    broken = 1;
    await launched();
    await click();

    expect(inside("a").textContent).toBe("Chat");
  });
});

describe("what the frame says", () => {
  beforeEach(async () => {
    document.title = "  Kiukaat";
    await launched();
    await click();
  });

  test("close closes", () => {
    fromFrame({ juttu: "close" });

    expect(frame().hidden).toBe(true);
  });

  test.each([
    ["fi", 1, "Kysy meiltä, 1 uusi viesti"],
    ["fi", 2, "Kysy meiltä, 2 uutta viestiä"],
    ["sv", 1, "Fråga oss, 1 nytt meddelande"],
    ["sv", 2, "Fråga oss, 2 nya meddelanden"],
    ["en", 1, "Ask us, 1 new message"],
    ["en", 2, "Ask us, 2 new messages"],
  ])("unread is shown as a number, and said in the launcher's name: in %s of %s", async (language, count, name) => {
    juttu().remove();
    await launched({ language });
    await click();
    fromFrame({ juttu: "close" });
    fromFrame({ juttu: "unread", count });
    expect(inside("b").textContent).toBe(`${count}`);
    expect(inside("b").ariaHidden).toBe("true");
    expect(button().ariaLabel).toBe(name);

    fromFrame({ juttu: "unread", count: 0 });
    expect(inside("b").textContent).toBe("");
    expect(button().ariaLabel).toBeNull();
  });

  test("the launcher's name has all that is to be read on it", async () => {
    juttu().remove();
    const until = Date.now() / 1000 + 600;
    shown = { ...(shown as Shown), sentences: [[until, true, words("Avoinna klo 16 asti")]] };
    await launched();
    await click();
    fromFrame({ juttu: "close" });
    fromFrame({ juttu: "unread", count: 1 });

    expect(button().ariaLabel).toBe("Kysy meiltä, Avoinna klo 16 asti, 1 uusi viesti");
  });

  test("unread stands before the page's title, which is given back exactly", () => {
    const title = document.querySelector("title") as HTMLTitleElement;
    title.textContent = "  Kiukaat ";
    const node = title.firstChild;
    fromFrame({ juttu: "unread", count: 1 });
    fromFrame({ juttu: "unread", count: 2 });
    expect(title.textContent).toBe("(2)\u00a0  Kiukaat ");

    fromFrame({ juttu: "unread", count: 0 });
    expect(title.textContent).toBe("  Kiukaat ");
    expect(title.firstChild).toBe(node);
  });

  test("a title that the page changes meanwhile gets the number, and is given back as the page wrote it", async () => {
    fromFrame({ juttu: "unread", count: 2 });
    document.title = "Kiukaan valinta";
    await settled();
    expect(document.title).toBe("(2)\u00a0Kiukaan valinta");

    fromFrame({ juttu: "unread", count: 0 });
    expect(document.title).toBe("Kiukaan valinta");
    document.title = "Toinen";
    await settled();
    expect(document.title).toBe("Toinen");
  });

  test("a page that will not have the number in its title gets its way, and is left in peace", async () => {
    const title = document.querySelector("title") as HTMLTitleElement;
    let fights = 0;
    const page = new MutationObserver(() => {
      if (title.textContent === "Kauppa") return;
      fights += 1;
      // What would not end by itself ends the test, and not the machine's patience.
      if (fights > 1000) page.disconnect();
      title.textContent = "Kauppa";
    });
    page.observe(document.head, { childList: true, subtree: true, characterData: true });
    fromFrame({ juttu: "unread", count: 1 });
    await settled();
    page.disconnect();

    expect(fights).toBeGreaterThan(0);
    expect(fights).toBeLessThan(10);
    expect(document.title).toBe("Kauppa");
  });

  test("another's number before ours is left there, and ours is taken away from behind it", async () => {
    const title = document.querySelector("title") as HTMLTitleElement;
    title.textContent = "Kauppa";
    const other = new MutationObserver(() => {
      if (!title.textContent?.startsWith("[2] ")) title.textContent = `[2] ${title.textContent}`;
    });
    other.observe(document.head, { childList: true, subtree: true, characterData: true });
    fromFrame({ juttu: "unread", count: 1 });
    await settled();
    expect(document.title).toBe("[2] (1)\u00a0Kauppa");

    fromFrame({ juttu: "unread", count: 0 });
    await settled();
    other.disconnect();
    expect(document.title).toBe("[2] Kauppa");
  });

  test("a page without a title has none afterwards", () => {
    document.querySelector("title")?.remove();
    fromFrame({ juttu: "unread", count: 1 });
    expect(document.title.trim()).toBe("(1)");

    fromFrame({ juttu: "unread", count: 0 });
    expect(document.querySelector("title")).toBeNull();
  });

  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["another window", { source: window as unknown }],
  ])("is heard from nobody else: %s", (_who, from) => {
    fromFrame({ juttu: "close" }, from);

    expect(frame().hidden).toBe(false);
  });

  test("anything else is passed over", () => {
    for (const data of [null, "close", { juttu: "resize" }, 7]) fromFrame(data);

    expect(frame().hidden).toBe(false);
  });
});

describe("a frame that says nothing", () => {
  beforeEach(async () => {
    await launched();
    await click();
    vi.useFakeTimers();
    frame().dispatchEvent(new Event("load"));
  });

  test("is empty: it is taken away, and the other way shown", async () => {
    vi.advanceTimersByTime(3000);

    expect(frame()).toBeNull();
    expect(inside("a").textContent).toBe("Chat ei auennut");
    expect(button().ariaExpanded).toBe("false");
  });

  test("is tried anew at the next click", () => {
    vi.advanceTimersByTime(3000);
    button().click();

    expect(frame().hidden).toBe(false);
    expect(inside("a")).toBeNull();
  });

  test("is none once it has said that it is here", () => {
    fromFrame({ juttu: "here" });
    vi.advanceTimersByTime(60_000);

    expect(frame()).not.toBeNull();
  });
});

describe("the interface", () => {
  test("opens and closes", async () => {
    await launched();
    juttu().open();
    await settled();
    expect(frame().hidden).toBe(false);

    juttu().close();
    expect(frame().hidden).toBe(true);
  });

  test("what is closed while it was being fetched stays closed", async () => {
    await launched();
    juttu().open();
    juttu().close();
    await settled();

    expect(frame()).toBeNull();
    expect(button().ariaExpanded).toBe("false");
  });

  test("keeps the focus where it is when the page opens the chat by itself", async () => {
    person = false;
    await launched();
    juttu().open();
    await settled();

    expect(document.activeElement).toBe(document.body);
    expect(frame().src).toContain("quiet=1");
  });

  test("keeps the calls of the page until it has loaded", async () => {
    const calls: string[] = [];
    page.Juttu = [(own) => own.on("opened", () => calls.push("opened")), (own) => own.open()];
    await launched();

    expect(calls).toEqual(["opened"]);
    juttu().push((own) => calls.push(typeof own.close));
    expect(calls).toEqual(["opened", "function"]);
  });

  test("tells what happens, and no word of the conversation", async () => {
    const heard: unknown[][] = [];
    await launched();
    for (const event of ["opened", "closed", "unread"] as const)
      juttu().on(event, (...all) => heard.push([event, ...all]));
    await click();
    fromFrame({ juttu: "close" });
    fromFrame({ juttu: "unread", count: 3, text: "Hei" });

    expect(heard).toEqual([
      ["opened", 0],
      ["closed", 0],
      ["unread", 3],
    ]);
  });

  test("stops telling whoever does not want to hear any more", async () => {
    const heard = vi.fn();
    await launched();
    juttu().on("opened", heard)();
    await click();

    expect(heard).not.toHaveBeenCalled();
  });

  test("a mistake in the page's own code is told as the page's, and hinders nobody", async () => {
    const reported = vi.fn();
    const heard = vi.fn();
    vi.stubGlobal("reportError", reported);
    await launched();
    juttu().on("opened", () => {
      throw new Error("the page's");
    });
    juttu().on("opened", heard);
    await click();

    expect(reported).toHaveBeenCalledOnce();
    expect(heard).toHaveBeenCalledOnce();
    expect(frame().hidden).toBe(false);
    vi.unstubAllGlobals();
  });

  test.each([
    ["closed", { innerWidth: 1280, innerHeight: 800 }, {}, false],
    ["open where the script says so", { innerWidth: 1280, innerHeight: 800 }, { open: "open" }, true],
    ["closed on a phone all the same", { innerWidth: 390, innerHeight: 844 }, { open: "open" }, false],
    ["closed on a phone that lies", { innerWidth: 844, innerHeight: 390 }, { open: "open" }, false],
  ])("starts %s", async (_how, size, attributes, open) => {
    for (const [name, value] of Object.entries(size)) vi.stubGlobal(name, value);
    await launched(attributes as Record<string, string>);

    expect(frame() !== null).toBe(open);
    vi.unstubAllGlobals();
  });

  test.each([
    ["#juttu", true],
    ["#juttu-2", false],
    ["#", false],
  ])("a page whose address ends in %s has it open: %s", async (hash, open) => {
    vi.stubGlobal("innerWidth", 1280);
    vi.stubGlobal("innerHeight", 800);
    vi.stubGlobal("location", new URL(`https://shop.example/${hash}`));
    await launched();

    expect(frame() !== null).toBe(open);
    vi.unstubAllGlobals();
  });
});

describe("a chat that is under way", () => {
  const MARK = "juttu demo";
  const mark = () => sessionStorage.getItem(MARK);
  const fragment = () => Object.fromEntries(new URLSearchParams(new URL(frame().src).hash.slice(1)));

  /** Has the page loaded anew in the same tab. */
  async function nextPage(attributes: Record<string, string> = {}): Promise<void> {
    const left = mark();
    juttu().remove();
    // The page that goes away removes nothing.
    if (left) sessionStorage.setItem(MARK, left);
    asked = [];
    await launched(attributes);
  }

  function onDevice(size: { innerWidth: number; innerHeight: number }, type: NavigationTimingType): void {
    for (const [name, value] of Object.entries(size)) vi.stubGlobal(name, value);
    vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ type } as PerformanceNavigationTiming]);
  }

  beforeEach(async () => {
    onDevice({ innerWidth: 1280, innerHeight: 800 }, "navigate");
    await launched();
  });

  afterEach(() => vi.unstubAllGlobals());

  test("leaves a mark once it has begun, of nothing but whether it is open", async () => {
    await click();
    fromFrame({ juttu: "underway", on: false });
    expect(mark()).toBeNull();

    fromFrame({ juttu: "underway", on: true });
    expect(mark()).toBe("open");
    await click();
    expect(mark()).toBe("shut");
    expect(Object.entries(sessionStorage)).toEqual([[MARK, "shut"]]);

    fromFrame({ juttu: "underway", on: false });
    expect(mark()).toBeNull();
  });

  test("says no more what asks one to begin, until it is over or cannot be had", async () => {
    juttu().remove();
    const until = Date.now() / 1000 + 600;
    shown = { ...(shown as Shown), sentences: [[until, true, words("Avoinna klo 16 asti")]] };
    await launched();
    await click();
    const talking = () => button().hasAttribute("data-talking");
    fromFrame({ juttu: "underway", on: true });
    fromFrame({ juttu: "close" });
    fromFrame({ juttu: "unread", count: 1 });
    expect(talking()).toBe(true);
    expect(button().ariaLabel).toBe("Kysy meiltä, 1 uusi viesti");

    fromFrame({ juttu: "underway", on: false });
    expect(talking()).toBe(false);
    expect(button().ariaLabel).toBe("Kysy meiltä, Avoinna klo 16 asti, 1 uusi viesti");
  });

  test("goes on shut where it was shut: the frame is there, out of sight, and the launcher is what it was", async () => {
    await click();
    fromFrame({ juttu: "underway", on: true });
    await click();
    await nextPage();

    expect(asked).toEqual(["launcher/demo.js", "panel.js"]);
    expect(frame().hidden).toBe(false);
    expect(frame().className).toBe("shut");
    expect(frame().tabIndex).toBe(-1);
    expect(fragment()).toMatchObject({ shut: "1", quiet: "1" });
    expect(button().ariaExpanded).toBe("false");
    fromFrame({ juttu: "underway", on: true });
    fromFrame({ juttu: "unread", count: 1 });
    expect(button().ariaLabel).toBe("Kysy meiltä, 1 uusi viesti");
  });

  test("goes on open where it was open, and leaves the focus to the page, whatever its reader does meanwhile", async () => {
    await click();
    fromFrame({ juttu: "underway", on: true });
    await nextPage();

    expect(button().ariaExpanded).toBe("true");
    expect(frame().className).toBe("");
    expect(fragment()).toMatchObject({ quiet: "1" });
    expect(fragment()).not.toHaveProperty("shut");
    expect(document.activeElement).not.toBe(host());
    expect(mark()).toBe("open");
    fromFrame({ juttu: "close" });
    expect(mark()).toBe("shut");
  });

  test.each([
    ["shut, where it would cover another page", "navigate", "shut"],
    ["shut, where one has gone back", "back_forward", "shut"],
    ["open, where the same page is loaded again", "reload", "open"],
  ] as const)("on a phone goes on %s", async (_how, type, state) => {
    await click();
    fromFrame({ juttu: "underway", on: true });
    onDevice({ innerWidth: 390, innerHeight: 844 }, type);
    await nextPage();
    fromFrame({ juttu: "underway", on: true });

    expect(button().ariaExpanded).toBe(`${state === "open"}`);
    expect(mark()).toBe(state);
  });

  test("goes before what the page's tag asks for", async () => {
    await click();
    fromFrame({ juttu: "underway", on: true });
    await click();
    await nextPage({ open: "open" });

    expect(button().ariaExpanded).toBe("false");
  });

  test("is of one site, and of no other", async () => {
    await click();
    fromFrame({ juttu: "underway", on: true });
    await nextPage({ site: "other" });

    expect(asked).toEqual(["launcher/other.js"]);
    expect(frame()).toBeNull();
  });

  test.each(["open", "shut"])("that is gone takes its %s frame and its mark along", async (state) => {
    await click();
    fromFrame({ juttu: "underway", on: true });
    if (state === "shut") await click();
    await nextPage();
    fromFrame({ juttu: "underway", on: false });

    expect(mark()).toBeNull();
    expect(frame()).toBeNull();
    expect(inside("a")).toBeNull();
    expect(button().ariaExpanded).toBe("false");
    expect(document.activeElement).not.toBe(host());
  });

  test("that is gone leaves the frame to whoever has opened it meanwhile", async () => {
    await click();
    fromFrame({ juttu: "underway", on: true });
    await click();
    await nextPage();
    await click();
    fromFrame({ juttu: "underway", on: false });

    expect(frame().hidden).toBe(false);
    expect(button().ariaExpanded).toBe("true");
  });

  test("goes on in a page to which one comes back, and shuts in one in which it was open", async () => {
    sessionStorage.setItem(MARK, "open");
    window.dispatchEvent(new Event("pageshow"));
    await settled();
    expect(button().ariaExpanded).toBe("true");

    sessionStorage.setItem(MARK, "shut");
    window.dispatchEvent(new Event("pageshow"));
    await settled();
    expect(button().ariaExpanded).toBe("false");
  });

  test("is left for the first click where the browser keeps no mark, and nothing fails", async () => {
    const denied = () => {
      throw new DOMException("denied", "SecurityError");
    };
    vi.stubGlobal("sessionStorage", new Proxy({}, { get: denied, set: denied, deleteProperty: denied }));
    juttu().remove();
    await launched();
    await click();
    fromFrame({ juttu: "underway", on: true });
    await click();

    expect(frame().className).toBe("shut");
    vi.unstubAllGlobals();
  });

  test("is not spoken of where it was shut and cannot be had, and is where it was open", async () => {
    for (const [state, told] of [
      ["shut", false],
      ["open", true],
    ] as const) {
      sessionStorage.setItem(MARK, state);
      broken = 1;
      await nextPage();
      expect(inside("a") !== null).toBe(told);
      expect(document.activeElement).not.toBe(host());
    }
  });

  test("that one opens while it is still being fetched gets the focus", async () => {
    sessionStorage.setItem(MARK, "shut");
    const script = document.createElement("script");
    script.dataset["site"] = "demo";
    juttu().remove();
    sessionStorage.setItem(MARK, "shut");
    let arrive = () => {};
    const slow = (async (address: string) => {
      if (address.includes("panel.js")) await new Promise<void>((come) => (arrive = come));
      return fetching(address as `${string}panel.js#${number}`);
    }) as Fetching;
    Object.defineProperty(script, "src", { value: `${SERVICE}/juttu.js` });
    launch(script, slow);
    await settled();
    await click();
    arrive();
    await settled();

    expect(host().shadowRoot?.activeElement).toBe(frame());
  });

  describe("and shut", () => {
    beforeEach(async () => {
      await click();
      fromFrame({ juttu: "underway", on: true });
      await click();
    });

    test("shows what is new as high as it is, and takes no focus for it", () => {
      button().focus();
      fromFrame({ juttu: "preview", height: 84 });
      expect(frame().className).toBe("preview");
      expect(frame().style.getPropertyValue("--preview")).toBe("84px");
      expect(frame().tabIndex).toBe(0);
      expect(host().shadowRoot?.activeElement).toBe(button());

      fromFrame({ juttu: "preview", height: 0 });
      expect(frame().className).toBe("shut");
    });

    test("opens from what is new, and the focus comes back to the launcher", () => {
      fromFrame({ juttu: "preview", height: 84 });
      frame().focus();
      fromFrame({ juttu: "open" });
      expect(button().ariaExpanded).toBe("true");
      expect(frame().className).toBe("");

      fromFrame({ juttu: "close" });
      expect(host().shadowRoot?.activeElement).toBe(button());
    });

    test("gives the focus to the launcher when what had it is put away", () => {
      fromFrame({ juttu: "preview", height: 84 });
      frame().focus();
      fromFrame({ juttu: "preview", height: 0 });

      expect(host().shadowRoot?.activeElement).toBe(button());
    });

    test("leaves no mark when it is removed", () => {
      expect(mark()).toBe("shut");
      juttu().remove();

      expect(mark()).toBeNull();
    });
  });
});

describe("the page's own launcher", () => {
  let own: HTMLAnchorElement;

  beforeEach(async () => {
    own = document.createElement("a");
    own.href = `${SERVICE}/chat/demo`;
    own.className = "ask";
    own.append(document.createElement("span"));
    document.body.append(own);
    await launched({ launcher: ".ask" });
  });

  test("stands in the place of ours, which leaves no landmark without anything in it, and says whether it is open", () => {
    expect(button()).toBeNull();
    expect(host().getAttributeNames()).not.toContain("role");
    expect(host().getAttributeNames()).not.toContain("aria-label");
    expect(own.ariaExpanded).toBe("false");
  });

  test("opens from wherever it is pressed, goes nowhere, and closes again", async () => {
    const pressed = new MouseEvent("click", { bubbles: true, cancelable: true });
    own.firstElementChild?.dispatchEvent(pressed);
    await settled();
    expect(pressed.defaultPrevented).toBe(true);
    expect(frame().hidden).toBe(false);
    expect(own.ariaExpanded).toBe("true");

    own.click();
    expect(frame().hidden).toBe(true);
    expect(own.ariaExpanded).toBe("false");
  });

  test.each([
    ["stops its clicks", () => own.addEventListener("click", (event) => event.stopPropagation())],
    ["comes late", () => own.replaceWith(own.cloneNode(true))],
    ["has a drawing in it", () => own.append(document.createElementNS("http://www.w3.org/2000/svg", "svg"))],
  ])("opens the chat where it %s", async (_how, change) => {
    change();
    const pressed = document.querySelector(".ask") as Element;
    (pressed.querySelector("svg") ?? pressed).dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true }),
    );
    await settled();

    expect(frame().hidden).toBe(false);
  });

  test("opens the chat from within somebody's component", async () => {
    const component = document.createElement("div");
    component.attachShadow({ mode: "open" }).append(own);
    document.body.append(component);
    own.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, cancelable: true }));
    await settled();

    expect(frame().hidden).toBe(false);
  });

  test("gets the focus back", async () => {
    own.click();
    await settled();
    fromFrame({ juttu: "close" });

    expect(document.activeElement).toBe(own);
  });

  test("works when the page has drawn it anew", async () => {
    const again = own.cloneNode(true) as HTMLAnchorElement;
    own.replaceWith(again);
    again.click();
    await settled();

    expect(frame().hidden).toBe(false);
    expect(again.ariaExpanded).toBe("true");
  });

  test("other clicks are the page's own, also those that no element was pressed for", () => {
    const mistakes = vi.fn();
    window.addEventListener("error", mistakes);
    document.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    window.removeEventListener("error", mistakes);
    expect(mistakes).not.toHaveBeenCalled();

    const other = document.createElement("button");
    document.body.append(other);
    other.click();

    expect(asked).toEqual(["launcher/demo.js"]);
  });

  test("is joined by ours when the chat did not open", async () => {
    broken = 1;
    own.click();
    await settled();
    expect(inside("a").textContent).toBe("Chat ei auennut");

    await click();
    expect(frame().hidden).toBe(false);
  });
});

describe("a page that changes under it", () => {
  test("may swap its body: the frame is the same", async () => {
    await launched();
    await click();
    const made = frame();
    document.body.replaceWith(document.createElement("body"));
    await settled();

    expect(frame()).toBe(made);
    expect(host().isConnected).toBe(true);
  });

  test("may throw it out: it comes back, quietly, and works", async () => {
    const heard = vi.fn();
    await launched();
    juttu().on("closed", heard);
    await click();
    document.documentElement.replaceChildren(document.createElement("head"), document.createElement("body"));
    await settled();
    expect(host().isConnected).toBe(true);
    expect(frame().hidden).toBe(false);
    expect(frame().src).toContain("quiet=1");

    await click();
    expect(heard).toHaveBeenCalledOnce();
  });

  test("that removes it is left without a trace", async () => {
    const before = Object.keys(window);
    const listening = new Set<string>();
    const add = vi.spyOn(window, "addEventListener").mockImplementation((type) => void listening.add(type));
    const remove = vi.spyOn(window, "removeEventListener").mockImplementation((type) => void listening.delete(type));
    const own = document.createElement("button");
    own.id = "ask";
    document.body.append(own);
    document.title = "Kiukaat";
    await launched({ launcher: "#ask" });
    juttu().open();
    await settled();
    expect([...listening].sort()).toEqual(["click", "message", "pageshow"]);
    document.title = "(1) Kiukaat";
    juttu().remove();
    await settled();

    expect(host()).toBeNull();
    expect(Object.keys(window)).toEqual(before);
    expect([...listening]).toEqual([]);
    expect(own.getAttributeNames()).toEqual(["id"]);
    add.mockRestore();
    remove.mockRestore();
  });

  test.each([
    ["stays is waited for, however late it is loaded", false],
    ["is gone is waited for no more, however late it is loaded", true],
  ] as const)("whose frame %s", async (_how, gone) => {
    await launched();
    juttu().open();
    await settled();
    const loaded = frame().onload;
    const waiting = vi.spyOn(window, "setTimeout");
    if (gone) juttu().remove();
    loaded?.call(document, new Event("load"));

    expect(waiting).toHaveBeenCalledTimes(gone ? 0 : 1);
  });

  test("that throws it out again and again gets its way", async () => {
    await launched();
    let thrown = 0;
    const page = new MutationObserver(() => {
      if (!host()) return;
      thrown += 1;
      if (thrown > 1000) page.disconnect();
      host().remove();
    });
    page.observe(document.documentElement, { childList: true });
    host().remove();
    await settled();
    page.disconnect();

    expect(thrown).toBeGreaterThan(0);
    expect(thrown).toBeLessThan(10);
    expect(host()).toBeNull();
  });

  test("gives the title back when it is removed", async () => {
    document.title = "Kiukaat";
    await launched();
    await click();
    fromFrame({ juttu: "unread", count: 1 });
    juttu().remove();

    expect(document.title).toBe("Kiukaat");
  });

  test("that removes it does not get it back when it changes next, nor from what was still on its way", async () => {
    await launched();
    juttu().open();
    juttu().remove();
    document.documentElement.append(document.createElement("div"));
    await settled();

    expect(host()).toBeNull();
    document.documentElement.lastElementChild?.remove();
  });

  test("may have it again after it was removed", async () => {
    await launched();
    juttu().remove();
    await launched();

    expect(document.querySelectorAll("juttu-chat")).toHaveLength(1);
  });
});
