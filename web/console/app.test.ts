import { signal } from "@preact/signals";
import { beforeEach, describe, expect, test } from "vitest";
import type { Ears } from "../shared/connection";
import { Refusal } from "../shared/http";
import type { ClientFrame, Desk, Me, Problem, ServerFrame } from "../shared/wire";
import { errors, console as words } from "../words/en";
import { app, titleOf } from "./app";
import type { Speaking } from "./language";

const START = 1_800_000_000_000;
const A = "7K3M9QWX0A1BC2D3";

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  } as Storage;
}

const me = (more: Partial<Me> = {}): Me => ({
  person: "agent.a",
  alias: "Anna",
  roles: ["agent"],
  commitment: { version: "1", hash: "h", text: { en: "Keep it." }, accepted_at: START },
  available: true,
  session_ends_at: START + 30 * 60_000,
  ...more,
});

/** A console whose service, socket and clock are in the test's hands. */
function bench() {
  const answers: Record<string, unknown> = {
    "v1/me": me(),
    "v1/desk": { waiting: [], left: [], mine: [], now: START },
  };
  const asked: string[] = [];
  const sent: ClientFrame[] = [];
  const rung: string[] = [];
  const ears: Ears[] = [];
  const clock = { now: START };
  const location = { hash: "" };
  const tab = storage();
  const speaking: Speaking = { speech: signal({ language: "en", words: { ...words, errors } }), speak: async () => {} };
  const it = app({
    ask: async (method, path) => {
      asked.push(`${method} ${path}`);
      const answer = path === "v1/tickets" ? { ticket: "t", socket: "wss://x" } : answers[path];
      if (answer instanceof Refusal) throw answer;
      return answer as never;
    },
    speaking,
    neighbours: () => null,
    surroundings: (ticket) => ({
      now: () => clock.now,
      random: () => 0,
      newId: () => `id-${sent.length}-12345`,
      later: () => () => {},
      ticket,
      open: (_address, _protocols, given) => {
        ears.push(given);
        return { send: (text) => void sent.push(JSON.parse(text)), close: () => {} };
      },
    }),
    ringing: {
      prime: () => void rung.push("prime"),
      ring: () => void rung.push("ring"),
      knock: () => void rung.push("knock"),
      askToNotify: () => void rung.push("ask"),
      notify: (title) => void rung.push(`notify ${title}`),
    },
    location,
    settings: storage(),
    tab,
    now: () => clock.now,
    looking: () => true,
    visible: () => true,
  });
  return {
    it,
    answers,
    asked,
    sent,
    rung,
    clock,
    location,
    tab,
    refuse: (path: string, code: string, more: Partial<Problem> = {}) => {
      answers[path] = new Refusal({ code, sentence: "", ...more });
    },
    begin: async () => {
      await it.session.begin();
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
const stage = () => at.it.session.stage.value.is;

let at: ReturnType<typeof bench>;
beforeEach(() => {
  at = bench();
});

describe("who may be where", () => {
  test("nobody signed in is led to sign in, without blame", async () => {
    at.refuse("v1/me", "unauthenticated");
    await at.begin();

    expect(stage()).toBe("signing_in");
    expect(at.it.session.signingIn.value.why).toBeNull();
  });

  test("the console stays shut until the commitment is accepted", async () => {
    const { accepted_at: _, ...open } = me().commitment;
    at.answers["v1/me"] = me({ commitment: open });
    await at.begin();

    expect(stage()).toBe("commitment");
    expect(at.it.desk.value).toBeNull();
    expect(at.asked).not.toContain("GET v1/desk");

    at.answers["v1/me/commitment"] = me();
    await at.it.session.commit();

    expect(stage()).toBe("working");
  });

  test("a missing commitment met anywhere leads back to it", async () => {
    await at.begin();
    const { accepted_at: _, ...open } = me().commitment;
    at.answers["v1/me"] = me({ commitment: open });
    at.refuse("v1/desk", "commitment_missing");
    await at.it.desk.value?.refresh();
    await settled();

    expect(stage()).toBe("commitment");
  });

  test("a data-protection officer begins in the access log, without a desk or a socket", async () => {
    at.answers["v1/me"] = me({ roles: ["data-protection-officer"] });
    await at.begin();

    expect(at.it.address.value.room).toBe("access-log");
    expect(at.location.hash).toBe("#/access-log");
    expect(at.it.desk.value).toBeNull();
    expect(at.asked).not.toContain("POST v1/tickets");
  });

  test("a service that does not answer is told, and asking again helps", async () => {
    at.refuse("v1/me", "offline");
    await at.begin();
    const before = stage();
    at.answers["v1/me"] = me();
    await at.it.session.begin();

    expect(before).toBe("unreachable");
    expect(stage()).toBe("working");
  });
});

describe("a session that ends", () => {
  async function working() {
    at.answers["v1/desk"] = {
      waiting: [],
      left: [],
      mine: [{ conversation: A, site: "demo", language: "fi", started_at: START }],
      now: START,
    };
    await at.begin();
    const facts = {
      conversation: A,
      site: "demo",
      language: "fi" as const,
      status: "active" as const,
      started_at: START,
      expires_on: "2027-01-25",
      seq: 0,
      sent: 0,
    };
    await at.hear({ is: "history", facts, entries: [] });
  }

  test("keeps drafts and unsent messages for the same person", async () => {
    await working();
    at.it.desk.value?.say(A, "on its way");
    at.it.desk.value?.typed(A, "half a sentence");
    at.refuse("v1/desk", "unauthenticated");
    await at.it.desk.value?.refresh();

    expect(stage()).toBe("signing_in");
    expect(at.it.session.signingIn.value).toMatchObject({ user: "agent.a", why: "expired" });

    at.answers["v1/sign-in"] = { next: "done" };
    at.answers["v1/desk"] = { waiting: [], left: [], mine: [], now: START };
    await at.it.session.giveCredentials("agent.a", "x");
    await settled();

    expect(at.it.desk.value?.drafts.of(A)).toBe("half a sentence");
    expect(at.it.desk.value?.screenOf(A)?.pending).toMatchObject([{ text: "on its way", state: "sending" }]);
  });

  test("keeps nothing of it for somebody else", async () => {
    await working();
    at.it.desk.value?.typed(A, "half a sentence");
    await at.hear({ is: "ended", why: "signed_out" });

    expect(at.it.session.signingIn.value.why).toBe("signed_out");

    at.answers["v1/sign-in"] = { next: "done" };
    at.answers["v1/me"] = me({ person: "agent.b" });
    at.answers["v1/desk"] = { waiting: [], left: [], mine: [], now: START };
    await at.it.session.giveCredentials("agent.b", "x");
    await settled();

    expect(at.it.desk.value?.drafts.of(A)).toBe("");
    expect(at.it.desk.value?.screenOf(A)).toBeUndefined();
  });

  test("signs out by itself when nobody has touched anything until its end", async () => {
    await working();
    at.clock.now = START + 30 * 60_000;
    at.it.tick();

    expect(at.asked).toContain("POST v1/sign-out");
    expect(stage()).toBe("signing_in");
  });

  test("leaves nothing behind when its person signs out, and says that they have left", async () => {
    await working();
    at.it.desk.value?.typed(A, "half a sentence");
    at.it.signOut();
    await at.hear({ is: "ended", why: "signed_out" });

    expect(at.it.session.signingIn.value).toMatchObject({ user: "", why: "left" });
    expect(at.tab.getItem("juttu.drafts")).toBeNull();
  });

  test("is not ended by a clock that is wrong", async () => {
    at.clock.now = START + 5 * 3_600_000;
    at.answers["v1/desk"] = { waiting: [], left: [], mine: [], now: START };
    await at.begin();
    at.it.tick();

    expect(stage()).toBe("working");
    expect(at.it.sessionEnds.value).toBe(at.clock.now + 30 * 60_000);
  });

  test("goes on while somebody works, asked for every ten minutes at most", async () => {
    await working();
    const asked = () => at.asked.filter((one) => one === "GET v1/me").length;
    const before = asked();
    at.clock.now = START + 9 * 60_000;
    at.it.touched();
    await settled();
    expect(asked()).toBe(before);

    at.clock.now = START + 11 * 60_000;
    at.refuse("v1/me", "offline");
    at.it.touched();
    at.it.touched();
    await settled();
    expect(asked()).toBe(before + 1);

    at.clock.now = START + 12 * 60_000;
    at.answers["v1/me"] = me({ session_ends_at: START + 42 * 60_000 });
    at.it.touched();
    await settled();
    expect(asked()).toBe(before + 2);
    at.clock.now = START + 31 * 60_000;
    at.it.tick();

    expect(stage()).toBe("working");
  });

  test("is known to last longer by each message that is taken, without being asked for", async () => {
    await working();
    const asked = () => at.asked.filter((one) => one === "GET v1/me").length;
    const before = asked();
    at.clock.now = START + 9 * 60_000;
    const entry = { seq: 2, kind: "said" as const, by: "agent" as const, at: at.clock.now, text: "x", id: "id-of-one" };
    await at.hear({ is: "said", conversation: A, entry, session_ends_at: START + 38 * 60_000 });
    at.clock.now = START + 18 * 60_000;
    at.it.touched();
    await settled();

    expect(asked()).toBe(before);
    expect(at.it.sessionEnds.value).toBe(START + 38 * 60_000);
  });

  test("that was replaced in another window says so and can be taken back", async () => {
    await working();
    await at.hear({ is: "ended", why: "replaced" });

    expect(stage()).toBe("working");
    expect(at.it.desk.value?.link.value).toEqual({ is: "ended", why: "replaced" });

    at.it.desk.value?.wake();

    expect(at.it.desk.value?.link.value.is).toBe("connecting");
  });
});

describe("calling", () => {
  const queue: Desk = {
    waiting: [{ conversation: A, site: "demo", language: "fi", started_at: START, first_line: "Hei" }],
    left: [],
    mine: [],
    now: START,
  };

  test("rings and notifies an agent who is available, again and again until taken", async () => {
    at.answers["v1/desk"] = queue;
    await at.begin();
    await at.hear({ is: "queue", came: queue.waiting[0] ?? null, rings: true });
    at.clock.now = START + 10_000;
    at.it.tick();

    expect(at.rung).toEqual(["ring", `notify ${words.ringing.title}`, "ring"]);
    expect(titleOf(at.it)).toBe("(1) Desk – Juttu");

    at.answers["v1/desk"] = { ...queue, waiting: [] };
    await at.it.desk.value?.refresh();
    at.clock.now = START + 30_000;
    at.it.tick();

    expect(at.rung).toHaveLength(3);
    expect(titleOf(at.it)).toBe("Desk – Juttu");
  });

  test("does not call an agent who is away", async () => {
    at.answers["v1/me"] = me({ available: false });
    at.answers["v1/desk"] = queue;
    await at.begin();
    await at.hear({ is: "queue", came: queue.waiting[0] ?? null, rings: true });
    at.clock.now = START + 60_000;
    at.it.tick();

    expect(at.rung).toEqual([]);
  });

  test("is silent when the sound is off, and still notifies", async () => {
    at.answers["v1/desk"] = queue;
    await at.begin();
    at.it.setSound(false);
    await at.hear({ is: "queue", came: queue.waiting[0] ?? null, rings: true });

    expect(at.rung).toEqual([`notify ${words.ringing.title}`]);
  });

  test("becoming available primes the sound and asks for the permission to notify", async () => {
    await at.begin();
    at.answers["v1/me/available"] = me();
    at.it.setAvailable(true);

    expect(at.rung).toEqual(["prime", "ask"]);
  });

  test("whoever is away sees who comes, and is not rung", async () => {
    at.answers["v1/me"] = me({ available: false });
    await at.begin();
    await at.hear({ is: "queue", came: queue.waiting[0] ?? null });

    expect(at.it.desk.value?.rows.value.map((row) => row.group)).toEqual(["queue"]);
    expect(at.rung).toEqual([]);
  });

  test("the loser of a race reads who won, in one toast", async () => {
    at.answers["v1/desk"] = queue;
    await at.begin();
    at.refuse(`v1/conversations/${A}/take`, "already_taken", { alias: "Pekka" });
    at.it.take();
    await settled();

    expect(at.it.notices.toast.value?.sentence).toBe("Pekka took the conversation first.");
    expect(at.it.notices.trouble.value).toBeNull();
  });
});
