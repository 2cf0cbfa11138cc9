// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import { Refusal } from "../../shared/http";
import type { App } from "../app";
import { inEnglish } from "../for_tests";
import { AppContext } from "./context";
import { ChoicesField, FormView, TextField, useForm } from "./form";

interface Values {
  alias: string;
  roles: readonly string[];
}

const START: Values = { alias: "", roles: ["b"] };
let place: HTMLElement;
let sent: Values[];
let done: string[];
let answer: () => Promise<string>;
let kept: { value: Values | null };

function View() {
  const form = useForm({
    start: START,
    kept,
    check: ({ alias }) => (alias === "no" ? [{ field: "alias", sentence: "Not that one" }] : []),
    checkMore: async () => [
      { field: "alias", sentence: "No such one" },
      { field: "roles", sentence: "Not those" },
    ],
    send: (values) => {
      sent.push(values);
      return answer();
    },
    done: (said) => done.push(said),
  });
  return (
    <FormView form={form} verb="Save" busy="Saving">
      <TextField form={form} name="alias" label="Alias" />
      <ChoicesField
        form={form}
        name="roles"
        label="Roles"
        choices={[
          { value: "a", label: "A" },
          { value: "b", label: "B" },
        ]}
      />
    </FormView>
  );
}

const draw = () =>
  act(() =>
    render(
      <AppContext.Provider value={{ speaking: inEnglish() } as unknown as App}>
        <View />
      </AppContext.Provider>,
      place,
    ),
  );
const type = (text: string) =>
  act(() => {
    const input = place.querySelector<HTMLInputElement>("#alias");
    if (input) input.value = text;
    input?.dispatchEvent(new Event("input", { bubbles: true }));
  });
const submit = () =>
  act(async () => {
    place.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve));
  });
const summary = () => place.querySelector(".summary li")?.textContent;
const summed = () => [...place.querySelectorAll(".summary li")].map((each) => each.textContent);

beforeEach(async () => {
  place = document.createElement("div");
  document.body.replaceChildren(place);
  sent = [];
  done = [];
  kept = { value: null };
  answer = async () => "done";
  await draw();
});

test("what was typed and chosen is sent, in the order of the choices", async () => {
  await type("Anna");
  await act(() => place.querySelector<HTMLInputElement>("input[value=a]")?.click());
  await submit();

  expect(sent).toEqual([{ alias: "Anna", roles: ["a", "b"] }]);
  expect(done).toEqual(["done"]);
  expect(summary()).toBeUndefined();
});

test("what is wrong stands beside its field and in the summary, and nothing is sent", async () => {
  await type("no");
  await submit();

  expect(sent).toEqual([]);
  expect(summary()).toBe("Alias: Not that one");
  expect(place.querySelector("#alias-mistake")?.textContent).toBe("Not that one");
  expect(place.querySelector("#alias")?.getAttribute("aria-invalid")).toBe("true");
});

test("what the service finds besides is told at once, each with its field's name and the way to it", async () => {
  await type("no");
  await submit();

  expect(summed()).toEqual(["Alias: Not that one", "Roles: Not those"]);
  expect(place.querySelector("#roles .mistake")?.textContent).toBe("Not those");
  await act(() => place.querySelector<HTMLElement>(".summary li:last-child a")?.click());
  expect(document.activeElement?.id).toBe("roles");
});

test.each([
  ["roles[1]", "#roles .mistake"],
  ["alias", "#alias-mistake"],
])("a refusal that names %s stands beside that field", async (where, mistake) => {
  answer = () => Promise.reject(new Refusal({ code: "malformed", sentence: "", where }));
  await submit();

  const sentence = place.querySelector(mistake)?.textContent;
  expect(sentence).toMatch(/\.$/);
  expect(summary()).toBe(`${where.startsWith("roles") ? "Roles" : "Alias"}: ${sentence}`);
});

test("a refusal that names nothing here concerns the whole, and what was typed stays", async () => {
  answer = () => Promise.reject(new Refusal({ code: "offline", sentence: "" }));
  await type("Anna");
  await submit();

  expect(summary()).toContain("cannot be reached");
  expect(place.querySelector(".field .mistake, .choices .mistake")).toBeNull();
  expect(place.querySelector<HTMLInputElement>("#alias")?.value).toBe("Anna");
});

test("while it is under way it says so, and is sent once", async () => {
  let finish: (said: string) => void = () => {};
  answer = () => new Promise((resolve) => (finish = resolve));
  await submit();
  await submit();
  expect(place.querySelector("[type=submit]")?.textContent).toBe("Saving");
  expect(sent).toHaveLength(1);
  await act(async () => finish("late"));

  expect(done).toEqual(["late"]);
});

test("what is typed is found again, until it has been sent", async () => {
  await type("Anna");
  await act(() => render(null, place));
  await draw();
  expect(place.querySelector<HTMLInputElement>("#alias")?.value).toBe("Anna");
  await submit();

  expect(kept.value).toBeNull();
});

test("what is typed and taken back is kept no more", async () => {
  await type("Anna");
  expect(kept.value).toEqual({ ...START, alias: "Anna" });
  await type("");

  expect(kept.value).toBeNull();
});

test("what is refused is still kept", async () => {
  answer = () => Promise.reject(new Refusal({ code: "offline", sentence: "" }));
  await type("Anna");
  await submit();

  expect(kept.value?.alias).toBe("Anna");
});
