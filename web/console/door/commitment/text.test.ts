import { expect, test } from "vitest";
import { article } from "./text";

test("a short first line is the title, and a line with a number stands over the paragraph after it", () => {
  const text =
    "Title\n\nLead in one line.\n\n1. First\n\nBody of it.\n\n2. Second\n\nBody\nwith two lines.\n\nAnd more.";

  expect(article(text)).toEqual({
    title: "Title",
    sections: [
      { heading: null, body: "Lead in one line." },
      { heading: "1. First", body: "Body of it." },
      { heading: "2. Second", body: "Body\nwith two lines." },
      { heading: null, body: "And more." },
    ],
  });
});

test("a single paragraph, or a long first one, is no title", () => {
  expect(article("Only this.")).toEqual({ title: null, sections: [{ heading: null, body: "Only this." }] });
  expect(article(`${"long ".repeat(30)}\n\nmore`).title).toBeNull();
});
