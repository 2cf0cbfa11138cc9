import { expect, test } from "vitest";
import { emptyScreen, type Screen, withNotSent, withoutPending, withPending } from "../shared/screen";
import type { Link } from "../shared/talk";
import type { Entry, Facts } from "../shared/wire";
import { isUpToDate, Recorder } from "./history";

const open: Link = { is: "open", by: "socket", heardAt: 0, doubted: false };
const doubted: Link = { is: "open", by: "socket", heardAt: 0, doubted: true };
const waiting: Link = { is: "waiting", until: 0, tries: 1, problem: null };
const entry = (seq: number): Entry => ({
  seq,
  kind: "said",
  by: "visitor",
  at: 7,
  id: `id-${seq}`,
  text: `text ${seq}`,
});
const facts = { status: "active", seq: 2 } as Facts;
const two: Screen = { ...emptyScreen("C"), facts, newest: 2, entries: [entry(1), entry(2)] };

function recording(conversation: string | null = "C") {
  const events: object[] = [];
  const recorder = new Recorder(
    (event) => events.push(event),
    () => 5,
    { conversation, screen: "v1/1", by: "visitor" },
  );
  return { events, recorder };
}

test("what comes before it is known which conversation it is, is written down once it is", () => {
  const { events, recorder } = recording(null);
  recorder.typed("id-1", "text 1");
  expect(events).toEqual([]);
  recorder.isOf("C");
  recorder.isOf("D");
  recorder.discarded("id-1");

  expect(events).toMatchObject([
    { event: "typed", conversation: "C", at: 5 },
    { event: "discarded", conversation: "C" },
  ]);
});

test("a screen is written down as far as it has changed", () => {
  const { events, recorder } = recording();
  recorder.show({ ...two, entries: [entry(1)], newest: 1 }, open);
  recorder.show(two, open);

  expect(events[1]).toEqual({
    event: "showed",
    at: 5,
    conversation: "C",
    screen: "v1/1",
    by: "visitor",
    kept: 1,
    added: [{ seq: 2, kind: "said", by: "visitor", id: "id-2", text: "text 2" }],
    pending: [],
    status: "active",
    up_to_date: true,
    trouble: false,
    cut: false,
  });
});

test("a screen that shows what it showed is not written down again", () => {
  const { events, recorder } = recording();
  recorder.show(two, open);
  recorder.show({ ...two, typing: true }, open);

  expect(events).toHaveLength(1);
});

test("what a screen takes away or changes shows in what it keeps", () => {
  const { events, recorder } = recording();
  recorder.show(two, open);
  recorder.show({ ...two, entries: [entry(1)] }, open);
  recorder.show({ ...two, entries: [{ ...entry(1), text: "another" }] }, open);

  expect(events).toMatchObject([{ kept: 0 }, { kept: 1, added: [] }, { kept: 0, added: [{ text: "another" }] }]);
});

test("pending messages are written down with their states, in their order", () => {
  const { events, recorder } = recording();
  const sending = withPending(withPending(two, "a", "A", 0), "b", "B", 0);
  recorder.show(sending, open);
  recorder.show(withNotSent(sending, "a", { code: "x", sentence: "" }), open);
  recorder.show(withoutPending(sending, "a"), open);

  expect(events).toMatchObject([
    {
      pending: [
        ["a", "sending"],
        ["b", "sending"],
      ],
    },
    {
      pending: [
        ["a", "not_sent"],
        ["b", "sending"],
      ],
    },
    { pending: [["b", "sending"]] },
  ]);
});

test.each<[string, boolean, Screen, Link]>([
  ["all is there on a line that is proved", true, two, open],
  ["the line has to be proved", false, two, doubted],
  ["there is no line", false, two, waiting],
  ["a place is known and empty", false, { ...two, newest: 3 }, open],
  ["nothing is known yet", false, { ...two, facts: null }, open],
  ["it could not be fetched", false, { ...two, problem: { code: "x", sentence: "" } }, open],
  ["it is not to be had any more", false, { ...two, lost: true }, open],
])("a screen may say that nothing is missing when %s: %s", (_, expected, screen, link) => {
  expect(isUpToDate(screen, link)).toBe(expected);
});
