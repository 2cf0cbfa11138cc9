// @vitest-environment happy-dom
import type { DetachedWindowAPI } from "happy-dom";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { launch } from "./juttu";

// The frame's own page is not for these tests: whatever it asks for is empty.
const { happyDOM } = window as unknown as { happyDOM: DetachedWindowAPI };
happyDOM.settings.fetch.interceptor = { beforeAsyncRequest: async ({ window }) => new window.Response("") };

const SERVICE = "https://chat.example";

function script(attributes: Record<string, string> = {}): HTMLScriptElement {
  const made = document.createElement("script");
  Object.assign(made.dataset, { site: "demo", ...attributes });
  Object.defineProperty(made, "src", { value: `${SERVICE}/api/juttu.js` });
  return made;
}

const host = () => document.querySelector("juttu-chat");
const button = () => host()?.shadowRoot?.querySelector("button") as HTMLButtonElement;
const frame = () => host()?.shadowRoot?.querySelector("iframe") as HTMLIFrameElement;

function fromFrame(data: unknown, { origin = SERVICE, source = frame().contentWindow as unknown } = {}): void {
  window.dispatchEvent(new MessageEvent("message", { data, origin, source: source as MessageEventSource }));
}

beforeEach(() => {
  document.body.replaceChildren();
  document.documentElement.lang = "fi";
});

describe("the launcher", () => {
  test("is a button with a word in the page's language", () => {
    document.documentElement.lang = "sv-FI";
    launch(script());

    expect(button().textContent).toBe("Fråga oss");
    expect(button().ariaExpanded).toBe("false");
    expect(host()?.getAttribute("lang")).toBe("sv");
  });

  test("speaks the language that its script asks for before the page's", () => {
    launch(script({ language: "en" }));

    expect(button().textContent).toBe("Ask us");
  });

  test("falls back to English where the page speaks another language", () => {
    document.documentElement.lang = "de";
    vi.spyOn(navigator, "language", "get").mockReturnValue("de-DE");
    launch(script());

    expect(button().textContent).toBe("Ask us");
  });

  test("is drawn once, however often the script is on the page", () => {
    launch(script());
    launch(script({ site: "other" }));

    expect(document.querySelectorAll("juttu-chat")).toHaveLength(1);
  });

  test("is not drawn without a site", () => {
    const nameless = script();
    delete nameless.dataset["site"];
    launch(nameless);

    expect(host()).toBeNull();
  });

  test("stores, reads and fetches nothing before the click", () => {
    const fetched = vi.spyOn(globalThis, "fetch");
    const stored = vi.spyOn(Storage.prototype, "setItem");
    const read = vi.spyOn(Storage.prototype, "getItem");
    launch(script());

    expect(frame()).toBeNull();
    expect(document.cookie).toBe("");
    for (const spy of [fetched, stored, read]) expect(spy).not.toHaveBeenCalled();
  });

  test("leaves nothing on the page's window", () => {
    const before = Object.keys(window);
    launch(script());
    button().click();

    expect(Object.keys(window)).toEqual(before);
  });
});

describe("opening", () => {
  test("makes the frame on the service's own origin, with language and page in the fragment", () => {
    launch(script());
    button().click();
    const address = new URL(frame().src);

    expect(address.href.split("#")[0]).toBe(`${SERVICE}/api/widget/demo`);
    expect(Object.fromEntries(new URLSearchParams(address.hash.slice(1)))).toEqual({
      language: "fi",
      origin: location.origin,
    });
    expect(frame().title).not.toBe("");
    expect(button().ariaExpanded).toBe("true");
  });

  test("keeps the frame while it is closed, so that the chat goes on", () => {
    launch(script());
    button().click();
    const made = frame();
    button().click();
    expect(made.hidden).toBe(true);

    button().click();
    expect(frame()).toBe(made);
    expect(made.hidden).toBe(false);
  });

  test("Escape closes and the focus comes back to the launcher", () => {
    launch(script());
    button().click();
    button().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));

    expect(frame().hidden).toBe(true);
    expect(host()?.shadowRoot?.activeElement).toBe(button());
  });

  test("follows its script to the left side", () => {
    launch(script({ side: "left" }));
    button().click();

    expect([button().className, frame().className]).toEqual(["left", "left"]);
  });
});

describe("what the frame says", () => {
  beforeEach(() => {
    launch(script());
    button().click();
  });

  test("close closes", () => {
    fromFrame({ juttu: "close" });

    expect(frame().hidden).toBe(true);
  });

  test("unread is shown as a number and named for screen readers", () => {
    fromFrame({ juttu: "unread", count: 2 });
    expect(button().textContent).toBe("Kysy meiltä2");
    expect(button().ariaLabel).toBe("Kysy meiltä, uusia viestejä: 2");

    fromFrame({ juttu: "unread", count: 0 });
    expect(button().textContent).toBe("Kysy meiltä");
    expect(button().ariaLabel).toBeNull();
  });

  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["another window", { source: window as unknown }],
  ])("is heard from nobody else: %s", (_who, from) => {
    fromFrame({ juttu: "close" }, from);

    expect(frame().hidden).toBe(false);
  });

  test("what is not of the two is passed over", () => {
    for (const data of [null, "close", { juttu: "resize" }, 7]) fromFrame(data);

    expect(frame().hidden).toBe(false);
  });
});
