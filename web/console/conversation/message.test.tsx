// @vitest-environment happy-dom
import { render } from "preact";
import { expect, test } from "vitest";
import { words } from "../../words/en/reading";
import type { App } from "../app";
import { inEnglish } from "../for_tests";
import { AppContext } from "../parts/context";
import type { Item, Line } from "./log";
import { type Acts, LogItem } from "./message";

const console = { speaking: inEnglish() } as unknown as App;
const acts: Acts = {
  retry: () => {},
  discard: () => {},
  hide: () => {},
  correct: () => {},
  correctable: null,
  offerCopy: null,
  end: null,
  busy: false,
};

function drawn(line: Partial<Line>, run: Partial<Item & { is: "run" }> = {}): HTMLElement {
  const place = document.createElement("div");
  const whole: Line = {
    key: "1",
    id: "1",
    was: null,
    text: "",
    masked: [],
    seq: 1,
    hidden: null,
    mayHide: false,
    asksCopy: false,
    tick: null,
    problem: null,
    ...line,
  };
  render(
    <AppContext.Provider value={console}>
      <LogItem
        item={{ is: "run", key: "r", by: "visitor", alias: null, own: false, at: 0, lines: [whole], ...run }}
        spoken="fi"
        acts={acts}
        words={words}
        newest={whole}
      />
    </AppContext.Provider>,
    place,
  );
  return place;
}

test.each([
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  '"><svg onload=alert(1)>',
  "&lt;b&gt; &amp; \u202etxt.exe",
  "{{constructor}} [[7*7]]",
])("what a visitor writes is text and nothing else: %j", (text) => {
  const place = drawn({ text });

  expect(place.querySelector(".bubble")?.textContent).toBe(text);
  expect(place.querySelector(".bubble")?.children).toHaveLength(0);
});

test("an address can be followed into a window that knows nothing of this one, and is seen whole", () => {
  const link = drawn({ text: "see https://site.example/a." }).querySelector("a");

  expect(link?.getAttribute("href")).toBe("https://site.example/a");
  expect(link?.getAttribute("rel")).toContain("noopener noreferrer");
  expect(link?.textContent).toBe("https://site.example/a");
});

test("a mail address and a telephone number can be used, without a window", () => {
  const links = [...drawn({ text: "maija@posti.example tai 040 123 4567" }).querySelectorAll("a")];

  expect(links.map((link) => link.getAttribute("href"))).toEqual(["mailto:maija@posti.example", "tel:0401234567"]);
  expect(links.map((link) => [link.textContent, link.target])).toEqual([
    ["maija@posti.example", ""],
    ["040 123 4567", ""],
  ]);
});

test("an address in look-alike letters shows whose page it is", () => {
  expect(drawn({ text: "https://аpple.example/" }).querySelector("a")?.textContent).toContain("xn--pple-43d.example");
});

test("a colleague's name is seen over their words; one's own and the visitor's are known by where they stand", () => {
  const colleague = drawn({ text: "x" }, { by: "agent", alias: "Pekka" });
  const own = drawn({ text: "x" }, { by: "agent", alias: "Anna", own: true });

  expect([colleague, own, drawn({ text: "x" })].map((place) => place.querySelector("h3")?.className)).toEqual([
    "speaker",
    "only-heard",
    "only-heard",
  ]);
  expect(colleague.querySelector(".speaker")?.textContent).toBe("Pekka");
  expect(colleague.querySelector(".run[data-colleague]")).not.toBeNull();
  expect(own.querySelector(".run[data-colleague]")).toBeNull();
});

test("the speaker, a mask and what is not sent are said in words", () => {
  const place = drawn({
    text: "x",
    masked: ["payment_card"],
    tick: "not_sent",
    problem: { code: "offline", sentence: "" },
  });

  expect(place.querySelector("h3")?.textContent).toBe("Visitor");
  expect(place.textContent).toContain(words.masked.payment_card);
  expect(place.textContent).toContain("Message not sent. The service cannot be reached.");
});
