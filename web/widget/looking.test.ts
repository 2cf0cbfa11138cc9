// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const MINUTE = 60_000;
const changed = vi.fn();
const page = (own: object) =>
  `<!doctype html><html data-own="${JSON.stringify(own).replaceAll('"', "&quot;")}"><body></body></html>`;
let answer: () => Promise<Partial<Response>>;
let asked: ReturnType<typeof vi.fn>;
let time: number;
let lookAgain: (changed: () => void) => Promise<void>;

const answering =
  (own: object, ok = true) =>
  async () => ({ ok, text: async () => page(own) });

beforeEach(async () => {
  time = 2 * MINUTE;
  vi.spyOn(performance, "now").mockImplementation(() => time);
  asked = vi.fn(() => answer());
  vi.stubGlobal("fetch", asked);
  changed.mockClear();
  vi.resetModules();
  ({ lookAgain } = await import("./looking"));
  const site = await import("./site");
  site.hearThere(true);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const there = async () => (await import("./site")).ownHere().there;

test("whether somebody is there is asked of the document once more, and drawn", async () => {
  answer = answering({ there: false });
  await lookAgain(changed);

  expect(asked.mock.calls).toEqual([[location.href, { cache: "no-store" }]]);
  expect(await there()).toBe(false);
  expect(changed).toHaveBeenCalledOnce();
});

test("what was asked less than a minute ago is not asked again", async () => {
  answer = answering({ there: false });
  time = MINUTE - 1;
  await lookAgain(changed);
  expect(asked).not.toHaveBeenCalled();

  time = MINUTE;
  await lookAgain(changed);
  time += MINUTE - 1;
  await lookAgain(changed);
  expect(asked).toHaveBeenCalledOnce();
});

test.each([
  ["that is refused", answering({ there: false }, false)],
  ["without what the site has of its own", async () => ({ ok: true, text: async () => "<html></html>" })],
  [
    "that cannot be had",
    async () => {
      throw new TypeError("offline");
    },
  ],
])("an answer %s changes nothing", async (_, given) => {
  answer = given;
  await lookAgain(changed);

  expect(await there()).toBe(true);
  expect(changed).not.toHaveBeenCalled();
});
