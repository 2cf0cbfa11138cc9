// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mindWriting, renewIfReleased, writtenBefore } from "./renewal";

const NAME = "juttu demo";
const HERE = "https://chat.example/static/widget-fi-old.js";
let document: string;
let ok: boolean;
let reload: ReturnType<typeof vi.fn>;

const renewing = () =>
  renewIfReleased(HERE, {
    location: { href: "https://chat.example/widget/demo", reload } as unknown as Location,
    fetch: async () => {
      if (document === "") throw new TypeError("no network");
      return new Response(document, { status: ok ? 200 : 503 });
    },
  });

/** Asks, and waits for what comes of it. */
const renew = async () => {
  const renewed = renewing();
  await vi.advanceTimersByTimeAsync(2000);
  return renewed;
};

afterEach(() => {
  vi.useRealTimers();
});

beforeEach(() => {
  vi.useFakeTimers();
  ok = true;
  reload = vi.fn();
  history.replaceState(null, "");
  mindWriting({ unsent: () => "Kesken", isSending: () => false });
});

test("where the service has another chat, that one is loaded, with what was written, which is taken once", async () => {
  document = '<script type="module" src="../static/widget-fi-new.js"></script>';

  expect(await renew()).toBe(true);
  expect(reload).toHaveBeenCalledOnce();
  expect(writtenBefore(NAME)).toBe("Kesken");
  expect(writtenBefore(NAME)).toBe("");
});

test.each([
  ["the same chat", '<script src="../static/widget-fi-old.js">', true],
  ["no network", "", true],
  ["a fault", '<script src="../static/widget-fi-new.js">', false],
  ["somebody else's page", "<h1>Sign in to the network</h1>", true],
])("where there is %s, nothing is loaded anew", async (_, answered, good) => {
  document = answered;
  ok = good;

  expect(await renew()).toBe(false);
  expect(reload).not.toHaveBeenCalled();
  expect(writtenBefore(NAME)).toBe("");
});

test("what is on its way is awaited first", async () => {
  document = '<script src="../static/widget-fi-new.js">';
  let sending = true;
  mindWriting({ unsent: () => (sending ? "Hei" : ""), isSending: () => sending });
  const renewed = renewing();
  await vi.advanceTimersByTimeAsync(5000);
  expect(reload).not.toHaveBeenCalled();

  sending = false;
  await vi.advanceTimersByTimeAsync(2000);
  expect(await renewed).toBe(true);
  expect(writtenBefore(NAME)).toBe("");
});

test("whoever is writing is let come to a stop", async () => {
  document = '<script src="../static/widget-fi-new.js">';
  let text = "";
  mindWriting({ unsent: () => text, isSending: () => false });
  const renewed = renewing();
  for (const letter of "Ennen julkaisua") {
    text += letter;
    await vi.advanceTimersByTimeAsync(400);
    expect(reload).not.toHaveBeenCalled();
  }
  await vi.advanceTimersByTimeAsync(2000);

  expect(await renewed).toBe(true);
  expect(writtenBefore(NAME)).toBe("Ennen julkaisua");
});
