// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import { Refusal } from "../../shared/http";
import type { App } from "../app";
import { inEnglish } from "../for_tests";
import { type Asked, AskedView, useAsked } from "./asked";
import { AppContext } from "./context";

let place: HTMLElement;
let answers: { resolve: (value: string) => void; reject: (failure: unknown) => void }[];
let asked: Asked<string>;

function View({ of }: { of: string }) {
  asked = useAsked(() => new Promise<string>((resolve, reject) => answers.push({ resolve, reject })), [of]);
  return <AskedView of={asked}>{(value) => <p class="value">{value}</p>}</AskedView>;
}

const draw = (of: string) =>
  act(() =>
    render(
      <AppContext.Provider value={{ speaking: inEnglish() } as unknown as App}>
        <View of={of} />
      </AppContext.Provider>,
      place,
    ),
  );
const settle = (at: number, what: "resolve" | "reject", value: unknown) =>
  act(async () => {
    answers[at]?.[what](value as string);
    await Promise.resolve();
  });
const offline = new Refusal({ code: "offline", sentence: "" });
const value = () => place.querySelector(".value")?.textContent;

beforeEach(async () => {
  place = document.createElement("div");
  document.body.replaceChildren(place);
  answers = [];
  await draw("a");
});

test("on its way it says so, and then it is there", async () => {
  expect(place.querySelector("[role=status]")?.textContent).toContain("Loading");
  await settle(0, "resolve", "one");

  expect(value()).toBe("one");
  expect(place.querySelector("[role=status]")).toBeNull();
});

test("what was refused says why, and is asked for once more", async () => {
  await settle(0, "reject", offline);
  expect(place.querySelector("[role=alert]")?.textContent).toContain("The service cannot be reached.");
  await act(() => place.querySelector("button")?.click());
  await settle(1, "resolve", "one");

  expect(value()).toBe("one");
  expect(place.querySelector("[role=alert]")).toBeNull();
});

test("what was known stays while it is asked anew, and when that is refused", async () => {
  await settle(0, "resolve", "one");
  await act(() => asked.again());
  expect(value()).toBe("one");
  await settle(1, "reject", offline);

  expect(value()).toBe("one");
  expect(place.querySelector("[role=alert]")?.textContent).toContain("This could not be refreshed.");
});

test("of two questions the later counts, whichever is answered first, and nothing of the first is shown for it", async () => {
  await settle(0, "resolve", "one");
  await draw("b");
  expect(value()).toBeUndefined();
  await act(() => asked.again());
  await settle(2, "resolve", "three");
  await settle(1, "resolve", "two");

  expect(value()).toBe("three");
});

test("what is known otherwise takes its place", async () => {
  await settle(0, "resolve", "one");
  await act(() => asked.put("two"));

  expect(value()).toBe("two");
});
