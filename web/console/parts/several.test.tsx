// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import type { App } from "../app";
import { inEnglish } from "../for_tests";
import { AppContext } from "./context";
import { FormView, TextAreaField, TextField, useForm } from "./form";
import { Several } from "./several";

interface Values {
  contacts: readonly { value: string; words: { fi?: string } }[];
}

let place: HTMLElement;
let sent: Values[];

function View() {
  const form = useForm<Values, void>({
    start: {
      contacts: [
        { value: "one", words: {} },
        { value: "two", words: {} },
      ],
    },
    check: ({ contacts }) =>
      contacts.flatMap(({ value }, index) =>
        value ? [] : [{ field: `contacts[${index}].value`, sentence: "Write something" }],
      ),
    send: async (values) => void sent.push(values),
    done: () => {},
  });
  return (
    <FormView form={form} verb="Save" busy="Saving">
      <Several
        form={form}
        name="contacts"
        label="Contacts"
        add="Add"
        fresh={() => ({ value: "", words: {} })}
        most={3}
        nameOf={(number) => `Contact ${number}`}
        ordered
      >
        {(index) => (
          <>
            <TextField form={form} name={`contacts[${index}].value`} label="Value" />
            <TextAreaField form={form} name={`contacts[${index}].words.fi`} label="Name" lang="fi" />
          </>
        )}
      </Several>
    </FormView>
  );
}

const at = <Found extends HTMLElement>(selector: string) => place.querySelector(selector) as Found;
const button = (name: string) =>
  [...place.querySelectorAll("button")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === name);
const click = (name: string) => act(() => button(name)?.click());
const values = () => [...place.querySelectorAll<HTMLInputElement>("input")].map(({ value }) => value);
const submit = () =>
  act(async () => {
    at("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve));
  });

beforeEach(async () => {
  place = document.createElement("div");
  document.body.replaceChildren(place);
  sent = [];
  await act(() =>
    render(
      <AppContext.Provider value={{ speaking: inEnglish() } as unknown as App}>
        <View />
      </AppContext.Provider>,
      place,
    ),
  );
});

test("one more has the focus in its first field, and no more can be added than there may be", async () => {
  await click("Add");

  expect(values()).toEqual(["one", "two", ""]);
  expect(document.activeElement?.id).toBe("contacts[2].value");
  expect(button("Add")).toBeUndefined();
});

test("one is taken away, and the focus is in the one that has come in its place", async () => {
  await click("Remove: Contact 1");
  expect(values()).toEqual(["two"]);
  expect(document.activeElement?.id).toBe("contacts[0].value");

  await click("Remove: Contact 1");
  expect(values()).toEqual([]);
  expect(document.activeElement).toBe(button("Add"));
});

test("one is moved with its place's button, which has no more where it ends", async () => {
  await click("Move up: Contact 2");

  expect(values()).toEqual(["two", "one"]);
  expect(document.activeElement).toBe(button("Move down: Contact 1"));
  expect(button("Move up: Contact 1")?.disabled).toBe(true);
});

test("what is wrong stands beside the field of the one that it is in, and what is typed is sent", async () => {
  await click("Add");
  await submit();
  expect(at("[id='contacts[2].value-mistake']").textContent).toBe("Write something");
  expect(sent).toEqual([]);

  for (const [id, text] of [
    ["contacts[2].value", "three"],
    ["contacts[2].words.fi", "Kolmas"],
  ]) {
    await act(() => {
      const field = at<HTMLInputElement>(`[id='${id}']`);
      field.value = text ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  await submit();
  expect(sent[0]?.contacts[2]).toEqual({ value: "three", words: { fi: "Kolmas" } });
});
