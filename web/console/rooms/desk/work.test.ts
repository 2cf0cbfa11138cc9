import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Ears, Surroundings } from "../../../shared/connection";
import { Refusal } from "../../../shared/http";
import type {
  AbuseReason,
  ClientFrame,
  Close,
  Desk,
  Facts,
  Hide,
  PassOnFor,
  Problem,
  ServerFrame,
} from "../../../shared/wire";
import { draftsOf } from "./drafts";
import { whyOver } from "./help_over";
import type { DeskService } from "./service";
import { hasMore } from "./state";
import { SPREAD, type Work, work } from "./work";

const NOW = 1_800_000_000_000;
const facts = (conversation: string, more: Partial<Facts> = {}): Facts => ({
  conversation,
  site: "demo",
  language: "fi",
  status: "active",
  started_at: NOW,
  expires_on: "2027-01-25",
  seq: 0,
  sent: 0,
  alias: "Anna",
  mine: true,
  ...more,
});
const waiting = (conversation: string) => ({
  conversation,
  site: "demo",
  language: "fi" as const,
  started_at: NOW,
  first_line: "Hei",
});
const refusal = (code: string, data: Partial<Problem> = {}) => new Refusal({ code, sentence: "", ...data });

/** A desk with a socket and a service that the test plays itself. */
function bench() {
  const told: string[] = [];
  const sent: ClientFrame[] = [];
  const ears: Ears[] = [];
  let answer: Partial<DeskService> = {};
  const desk: Desk = { waiting: [], left: [], mine: [], now: NOW };
  let asked = 0;
  let shown = true;
  const timers: { after: number; run: () => void }[] = [];
  const service = {
    ticket: async () => ({ ticket: "t", socket: "wss://example/socket" }),
    desk: async () => {
      asked += 1;
      return desk;
    },
    take: (id: string) => answer.take?.(id),
    close: (id: string, body: Close) => answer.close?.(id, body),
    endForAbuse: (id: string, reason: AbuseReason) => answer.endForAbuse?.(id, reason),
    passOn: (id: string, to: string | null, why: PassOnFor | null) => answer.passOn?.(id, to, why),
    stop: async (id: string) => void told.push(`stopped ${id}`),
    offerTranscript: (id: string) => answer.offerTranscript?.(id),
    hide: (id: string, seq: number, ground: Hide["ground"]) => answer.hide?.(id, seq, ground),
  } as unknown as DeskService;
  const surroundings: Surroundings = {
    now: () => NOW,
    random: () => 0.5,
    newId: () => `id-${sent.length}-12345`,
    later: (after, run) => {
      const timer = { after, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    ticket: service.ticket,
    open: (_address, _protocols, given) => {
      ears.push(given);
      return { send: (text) => void sent.push(JSON.parse(text)), close: () => {} };
    },
  };
  const room: Work = work({
    service,
    surroundings,
    drafts: draftsOf("agent.a", null),
    isShown: () => shown,
    events: {
      rang: () => void told.push("rang"),
      worked: (endsAt) => void told.push(`worked, until ${endsAt}`),
      said: () => {},
      answered: (id) => void told.push(`answered ${id}`),
      lost: (id, problem) => void told.push(`lost ${id} to ${problem.alias}`),
      handedOver: (id) => void told.push(`handed over ${id}`),
      received: (id) => void told.push(`received ${id}`),
      reminded: (id) => void told.push(`reminded ${id}`),
      invited: (id) => void told.push(`invited to ${id}`),
      helpOver: (id) => void told.push(`help over in ${id}`),
      failed: (problem) => void told.push(`failed ${problem.code}`),
    },
  });
  /** Lets the moment pass over which consoles spread what they fetch. */
  const pass = async () => {
    for (const timer of timers.filter(({ after }) => after === SPREAD / 2)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
    await settled();
  };
  return {
    room,
    desk,
    sent,
    told,
    pass,
    asked: () => asked,
    show: (on: boolean) => {
      shown = on;
    },
    answer: (more: Partial<DeskService>) => {
      answer = more;
    },
    open: async () => {
      room.start();
      await settled();
      ears.at(-1)?.opened();
      await settled();
    },
    hear: async (frame: ServerFrame) => {
      ears.at(-1)?.heard(JSON.stringify(frame));
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const group = (room: Work) => room.rows.value.map((row) => `${row.group} ${row.conversation}`);

let it: ReturnType<typeof bench>;
beforeEach(() => {
  it = bench();
});

describe("the desk", () => {
  test("follows what is mine as soon as it is known, and asks for what is missing", async () => {
    it.desk.mine = [waiting("A")];
    await it.open();

    expect(it.sent).toContainEqual({ do: "join", conversation: "A", after: 0 });
    expect(group(it.room)).toEqual(["mine A"]);
  });

  test("is fetched once at the start, when one listens", async () => {
    await it.open();
    await it.pass();

    expect(it.asked()).toBe(1);
  });

  test("shows at once who has come, and rings; the first line is fetched a moment later, once for all", async () => {
    await it.open();
    it.desk.waiting = [waiting("V"), waiting("W")];
    for (const conversation of ["V", "W"]) {
      const { first_line: _, ...came } = waiting(conversation);
      await it.hear({ is: "queue", came, rings: true });
    }

    expect(group(it.room)).toEqual(["queue V", "queue W"]);
    expect(it.room.rows.value.map((row) => row.line?.text)).toEqual(["", ""]);
    expect(it.told).toEqual(["rang", "rang"]);
    expect(it.asked()).toBe(1);
    await it.pass();
    expect(it.room.rows.value.map((row) => row.line?.text)).toEqual(["Hei", "Hei"]);
    expect(it.asked()).toBe(2);
  });

  test("takes who has gone off the list without asking, unless more wait than it shows", async () => {
    it.desk.waiting = [waiting("V"), waiting("W")];
    await it.open();
    await it.hear({ is: "queue", went: "V" });
    await it.pass();
    expect(group(it.room)).toEqual(["queue W"]);
    expect(it.asked()).toBe(1);

    it.desk.more_waiting = true;
    await it.room.refresh();
    await it.hear({ is: "queue", went: "W" });
    await it.pass();
    expect(it.asked()).toBe(3);
  });

  test("says that there are more of one's own than are listed, and asks for the next when one is over", async () => {
    it.desk.mine = [waiting("V"), waiting("W")];
    await it.open();
    expect(hasMore(it.room.state.value, "mine")).toBe(false);
    await it.hear({ is: "changed", facts: facts("V", { status: "closed" }) });
    await it.pass();
    expect(it.asked()).toBe(1);

    it.desk.more_mine = true;
    await it.room.refresh();
    expect(hasMore(it.room.state.value, "mine")).toBe(true);
    expect(hasMore(it.room.state.value, "queue")).toBe(false);
    await it.hear({ is: "changed", facts: facts("W", { status: "closed" }) });
    await it.pass();
    expect(it.asked()).toBe(3);
  });

  test("asks for nothing when it hears of what was taken here, and asks when it was taken in another window", async () => {
    it.desk.waiting = [waiting("V"), waiting("W")];
    await it.open();
    it.answer({ take: async () => ({ facts: facts("V") }) });
    await it.room.take("V");
    await it.hear({ is: "queue", mine: "V" });
    await it.pass();
    expect(it.asked()).toBe(1);
    expect(group(it.room)).toEqual(["mine V", "queue W"]);

    it.desk.mine = [waiting("V"), waiting("W")];
    it.desk.waiting = [];
    await it.hear({ is: "queue", mine: "W" });
    await it.pass();
    expect(it.asked()).toBe(2);
    expect(group(it.room)).toEqual(["mine V", "mine W"]);
  });

  test("is fetched when nobody knows whether what was being taken is mine", async () => {
    it.desk.waiting = [waiting("V")];
    await it.open();
    let fail = () => {};
    const answer = new Promise<never>((_, reject) => {
      fail = () => reject(refusal("offline"));
    });
    it.answer({ take: () => answer });
    const taking = it.room.take("V");
    await it.hear({ is: "queue", mine: "V" });
    fail();
    await taking;
    it.desk.mine = [waiting("V")];
    it.desk.waiting = [];
    await it.pass();

    expect(it.asked()).toBe(2);
    expect(group(it.room)).toEqual(["mine V"]);
  });

  test("asks for nothing while nobody sees the list, and once when somebody does", async () => {
    await it.open();
    it.show(false);
    await it.hear({ is: "queue", came: waiting("W"), rings: true });
    await it.pass();
    expect(it.asked()).toBe(1);
    expect(it.told).toEqual(["rang"]);

    it.show(true);
    it.room.shown();
    it.room.shown();
    await it.pass();
    expect(it.asked()).toBe(2);
    it.room.shown();
    await it.pass();
    expect(it.asked()).toBe(2);
  });

  test("has what was left apart, and forgets what was erased", async () => {
    await it.open();
    await it.hear({ is: "queue", came: { ...waiting("L"), left_until: NOW + 1 } });
    await it.hear({ is: "queue", came: waiting("W") });
    expect(group(it.room)).toEqual(["queue W", "left L"]);

    await it.hear({ is: "erased", conversation: "L" });
    expect(group(it.room)).toEqual(["queue W"]);
  });

  test("does not ring when the queue only grew shorter", async () => {
    await it.open();
    await it.hear({ is: "queue" });

    expect(it.told).toEqual([]);
  });

  test("keeps the last list and says why when it cannot be fetched", async () => {
    it.desk.waiting = [waiting("W")];
    await it.open();
    const { desk } = it;
    Object.defineProperty(desk, "mine", {
      get: () => {
        throw refusal("unavailable");
      },
    });
    await it.room.refresh();

    expect(group(it.room)).toEqual(["queue W"]);
    expect(it.room.trouble.value?.code).toBe("unavailable");
  });
});

describe("taking", () => {
  beforeEach(async () => {
    it.desk.waiting = [waiting("W")];
    await it.open();
  });

  test("makes a conversation mine at once and follows it", async () => {
    it.answer({ take: async (id) => ({ facts: facts(id) }) });

    expect(await it.room.take("W")).toBe(true);
    expect(group(it.room)).toEqual(["mine W"]);
    expect(it.sent).toContainEqual({ do: "join", conversation: "W", after: 0 });
  });

  test("tells the loser who won, and takes the conversation off the list", async () => {
    it.answer({ take: async () => Promise.reject(refusal("already_taken", { alias: "Pekka" })) });

    expect(await it.room.take("W")).toBe(false);
    expect(it.told).toEqual(["lost W to Pekka"]);
    expect(group(it.room)).toEqual([]);
  });

  test("leaves the conversation where it is when the service fails", async () => {
    it.answer({ take: async () => Promise.reject(refusal("log_unavailable")) });

    expect(await it.room.take("W")).toBe(false);
    expect(it.told).toEqual(["failed log_unavailable"]);
    expect(group(it.room)).toEqual(["queue W"]);
  });

  test("pressed twice is asked once", async () => {
    let asked = 0;
    it.answer({
      take: async (id) => {
        asked += 1;
        return { facts: facts(id) };
      },
    });
    await Promise.all([it.room.take("W"), it.room.take("W")]);

    expect(asked).toBe(1);
  });
});

describe("hiding a message", () => {
  const wrote = {
    seq: 1,
    kind: "said" as const,
    by: "visitor" as const,
    at: NOW,
    text: "FI12 3456",
    id: "id-of-first",
  };
  const text = () => it.room.screenOf("A")?.entries.map((entry) => entry.text);
  beforeEach(async () => {
    it.desk.mine = [waiting("A")];
    await it.open();
    await it.hear({ is: "history", facts: facts("A", { seq: 1 }), entries: [wrote] });
  });

  test("takes it off the screen with the answer, and knows that it was done here", async () => {
    const asked: unknown[] = [];
    it.answer({
      hide: async (...question) => {
        asked.push(question);
        return facts("A", { seq: 1, hidden: [1] });
      },
    });

    expect(await it.room.hide("A", 1, "personal_data")).toBeNull();
    expect(asked).toEqual([["A", 1, "personal_data"]]);
    expect(text()).toEqual(["••••••"]);
    expect(it.room.hidHere.value).toEqual({ A: [1] });
    expect(it.told).toEqual([]);
  });

  test("says why not beside the question and nowhere else, and leaves what is there", async () => {
    it.answer({ hide: async () => Promise.reject(refusal("too_many", { of: "conversation" })) });

    expect(await it.room.hide("A", 1, null)).toMatchObject({ code: "too_many", of: "conversation" });
    expect(text()).toEqual(["FI12 3456"]);
    expect(it.room.hidHere.value).toEqual({});
    expect(it.told).toEqual([]);
    expect(it.room.busy.value.size).toBe(0);
  });

  test("by the visitor was not done here", async () => {
    await it.hear({ is: "changed", facts: facts("A", { seq: 1, hidden: [1] }) });

    expect(text()).toEqual(["••••••"]);
    expect(it.room.hidHere.value).toEqual({});
  });

  test("waits for its turn while another command is under way", async () => {
    let asked = 0;
    it.answer({
      hide: async () => {
        asked += 1;
        return facts("A", { seq: 1, hidden: [1] });
      },
    });
    const both = await Promise.all([it.room.hide("A", 1, null), it.room.hide("A", 1, null)]);

    expect(both).toEqual([null, expect.objectContaining({ code: "too_many" })]);
    expect(asked).toBe(1);
  });
});

describe("other hands", () => {
  const colleague = { person: "agent.b", alias: "Pekka" };
  beforeEach(async () => {
    it.desk.mine = [waiting("A")];
    await it.open();
    await it.hear({ is: "history", facts: facts("A"), entries: [] });
  });

  test("passing on makes a conversation the colleague's from the answer, and says to whom", async () => {
    const asked: unknown[] = [];
    it.answer({
      passOn: async (...question) => {
        asked.push(question);
        return facts("A", { mine: false, alias: "Pekka" });
      },
    });
    it.desk.mine = [];

    expect(await it.room.passOn("A", colleague)).toBeNull();
    expect(asked).toEqual([["A", "agent.b", null]]);
    expect(it.room.passedOn.value).toEqual({ A: "Pekka" });
    expect(it.room.screenOf("A")).toMatchObject({ lost: true, facts: { alias: "Pekka" } });
    expect(group(it.room)).toEqual(["handed A"]);
    expect(it.told).toEqual([]);
  });

  test("without a colleague it waits in the queue, and can be taken back", async () => {
    it.answer({
      passOn: async () => facts("A", { mine: false, status: "waiting", alias: null }),
      take: async (id) => ({ facts: facts(id) }),
    });
    it.desk.mine = [];
    it.desk.waiting = [waiting("A")];
    await it.room.passOn("A", null);
    await settled();
    const before = group(it.room);
    await it.room.take("A");

    expect(before).toEqual(["queue A"]);
    expect(group(it.room)).toEqual(["mine A"]);
    expect(it.room.screenOf("A")?.lost).toBe(false);
    expect(it.room.passedOn.value).toEqual({});
  });

  test("what is refused stays mine, and nothing is told besides the answer", async () => {
    it.answer({ passOn: async () => Promise.reject(refusal("agent_away")) });

    expect(await it.room.passOn("A", colleague)).toMatchObject({ code: "agent_away" });
    expect(it.room.passedOn.value).toEqual({});
    expect(group(it.room)).toEqual(["mine A"]);
    expect(it.told).toEqual([]);
  });

  test("a list that lags behind does not bring it back for a moment", async () => {
    await it.hear({ is: "changed", facts: facts("A", { mine: false, alias: "Pekka" }) });
    await it.room.refresh();

    expect(group(it.room)).toEqual(["handed A"]);
    expect(it.told).toEqual(["handed over A"]);
    expect(it.sent.filter((frame) => frame.do === "join")).toHaveLength(1);
  });

  test("an answer that was lost, of what was done, is known by what came", async () => {
    it.answer({
      passOn: async () => {
        await it.hear({ is: "changed", facts: facts("A", { mine: false, alias: "Pekka" }) });
        throw refusal("offline");
      },
    });
    await it.room.passOn("A", colleague);

    expect(it.room.passedOn.value).toEqual({ A: "Pekka" });
    expect(it.told).toEqual([]);
  });

  test("a conversation that leaves by itself is told once, and the list is fetched", async () => {
    it.room.say("A", "too late");
    it.desk.mine = [];
    it.desk.waiting = [waiting("A")];
    const left = facts("A", { mine: false, status: "waiting", alias: null });
    await it.hear({ is: "changed", facts: left });
    await it.hear({ is: "changed", facts: left });

    expect(it.told).toEqual(["handed over A"]);
    expect(group(it.room)).toEqual(["queue A"]);
    expect(it.room.rows.value[0]?.notSent).toBe(1);
  });

  test("what I passed on and what comes back to me stands among mine again, and is told", async () => {
    const theirs = facts("A", { mine: false, alias: "Pekka" });
    it.desk.mine = [];
    await it.hear({ is: "changed", facts: theirs });
    await it.hear({ is: "queue" });
    await it.pass();
    expect(group(it.room)).toEqual(["handed A"]);
    const entry = {
      seq: 9,
      kind: "joined" as const,
      by: "agent" as const,
      at: NOW,
      alias: "Anna",
      why: "not_taken_up" as const,
    };
    await it.hear({ is: "told", conversation: "A", seq: 9, entry, facts: facts("A", { seq: 9 }) });
    await it.hear({ is: "changed", facts: facts("A", { seq: 9 }) });

    expect(group(it.room)).toEqual(["mine A"]);
    expect(it.told).toContain("received A");
  });

  test("what a colleague passes on to me is followed at once, and told once", async () => {
    it.desk.mine = [waiting("A"), waiting("B")];
    await it.hear({ is: "queue" });
    await it.pass();
    await it.hear({ is: "changed", facts: facts("B") });

    expect(it.told).toEqual(["received B"]);
    expect(group(it.room)).toEqual(["mine A", "mine B"]);
    expect(it.sent).toContainEqual({ do: "join", conversation: "B", after: 0 });
  });

  test("of an answer that I owe I am reminded once, and not of what I was reminded of before", async () => {
    const reminded = facts("A", { reminded_at: NOW, returns_at: NOW + 60_000 });
    await it.hear({ is: "changed", facts: facts("A") });
    await it.hear({ is: "changed", facts: reminded });
    await it.hear({ is: "changed", facts: reminded });

    expect(it.told).toEqual(["reminded A"]);
  });

  test("what a colleague asks me into is in a group of its own, told once, and read only when I open it", async () => {
    it.desk.helping = [{ ...waiting("H"), since: NOW, alias: "Pekka" }];
    await it.hear({ is: "queue", helping: "H", rings: true });

    expect(it.told).toEqual(["invited to H"]);
    expect(group(it.room)).toContain("helping H");
    expect(it.room.rows.value.find((row) => row.group === "helping")?.invitedBy).toBe("Pekka");
    expect(it.sent).not.toContainEqual({ do: "join", conversation: "H", after: 0 });
    it.room.look("H");
    expect(it.sent).toContainEqual({ do: "join", conversation: "H", after: 0 });
  });

  test("what I was asked into leaves the screen when that is over, and what is mine stays", async () => {
    it.desk.helping = [{ ...waiting("H"), since: NOW, alias: "Pekka" }];
    await it.hear({ is: "queue", helping: "H" });
    it.room.look("H");
    await it.hear({ is: "history", facts: facts("H", { mine: false }), entries: [] });
    expect(it.room.screenOf("H")).toBeDefined();
    it.desk.helping = [];
    await it.hear({ is: "queue", helping: "H" });

    expect(it.told).toEqual(["help over in H"]);
    expect(it.room.screenOf("H")).toBeUndefined();
    expect(it.room.screenOf("A")).toBeDefined();
  });

  test.each([
    ["its agent let me go", { alias: "Pekka" }, "let_go"],
    ["it ended", { alias: "Pekka", status: "closed" }, "closed"],
    ["somebody else has it", { alias: "Liisa" }, "moved"],
    ["it waits again", { status: "waiting" }, "moved"],
  ] as const)(
    "when helping is over, why is told, and what was not sent stays without what was read: %s",
    async (_, more, why) => {
      it.desk.helping = [{ ...waiting("H"), since: NOW, alias: "Pekka" }];
      await it.hear({ is: "queue", helping: "H" });
      it.room.look("H");
      const entry = { seq: 1, kind: "said" as const, by: "visitor" as const, at: NOW, text: "secret" };
      await it.hear({ is: "history", facts: facts("H", { mine: false, alias: "Pekka" }), entries: [entry] });
      it.room.typed("H", "half a sen");
      it.desk.helping = [];
      await it.hear({ is: "changed", facts: facts("H", { mine: false, seq: 1, ...more }) });
      await it.hear({ is: "queue", helping: "H" });

      const { H: over } = it.room.helpOver.value;
      expect(over && whyOver(over)).toBe(why);
      expect(over?.screen.entries).toEqual([]);
      expect(it.room.drafts.of("H")).toBe("half a sen");
      it.desk.helping = [{ ...waiting("H"), since: NOW, alias: "Pekka" }];
      await it.hear({ is: "queue", helping: "H", rings: true });
      expect(it.room.helpOver.value).toEqual({});
    },
  );

  test("whoever leaves by themselves is told of no end", async () => {
    it.desk.helping = [{ ...waiting("H"), since: NOW, alias: "Pekka" }];
    await it.hear({ is: "queue", helping: "H" });
    it.room.look("H");
    await it.hear({ is: "history", facts: facts("H", { mine: false, alias: "Pekka" }), entries: [] });
    it.desk.helping = [];
    const stopped = it.room.stopHelping("H");
    await it.hear({ is: "queue", helping: "H" });

    expect(await stopped).toBe(true);
    expect(it.room.helpOver.value).toEqual({});
  });

  test("it may also be heard before the list is here", async () => {
    await it.hear({ is: "changed", facts: facts("B") });

    expect(it.told).toEqual(["received B"]);
    expect(group(it.room)).toEqual(["mine A", "mine B"]);
  });

  test("what one takes oneself, in another window, was passed on by nobody", async () => {
    it.desk.waiting = [waiting("W")];
    await it.hear({ is: "queue", came: waiting("W") });
    it.desk.mine = [waiting("A"), waiting("W")];
    it.desk.waiting = [];
    await it.hear({ is: "queue", mine: "W" });
    await it.pass();

    expect(it.told).toEqual([]);
    expect(group(it.room)).toEqual(["mine A", "mine W"]);
  });
});

describe("talking", () => {
  beforeEach(async () => {
    it.desk.mine = [waiting("A")];
    await it.open();
    await it.hear({ is: "history", facts: facts("A"), entries: [] });
  });

  test("what is said leaves the draft and goes out under an id of its own", () => {
    it.room.typed("A", "Hei");
    it.room.say("A", "Hei");

    expect(it.room.drafts.of("A")).toBe("");
    expect(it.sent).toContainEqual({ do: "say", conversation: "A", id: expect.any(String), n: 1, text: "Hei" });
  });

  test("what is taken tells how long the session lasts now", async () => {
    it.room.say("A", "Hei");
    const id = it.sent.flatMap((frame) => (frame.do === "say" ? [frame.id] : []))[0] ?? "";
    const entry = { seq: 1, kind: "said" as const, by: "agent" as const, at: NOW, text: "Hei", id };
    await it.hear({ is: "said", conversation: "A", entry, session_ends_at: NOW + 1 });

    expect(it.told).toEqual([`worked, until ${NOW + 1}`]);
  });

  test("nothing to see is not sent", () => {
    it.room.say("A", " \u200b\n");

    expect(it.sent.filter((frame) => frame.do === "say")).toEqual([]);
  });

  test("a visitor's message calls the agent, an agent's own from another window does not", async () => {
    const entry = { seq: 1, kind: "said" as const, at: NOW, text: "x", id: "id-of-other" };
    await it.hear({ is: "told", conversation: "A", seq: 1, entry: { ...entry, by: "visitor" } });
    await it.hear({ is: "told", conversation: "A", seq: 2, entry: { ...entry, seq: 2, by: "agent" } });

    expect(it.told).toEqual(["answered A"]);
  });

  test("an agent's own message needs no telling", async () => {
    const entry = { kind: "said" as const, at: NOW, text: "x", id: "id-of-other" };
    await it.hear({ is: "told", conversation: "A", seq: 1, entry: { ...entry, seq: 1, by: "visitor" } });
    it.room.seen("A");
    await it.hear({ is: "told", conversation: "A", seq: 2, entry: { ...entry, seq: 2, by: "agent" } });
    it.room.seen("A");
    it.room.say("A", "Hei");

    expect(it.sent).toContainEqual(expect.objectContaining({ do: "say", conversation: "A", read: 1 }));
  });

  test("what has been on the screen is told to the visitor and no longer unread", async () => {
    const entry = { seq: 1, kind: "said" as const, by: "visitor" as const, at: NOW, text: "x", id: "id-of-other" };
    await it.hear({ is: "told", conversation: "A", seq: 1, entry });
    const before = it.room.rows.value[0]?.unread;
    it.room.seen("A");
    it.room.say("A", "Hei");

    expect(before).toBe(1);
    expect(it.room.rows.value[0]?.unread).toBe(0);
    expect(it.sent).toContainEqual(expect.objectContaining({ do: "say", conversation: "A", read: 1 }));
  });

  test("a close is shown from its answer, with the date", async () => {
    it.answer({ close: async (id) => facts(id, { status: "closed", closed_at: NOW }) });
    await it.room.close("A", {});

    expect(it.room.screenOf("A")?.facts).toMatchObject({ status: "closed", expires_on: "2027-01-25" });
    expect(group(it.room)).toEqual(["ended A"]);
  });

  test("what was seen and noted is told to the service with the end", async () => {
    const close = vi.fn(async (id: string) => facts(id, { status: "closed", closed_at: NOW }));
    it.answer({ close });
    await it.room.close("A", { seen: 3, guidance: "wrong" });

    expect(close).toHaveBeenCalledWith("A", { seen: 3, guidance: "wrong" });
  });

  test("an offer is shown from its answer", async () => {
    it.answer({ offerTranscript: async () => ({ order: 1, state: "offered", at: NOW }) });
    await it.room.offerCopy("A");

    expect(it.room.screenOf("A")?.facts?.transcripts).toEqual([{ order: 1, state: "offered", at: NOW }]);
  });

  test("an ended conversation that is put away is forgotten with its draft", async () => {
    it.room.typed("A", "unsent");
    it.room.putAway("A");

    expect(it.room.screenOf("A")).toBeUndefined();
    expect(it.room.drafts.of("A")).toBe("");
  });
});

describe("what a visitor has had erased", () => {
  test("takes what was typed for it along, and nothing else", async () => {
    it.desk.mine = [waiting("A")];
    await it.open();
    it.room.drafts.keep("A", "Teillä on siis astma");
    it.room.drafts.keep("B", "Hei");
    await it.hear({ is: "erased", conversation: "A" });

    expect(it.room.drafts.of("A")).toBe("");
    expect(it.room.drafts.of("B")).toBe("Hei");
  });
});
