// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, test } from "vitest";
import { type Filters, filtersIn, queryOf } from "./filtering";
import { FiltersForm } from "./filters";

const SCHEMA = {
  outcome: { is: "choice", of: ["allowed", "refused"] },
  action: { is: "choice" },
  who: { is: "reference", form: /^([0-9a-f]{4}|visitor)$/ },
  from: { is: "day" },
  until: { is: "day" },
  of: { is: "switch", on: "log" },
} as const;

describe("the address", () => {
  test("has what narrows, and gives it back", () => {
    const filters = {
      outcome: "refused",
      action: "sign_in",
      who: "00ff",
      from: "2026-11-01",
      until: "2026-11-30",
      of: "log",
    };
    const query = queryOf(filters, "?sort=-at");

    expect(query).toBe("?sort=-at&outcome=refused&action=sign_in&who=00ff&from=2026-11-01&until=2026-11-30&of=log");
    expect(filtersIn(new URLSearchParams(query), SCHEMA)).toEqual(filters);
    expect(queryOf({})).toBe("");
    expect(queryOf({ outcome: "" })).toBe("");
  });

  test.each([
    "outcome=else",
    "outcome=",
    "action=Some words",
    "who=visitors",
    "who=agent.a",
    "from=2026-02-30",
    "from=1999-01-01",
    "from=today",
    "of=1",
    "name=Maija",
  ])("%s is of no form, and narrows nothing", (query) => {
    expect(filtersIn(new URLSearchParams(query), SCHEMA)).toEqual({});
  });
});

describe("the form", () => {
  let place: HTMLElement;
  let applied: Filters<typeof SCHEMA>[];

  beforeEach(() => {
    place = document.createElement("div");
    document.body.replaceChildren(place);
    applied = [];
  });

  function draw(value: Filters<typeof SCHEMA>): void {
    act(() =>
      render(
        <FiltersForm
          schema={SCHEMA}
          fields={[
            { name: "outcome", label: "Outcome", none: "Any", choices: [{ value: "refused", label: "Refused" }] },
            { name: "who", label: "Who", none: "Anybody", choices: [{ value: "visitor", label: "The visitor" }] },
            { name: "from", label: "From" },
            { name: "until", label: "Until", notBefore: "from" },
            { name: "of", label: "Readings", none: "off", on: "on" },
          ]}
          value={value}
          words={{ title: "Narrow", apply: "Apply", clear: "Clear", daysTurned: "Ends before it begins" }}
          onApply={(filters) => applied.push(filters)}
        />,
        place,
      ),
    );
  }

  const field = (label: string) =>
    [...place.querySelectorAll("label")].find((one) => one.textContent === label)?.htmlFor ?? "";
  const button = (text: string) => [...place.querySelectorAll("button")].find((one) => one.textContent === text);
  function put(label: string, value: string): void {
    const input = document.getElementById(field(label)) as HTMLInputElement;
    input.value = value;
    act(() => void input.dispatchEvent(new Event(input.type === "date" ? "input" : "change", { bubbles: true })));
  }

  test("asks nothing before it is told to, and then for all of it", () => {
    draw({});
    put("Outcome", "refused");
    put("From", "2026-11-01");
    act(() => place.querySelector<HTMLElement>("[role=switch]")?.click());
    expect(applied).toEqual([]);
    act(() => button("Apply")?.click());

    expect(applied).toEqual([{ outcome: "refused", from: "2026-11-01", of: "log" }]);
  });

  test("can be cleared where something narrows, of its own filters only", () => {
    draw({});
    expect(button("Clear")).toBeUndefined();
    draw({ action: "sign_in", who: "visitor" });
    act(() => button("Clear")?.click());

    expect(applied).toEqual([{ action: "sign_in" }]);
    expect(document.activeElement).toBe(document.getElementById(field("Outcome")));
  });

  test("says beside the field that days are turned, and asks nothing", () => {
    draw({ from: "2026-11-02" });
    put("Until", "2026-11-01");
    act(() => button("Apply")?.click());
    const until = document.getElementById(field("Until"));

    expect(applied).toEqual([]);
    expect(document.getElementById(until?.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "Ends before it begins",
    );
    expect(document.activeElement).toBe(until);
    put("Until", "2026-11-02");
    act(() => button("Apply")?.click());
    expect(applied).toEqual([{ from: "2026-11-02", until: "2026-11-02" }]);
  });

  test("is folded where there is no room, until something narrows", () => {
    const wide = window.matchMedia;
    window.matchMedia = () => ({ matches: true }) as MediaQueryList;
    draw({});
    expect(place.querySelector("details")?.open).toBe(false);
    render(null, place);
    draw({ outcome: "refused" });
    expect(place.querySelector("details")?.open).toBe(true);
    render(null, place);
    window.matchMedia = wide;
    draw({});
    expect(place.querySelector("details")?.open).toBe(true);
  });

  test("shows what the address has after it has changed, also what is not offered", () => {
    draw({ outcome: "refused" });
    draw({ who: "00ff" });

    expect((document.getElementById(field("Outcome")) as HTMLSelectElement).value).toBe("");
    expect((document.getElementById(field("Who")) as HTMLSelectElement).value).toBe("00ff");
  });
});
