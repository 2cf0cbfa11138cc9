import { beforeEach, expect, test } from "vitest";
import type { Ask } from "../../shared/http";
import { fetchCopy, fetchPage } from "./fetching";

let asked: string[];
let answers: Record<string, unknown>;
const ask = ((_: string, path: string) => {
  asked.push(path);
  return Promise.resolve(answers[path]);
}) as Ask;

beforeEach(() => {
  asked = [];
});

const entry = (seq: number) => ({ seq, kind: "said", by: "visitor", at: seq, text: `${seq}` });

test("a copy that came in pages is one copy", async () => {
  answers = {
    "v1/conversation/copy": { reference: "A", entries: [entry(1), entry(2)], more: true },
    "v1/conversation/copy?after=2": { reference: "A", entries: [entry(3)], more: true },
    "v1/conversation/copy?after=3": { reference: "A", entries: [entry(4)] },
  };

  expect(await fetchCopy(ask)).toEqual({ reference: "A", entries: [1, 2, 3, 4].map(entry) });
  expect(asked).toHaveLength(3);
});

test("a copy of one page is asked for once", async () => {
  answers = { "v1/conversation/copy": { reference: "A", entries: [entry(1)] } };

  expect(await fetchCopy(ask)).toEqual(answers["v1/conversation/copy"]);
  expect(asked).toHaveLength(1);
});

test("a page to save is the sum of its parts, without what says that there are more", async () => {
  answers = {
    "v1/conversation/copy.html?language=fi": "<html>\n<p>1\n<!-- more: 7 -->",
    "v1/conversation/copy.html?language=fi&after=7": "<p>&lt;!-- more: 1 --&gt;\n<!-- more: 12 -->",
    "v1/conversation/copy.html?language=fi&after=12": "<p>3\n</html>\n",
  };

  expect(await fetchPage(ask, "fi")).toBe("<html>\n<p>1\n<p>&lt;!-- more: 1 --&gt;\n<p>3\n</html>\n");
  expect(asked).toHaveLength(3);
});
