// @vitest-environment happy-dom
import { render } from "preact";
import { beforeEach, expect, test } from "vitest";
import type { Sorting } from "./sorting";
import { Table } from "./table";

type Key = "name" | "at" | "note";
const START: Sorting<Key> = { by: "at", down: true };
let place: HTMLElement;
let sortings: Sorting<Key>[];

function draw(sorting: Sorting<Key>): void {
  render(
    <Table<{ name: string; at: number }, Key>
      caption="Two rows"
      columns={[
        { key: "name", name: "Name", cell: (row) => row.name, head: true, sorts: true },
        { key: "at", name: "Time", cell: (row) => row.at, sorts: true },
        { key: "note", name: "Note", cell: () => "–" },
      ]}
      rows={[
        { name: "a", at: 2 },
        { name: "b", at: 1 },
      ]}
      keyOf={(row) => row.name}
      sorting={sorting}
      start={START}
      onSort={(next) => sortings.push(next)}
    />,
    place,
  );
}

beforeEach(() => {
  place = document.createElement("div");
  document.body.replaceChildren(place);
  sortings = [];
});

test("has a caption, a head for each column and one for each row", () => {
  draw(START);

  expect(place.querySelector("caption")?.textContent).toBe("Two rows");
  expect([...place.querySelectorAll("th[scope=col]")].map((one) => one.textContent)).toEqual(["Name", "Time", "Note"]);
  expect([...place.querySelectorAll("th[scope=row]")].map((one) => one.textContent)).toEqual(["a", "b"]);
  expect(place.querySelector("td")?.dataset["name"]).toBe("Time");
});

test("says in which order it is, and a press of a head asks for another", () => {
  draw(START);
  const heads = [...place.querySelectorAll("th[scope=col]")];
  expect(heads.map((one) => one.getAttribute("aria-sort"))).toEqual([null, "descending", null]);
  for (const head of heads) head.querySelector("button")?.click();

  expect(sortings).toEqual([
    { by: "name", down: false },
    { by: "at", down: false },
  ]);
});
