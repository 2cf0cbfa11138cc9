import { type Signal, signal } from "@preact/signals";
import { beforeEach, describe, expect, test } from "vitest";
import type { Link } from "../../../shared/connection";
import { emptyScreen } from "../../../shared/conversation";
import { Refusal } from "../../../shared/http";
import type { Note, ServerFrame } from "../../../shared/wire";
import { draftsOf, noteOf } from "./drafts";
import { type Noting, noting } from "./noting";
import type { Work } from "./work";

const note = (number: number, id = `note-000${number}`): Note => ({
  number,
  after: 0,
  by: "agent.a",
  alias: "Anna",
  at: number,
  id,
  text: `Note ${number}`,
});
const refused = (code: string) => new Refusal({ code, sentence: "" });
const settled = () => new Promise((resolve) => setTimeout(resolve));

function bench() {
  const asked: { method: string; path: string; body: unknown }[] = [];
  const answers: (unknown | Refusal)[] = [];
  const link: Signal<Link> = signal({ is: "idle" });
  const drafts = draftsOf("agent.a", null);
  let hear = (_: ServerFrame) => {};
  let ids = 0;
  const work = {
    link,
    drafts,
    unsavedNotes: signal(false),
    hears: (listener: (frame: ServerFrame) => void) => {
      hear = listener;
    },
    screenOf: (conversation: string) => emptyScreen(conversation),
  } as unknown as Work;
  const it: Noting = noting({
    work,
    ask: async (method, path, body) => {
      asked.push({ method, path, body });
      const answer = answers.shift();
      if (answer instanceof Refusal) throw answer;
      return answer as never;
    },
    now: () => 5,
    newId: () => `id-${++ids}-12345`,
  });
  return { it, work, drafts, link, asked, answers, hear: (frame: ServerFrame) => hear(frame) };
}

let on: ReturnType<typeof bench>;
beforeEach(() => {
  on = bench();
});
const states = () => on.it.of("A").pending.map(({ text, state }) => `${text} ${state}`);

describe("notes at work", () => {
  test("are fetched for what is on the screen, if there are any, and for nothing else", async () => {
    on.it.shows("A", 0);
    on.hear({ is: "noted", conversation: "B", noted: 1 });
    await settled();
    expect(on.asked).toEqual([]);

    on.answers.push({ notes: [note(1)], noted: 1 });
    on.it.shows("A", 1);
    await settled();
    expect(on.asked.map(({ path }) => path)).toEqual(["v1/conversations/A/notes"]);
    expect(on.it.of("A").notes).toEqual([note(1)]);
  });

  test("that are told with their words cost no question, and those that are told by number do", async () => {
    on.it.shows("A", 0);
    on.hear({ is: "noted", conversation: "A", noted: 1, note: note(1) });
    await settled();
    expect(on.asked).toEqual([]);

    on.answers.push({ notes: [note(1), note(2)], noted: 2 });
    on.hear({ is: "noted", conversation: "A", noted: 2 });
    await settled();
    expect(on.it.of("A").notes.map(({ number }) => number)).toEqual([1, 2]);
  });

  test("that could not be fetched are asked for again by hand, or once the line is good", async () => {
    on.answers.push(refused("unavailable"), { notes: [note(1)], noted: 1 });
    on.it.shows("A", 1);
    await settled();
    expect(on.it.of("A").problem?.code).toBe("unavailable");

    on.link.value = { is: "open", by: "socket" } as Link;
    await settled();
    expect(on.it.of("A")).toMatchObject({ notes: [note(1)], problem: null });
  });

  test("are all saved before whatever waits for them: what is typed, and what could not be saved before", async () => {
    on.answers.push(refused("offline"));
    on.it.save("A", "Note 1");
    await settled();
    on.drafts.keep(noteOf("A"), "Note 2");
    on.answers.push(note(1, "id-1-12345"), refused("too_many"));

    expect(await on.it.saveAll("A")).toMatchObject({ code: "too_many" });
    expect(states()).toEqual(["Note 2 not_saved"]);
    expect(on.drafts.of(noteOf("A"))).toBe("");

    on.answers.push(note(2, "id-2-12345"));
    expect(await on.it.saveAll("A")).toBeNull();
    expect(await on.it.saveAll("A")).toBeNull();
    expect(on.it.of("A").notes.map(({ number }) => number)).toEqual([1, 2]);
    expect(on.asked.length).toBe(4);
  });

  test("are saved one after the other, each under its own name, and the draft is free at once", async () => {
    on.drafts.keep(noteOf("A"), "Note 1");
    on.answers.push(note(1, "id-1-12345"), note(2, "id-2-12345"));
    on.it.save("A", " Note 1 ");
    on.it.save("A", "Note 2");
    expect(on.drafts.of(noteOf("A"))).toBe("");
    expect(on.asked.length).toBe(1);
    expect(on.work.unsavedNotes.value).toBe(true);
    await settled();

    expect(on.asked.map(({ body }) => body)).toEqual([
      { id: "id-1-12345", text: "Note 1" },
      { id: "id-2-12345", text: "Note 2" },
    ]);
    expect(states()).toEqual([]);
    expect(on.work.unsavedNotes.value).toBe(false);
  });

  test("of which no answer came go out again under the same name when the line is good", async () => {
    on.answers.push(refused("offline"), note(1, "id-1-12345"));
    on.it.save("A", "Note 1");
    await settled();
    expect(states()).toEqual(["Note 1 not_saved"]);

    on.link.value = { is: "open", by: "socket" } as Link;
    await settled();
    expect(on.asked.map(({ body }) => body)).toEqual([
      { id: "id-1-12345", text: "Note 1" },
      { id: "id-1-12345", text: "Note 1" },
    ]);
    expect(states()).toEqual([]);
  });

  test("that were refused for good stay, and go out again only by hand", async () => {
    on.answers.push(refused("conversation_closed"));
    on.it.save("A", "Note 1");
    await settled();
    on.link.value = { is: "open", by: "socket" } as Link;
    await settled();
    expect([states(), on.asked.length]).toEqual([["Note 1 not_saved"], 1]);

    on.it.discard("A", "id-1-12345");
    expect(states()).toEqual([]);
  });

  test("that meet the end of the session are in the field again, before what is being written there", async () => {
    on.answers.push(refused("unauthenticated"));
    on.it.save("A", "Note 1");
    on.drafts.keep(noteOf("A"), "Next");
    await settled();

    expect(on.drafts.of(noteOf("A"))).toBe("Note 1\nNext");
    expect(states()).toEqual([]);
  });

  test("go with the conversation when that is erased", () => {
    on.hear({ is: "noted", conversation: "A", noted: 1, note: note(1) });
    on.hear({ is: "erased", conversation: "A" });

    expect(on.it.of("A").notes).toEqual([]);
  });

  test("are never told to the visitor as typing, and are no answer", () => {
    on.drafts.keep(noteOf("A"), "Note");

    expect(on.drafts.of("A")).toBe("");
    expect(on.asked).toEqual([]);
  });
});
