import { afterEach, beforeEach, expect, test } from "vitest";
import type { AnswersPage, CannedAnswer, Entry } from "../../../shared/wire";
import { A, bench, factsOf, me, START, settled } from "../../for_tests";
import { FRESH } from "./canned";
import { beginsWith } from "./inserting";
import { cannedAnswers } from "./sources";

const answer = (id: string, key: string, fi: string, more: Partial<CannedAnswer> = {}): CannedAnswer => ({
  id,
  key,
  title: key,
  text: { fi, sv: `${fi} (sv)` } as CannedAnswer["text"],
  changed_at: START,
  ...more,
});
const PAGE: AnswersPage = {
  version: "1",
  own: [answer("own-1", "oma", "Oma")],
  shared: [answer("shared-1", "hei", "Hei {name|sinä}, {alias}"), answer("shared-2", "muu", "Muu", { sites: ["x"] })],
  greeting: "shared-1",
  sites: [{ site: "demo", company: "Demo", contact: "08 1" }],
};
const said = (seq: number, by: Entry["by"]): Entry => ({ seq, at: START, kind: "said", by, text: "Hei" });

let desk: ReturnType<typeof bench>;
const drafted = () => desk.desk().work.drafts.of(A);
const asked = () => desk.asked.filter((one) => one.startsWith("GET v1/answers"));

beforeEach(async () => {
  desk = bench();
  desk.answers["v1/answers"] = PAGE;
  await desk.begin();
});
afterEach(() => desk.desk().stop(true));

async function take(entries: Entry[], more = {}): Promise<void> {
  desk.answers[`v1/conversations/${A}/take`] = { facts: factsOf(A, { seq: entries.length, name: "Maija", ...more }) };
  desk.desk().take(A);
  for (let turn = 0; turn < 10; turn += 1) await settled();
  await desk.hear({
    is: "history",
    conversation: A,
    facts: factsOf(A, { seq: entries.length, name: "Maija", ...more }),
    entries,
  } as never);
  for (let turn = 0; turn < 10; turn += 1) await settled();
}

test("whoever takes a conversation has their greeting in the empty field, in the visitor's language, and nothing is sent", async () => {
  await take([said(1, "visitor")], { language: "sv" });

  expect(drafted()).toBe("Hei Maija, Anna (sv)");
  expect(desk.sent.filter((frame) => frame.do === "say" || frame.do === "typing")).toEqual([]);
});

test("it is put over nothing that was begun, and not where an agent has answered already", async () => {
  desk.desk().work.drafts.keep(A, "Ali");
  await take([said(1, "visitor")]);
  expect(drafted()).toBe("Ali");

  desk.desk().work.drafts.keep(A, "");
  await take([said(1, "visitor"), said(2, "agent")]);
  expect(drafted()).toBe("");
});

test("without a greeting nothing is put anywhere", async () => {
  desk.answers["v1/answers"] = { ...PAGE, greeting: null };
  await take([said(1, "visitor")]);

  expect(drafted()).toBe("");
});

test("a greeting that could not be fetched is missed until it is there, and none is missed where all was fetched", async () => {
  desk.refuse("v1/answers", "unavailable");
  await take([said(1, "visitor")]);
  const canned = await desk.desk().answers();
  expect([...canned.ungreeted.value]).toEqual([A]);
  expect(canned.problem.value).toMatchObject({ code: "unavailable" });
  expect(drafted()).toBe("");

  desk.answers["v1/answers"] = PAGE;
  await canned.greet(A);
  expect([...canned.ungreeted.value]).toEqual([]);
  expect(drafted()).toBe("Hei Maija, Anna");
});

test("they are asked for once, and after a while by the version that is known", async () => {
  const canned = await desk.desk().answers();
  await canned.look();
  await canned.look();
  expect(asked()).toEqual(["GET v1/answers"]);

  desk.clock.now += FRESH;
  desk.answers["v1/answers?known=1"] = { version: "1", same: true };
  await Promise.all([canned.look(), canned.look()]);
  expect(asked()).toEqual(["GET v1/answers", "GET v1/answers?known=1"]);
  expect(canned.page.value).toEqual(PAGE);
});

test("what cannot be had is said, and asked for again", async () => {
  desk.refuse("v1/answers", "unavailable");
  const canned = await desk.desk().answers();
  await canned.look();
  const source = cannedAnswers(canned, factsOf(A), "Anna", { own: "Own", shared: "Shared" });
  expect(source.state()).toMatchObject({ code: "unavailable" });

  desk.answers["v1/answers"] = PAGE;
  source.again();
  await settled();
  expect(source.state()).toBe("ready");
});

test("a conversation is offered what is meant for its site, in its language, with its variables filled", async () => {
  const canned = await desk.desk().answers();
  await canned.look();
  const source = cannedAnswers(canned, factsOf(A), "Anna", { own: "Own", shared: "Shared" });
  const found = source
    .find("", "fi")
    .map(({ key, group, pieces }) => [key, group, pieces.map(({ text }) => text).join("")]);

  expect(found).toEqual([
    ["own-1", "Own", "Oma"],
    ["shared-1", "Shared", "Hei sinä, Anna"],
  ]);
  expect(source.find("hei", "en").map(({ language }) => language)).toEqual(["fi"]);
  expect(me().alias).toBe("Anna");
});

test("what comes while it is looked at moves nothing", async () => {
  const canned = await desk.desk().answers();
  await canned.look();
  const source = cannedAnswers(canned, factsOf(A), "Anna", { own: "Own", shared: "Shared" });
  desk.clock.now += FRESH;
  desk.answers["v1/answers?known=1"] = { version: "2", own: [], shared: [] };
  await canned.look();

  expect(source.find("", "fi")).toHaveLength(2);
  expect(cannedAnswers(canned, factsOf(A), "Anna", { own: "", shared: "" }).any()).toBe(false);
});

test.each([
  ["/", 1, true],
  ["Hei /", 5, true],
  ["Hei\n/", 5, true],
  ["24/", 3, false],
  ["https:/", 7, false],
  ["Hei / ja", 5, true],
  ["Hei", 3, false],
])("%j at %d opens what can be put in: %s", (text, caret, opens) => {
  expect(beginsWith(text, caret)).toBe(opens);
});
