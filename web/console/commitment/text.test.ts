import { expect, test } from "vitest";
import { article } from "./text";

test("a short first line is the title, and a paragraph's first line of several is its heading", () => {
  const text = "Title\n\nLead in one line.\n\n1. First\nBody of it.\n\n2. Second\nBody\nwith two lines.";

  expect(article(text)).toEqual({
    title: "Title",
    sections: [
      { heading: null, body: "Lead in one line." },
      { heading: "1. First", body: "Body of it." },
      { heading: "2. Second", body: "Body\nwith two lines." },
    ],
  });
});

test("a single paragraph, or a long first one, is no title", () => {
  expect(article("Only this.")).toEqual({ title: null, sections: [{ heading: null, body: "Only this." }] });
  expect(article(`${"long ".repeat(30)}\n\nmore`).title).toBeNull();
});
