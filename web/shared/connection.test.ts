import { beforeEach, describe, expect, test } from "vitest";
import { Connection } from "./connection";
import { emptyScreen, withPending } from "./conversation";
import { GAP_MAY_LAST } from "./joining";
import { ANSWER_WITHIN } from "./line";
import { noFaults, SimulatedService } from "./simulated";
import { READ_ALONE_AFTER, TYPING_AFTER, TYPING_AT_MOST_EVERY, TYPING_LASTS, TYPING_PAUSE } from "./telling";
import type { ServerFrame } from "./wire";

const ID = "0000000000000001";
let service: SimulatedService;
let connection: Connection;
let heard: ServerFrame[];

function connect(): void {
  heard = [];
  connection = new Connection(service.surroundings(), { changed: () => {}, heard: (frame) => heard.push(frame) });
}

async function following(...texts: string[]): Promise<void> {
  service.begin(ID, ...texts);
  connection.follow(ID);
  await service.clock.pass(100);
}

const texts = () => connection.screen(ID)?.entries.map((entry) => entry.text);
const pending = () => connection.screen(ID)?.pending.map(({ text, state }) => `${text}: ${state}`);
const stored = () => service.entries(ID).map((entry) => entry.text);

beforeEach(() => {
  service = new SimulatedService();
  connect();
});

describe("opening", () => {
  test("asks for a ticket and carries it as a subprotocol, not in the address", async () => {
    await following("Hei");

    expect(service.opened).toMatchObject([
      { address: "wss://chat.example/socket", protocols: ["juttu.v1", "ticket.t1"] },
    ]);
    expect(connection.link.is).toBe("open");
  });

  test("gets the history from the place it already has", async () => {
    await following("yksi", "kaksi");
    service.cut();
    service.store(ID, { kind: "said", by: "agent", text: "kolme" });
    await service.clock.pass(4000);

    expect(service.framesThat("join")).toEqual([
      { do: "join", conversation: ID, after: 0 },
      { do: "join", conversation: ID, after: 2 },
    ]);
    expect(texts()).toEqual(["yksi", "kaksi", "kolme"]);
  });

  test("reads a history of several pages to its end before it sends", async () => {
    service.page = 2;
    service.begin(ID, "1", "2", "3", "4", "5");
    connection.follow(ID);
    connection.say(ID, "6");
    await service.clock.pass(200);

    expect(texts()).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(service.framesThat("say")).toHaveLength(1);
  });

  test("a ticket that is refused for good ends it, and the screen keeps what it has", async () => {
    await following("Hei");
    service.ticketProblems = [{ code: "unauthenticated", sentence: "" }];
    service.cut();
    await service.clock.pass(60_000);

    expect(connection.link).toEqual({ is: "ended", why: "unauthenticated" });
    expect(connection.screen(ID)).toMatchObject({ lost: true, problem: { code: "unauthenticated" } });
    expect(texts()).toEqual(["Hei"]);
  });

  test("never comes back before the service says it may", async () => {
    service.ticketProblems = [{ code: "too_many", sentence: "", retry_after: 20 }];
    await following("Hei");
    connection.wake();
    await service.clock.pass(19_000);

    expect(service.ticketsGiven).toBe(0);
    await service.clock.pass(7_000);
    expect(texts()).toEqual(["Hei"]);
  });

  test("pauses grow to a limit while the service is away, and are drawn by lot", async () => {
    service.reachable = false;
    const tried: number[] = [];
    const surroundings = service.surroundings(() => 0.999);
    connection = new Connection(
      { ...surroundings, ticket: () => surroundings.ticket().finally(() => tried.push(service.clock.now)) },
      { changed: () => {} },
    );
    await following("Hei");
    await service.clock.pass(200_000);
    const pauses = tried.slice(1).map((at, index) => at - (tried[index] ?? 0));

    expect(pauses.slice(0, 4).map((pause) => Math.round(pause / 1000))).toEqual([6, 12, 24, 30]);
    expect(Math.max(...pauses)).toBeLessThan(30_100);
  });

  test("a socket that neither opens nor closes is given up", async () => {
    service.faults = { ...noFaults, delay: () => 10 * 60_000 };
    await following("Hei");
    await service.clock.pass(ANSWER_WITHIN + 2000);

    expect(service.opened.length).toBeGreaterThan(1);
  });

  test("when the service ends the socket, it is not opened again by itself", async () => {
    await following("Hei");
    service.broadcast({ is: "ended", why: "replaced" });
    await service.clock.pass(120_000);

    expect(connection.link).toEqual({ is: "ended", why: "replaced" });
    expect(service.ticketsGiven).toBe(1);
    connection.start();
    await service.clock.pass(100);
    expect(connection.link.is).toBe("open");
  });
});

describe("a socket that the service does not know any more", () => {
  const unknown = { is: "refused", code: "unauthenticated", sentence: "" } as const;

  test.each([
    ["join", ID],
    ["say", ID],
    ["ping", null],
  ])("(%s) is replaced, and no conversation is lost for it", async (of, conversation) => {
    await following("Hei");
    connection.say(ID, "a");
    service.broadcast({ ...unknown, of, conversation });
    await service.clock.pass(10_000);

    expect(service.opened).toHaveLength(2);
    expect(connection.screen(ID)).toMatchObject({ lost: false, pending: [] });
    expect(texts()).toEqual(["Hei", "a"]);
  });

  test("is the end when no ticket is given for another one", async () => {
    await following("Hei");
    service.ticketProblems = [{ code: "unauthenticated", sentence: "" }];
    service.broadcast({ ...unknown, of: "join", conversation: ID });
    await service.clock.pass(10_000);

    expect(connection.screen(ID)).toMatchObject({ lost: true, problem: { code: "unauthenticated" } });
  });

  test("is not asked for tickets without a pause", async () => {
    await following("Hei");
    const before = service.ticketsGiven;
    for (let second = 0; second < 60; second += 1) {
      service.broadcast({ ...unknown, of: "join", conversation: ID });
      await service.clock.pass(1000);
    }

    expect(service.ticketsGiven - before).toBeLessThan(20);
  });
});

test("what a socket says after it was given up is not heard", async () => {
  const { open, ...surroundings } = service.surroundings();
  const ears: ((text: string) => void)[] = [];
  connection = new Connection(
    {
      ...surroundings,
      open: (address, protocols, its) => {
        ears.push(its.heard);
        return open(address, protocols, its);
      },
    },
    { changed: () => {} },
  );
  await following("Hei");
  connection.stop();
  ears[0]?.('{"is":"pong"}');

  expect(connection.link.is).toBe("idle");
});

describe("saying", () => {
  test("shows a message at once and stores it in its place", async () => {
    await following("Hei");
    connection.say(ID, "Pääseekö huoltoon?");

    expect(pending()).toEqual(["Pääseekö huoltoon?: sending"]);
    await service.clock.pass(100);
    expect(pending()).toEqual([]);
    expect(texts()).toEqual(["Hei", "Pääseekö huoltoon?"]);
  });

  test("keeps one message in flight and counts its own without gaps", async () => {
    await following("Hei");
    for (const text of ["a", "b", "c"]) connection.say(ID, text);
    const inFlight = service.framesThat("say").length;
    await service.clock.pass(1000);

    expect(inFlight).toBe(1);
    expect(service.framesThat("say").map((frame) => "n" in frame && frame.n)).toEqual([2, 3, 4]);
  });

  test("what is written while the line is cut waits, and goes out in order under the same ids", async () => {
    await following("Hei");
    service.reachable = false;
    service.cut();
    const ids = [connection.say(ID, "a"), connection.say(ID, "b")];
    await service.clock.pass(5_000);
    expect(pending()).toEqual(["a: sending", "b: sending"]);

    service.reachable = true;
    connection.wake();
    await service.clock.pass(30_000);
    expect(stored()).toEqual(["Hei", "a", "b"]);
    expect(
      service
        .entries(ID)
        .slice(1)
        .map((entry) => entry.id),
    ).toEqual(ids);
  });

  test("an answer that is lost does not make a double", async () => {
    await following("Hei");
    const fates = ["answer_lost", "well"] as const;
    let said = 0;
    service.faults = { ...noFaults, fate: () => fates[said++] ?? "well" };
    connection.say(ID, "vain kerran");
    await service.clock.pass(30_000);

    expect(stored()).toEqual(["Hei", "vain kerran"]);
    expect(texts()).toEqual(["Hei", "vain kerran"]);
    expect(pending()).toEqual([]);
  });

  test("the masked text of the service stands in the place of what was written", async () => {
    await following("Hei");
    service.masking = () => ({ text: "•••", masked: ["identity_code"] });
    connection.say(ID, "131052-308T");
    await service.clock.pass(100);

    expect(texts()).toEqual(["Hei", "•••"]);
    expect(pending()).toEqual([]);
  });

  test("a refusal for good gives the message back with its reason, and the next one goes on", async () => {
    await following("Hei");
    const id = connection.say(ID, "liian pitkä");
    connection.say(ID, "lyhyt");
    service.broadcast({
      is: "refused",
      of: "say",
      conversation: ID,
      id,
      code: "message_too_long",
      sentence: "",
      limit: 1,
    });
    await service.clock.pass(5);

    expect(pending()).toContain("liian pitkä: not_sent");
    await service.clock.pass(1000);
    expect(texts()).toContain("lyhyt");
  });

  test("a refusal of an earlier try is not taken for one of this try", async () => {
    await following("Hei");
    const id = connection.say(ID, "a");
    service.broadcast({ is: "refused", of: "say", conversation: ID, id, n: 1, code: "message_too_long", sentence: "" });
    await service.clock.pass(5);
    expect(pending()).toEqual(["a: sending"]);

    await service.clock.pass(100);
    expect(texts()).toEqual(["Hei", "a"]);
  });

  test("nothing is sent while entries are missing: one's own could be among them", async () => {
    await following("Hei");
    service.store(ID, { kind: "said", by: "agent", text: "lost on its way" });
    service.tell(ID, { kind: "said", by: "agent", text: "next" });
    await service.clock.pass(50);
    connection.say(ID, "a");
    await service.clock.pass(GAP_MAY_LAST - 100);
    expect(service.framesThat("say")).toEqual([]);

    await service.clock.pass(200);
    expect(texts()).toEqual(["Hei", "lost on its way", "next", "a"]);
  });

  test("a late second refusal of a count that was wrong does not make a double", async () => {
    service.knowsRepeatsBy = "count";
    await following("Hei");
    service.store(ID, { kind: "said", by: "visitor", text: "elsewhere", id: "other-tab" });
    // Two copies of the first try; the second one's answer comes when another try could be stored and not answered.
    const delays = [100, 320, 100, 100, 100, 10];
    service.faults = { ...noFaults, delay: () => delays.shift() ?? 100, copies: () => (delays.length === 6 ? 2 : 1) };
    connection.say(ID, "vain kerran");
    await service.clock.pass(5000);

    expect(stored()).toEqual(["Hei", "elsewhere", "vain kerran"]);
    expect(texts()).toEqual(stored());
    expect(pending()).toEqual([]);
  });

  test("what another tab has said is counted when the service says so", async () => {
    await following("Hei");
    service.store(ID, { kind: "said", by: "visitor", text: "toisesta välilehdestä", id: "other-tab" });
    connection.say(ID, "tästä");
    await service.clock.pass(2000);

    expect(stored()).toEqual(["Hei", "toisesta välilehdestä", "tästä"]);
    expect(texts()).toEqual(stored());
  });

  test("a message that is refused for a time waits for as long as the service asks, and says why", async () => {
    await following("Hei");
    const tries: number[] = [];
    const fate = () => {
      tries.push(service.clock.now);
      return tries.length === 1 ? ("refused" as const) : ("well" as const);
    };
    service.faults = { ...noFaults, fate };
    service.retryAfter = 7;
    connection.say(ID, "a");
    await service.clock.pass(1000);
    expect(connection.screen(ID)?.pending).toMatchObject([{ state: "sending", problem: { code: "unavailable" } }]);

    await service.clock.pass(20_000);
    expect(stored()).toEqual(["Hei", "a"]);
    expect((tries[1] ?? 0) - (tries[0] ?? 0)).toBeGreaterThanOrEqual(7000);
  });

  test("is paced so that catching up is never refused: 5 in 3 s, 20 in a minute", async () => {
    await following();
    for (let count = 0; count < 25; count += 1) connection.say(ID, `${count}`);
    const times: number[] = [];
    const fate = () => {
      times.push(service.clock.now);
      return "well" as const;
    };
    service.faults = { ...noFaults, fate };
    await service.clock.pass(120_000);

    const most = (within: number) =>
      Math.max(...times.map((at) => times.filter((t) => t >= at && t < at + within).length));
    expect(times).toHaveLength(25);
    expect(most(3000)).toBeLessThanOrEqual(5);
    expect(most(60_000)).toBeLessThanOrEqual(20);
    expect(stored()).toEqual(Array.from({ length: 25 }, (_, count) => `${count}`));
  });

  test("after the close nothing is sent, and what was waiting says so", async () => {
    await following("Hei");
    service.reachable = false;
    service.cut();
    connection.say(ID, "myöhässä");
    service.store(ID, { kind: "closed", by: "agent" });
    service.reachable = true;
    await service.clock.pass(60_000);

    expect(service.framesThat("say")).toEqual([]);
    expect(connection.screen(ID)?.pending).toMatchObject([
      { state: "not_sent", problem: { code: "conversation_closed" } },
    ]);
  });

  test("a message that never gets an answer on a good line is given back, and can be sent again", async () => {
    await following("Hei");
    service.faults = { ...noFaults, fate: () => "silence" };
    const id = connection.say(ID, "a");
    await service.clock.pass(2 * ANSWER_WITHIN);
    expect(pending()).toEqual(["a: sending"]);
    await service.clock.pass(2 * ANSWER_WITHIN);
    expect(pending()).toEqual(["a: not_sent"]);

    service.faults = noFaults;
    await service.clock.pass(60_000);
    expect(stored()).toEqual(["Hei"]);
    connection.retry(ID, id);
    await service.clock.pass(1000);
    expect(stored()).toEqual(["Hei", "a"]);
  });
});

describe("being told", () => {
  test("an entry that has come twice stands once", async () => {
    await following("Hei");
    const entry = service.tell(ID, { kind: "said", by: "agent", text: "Terve" });
    service.push(ID, { is: "told", conversation: ID, seq: entry.seq, entry });
    await service.clock.pass(100);

    expect(texts()).toEqual(["Hei", "Terve"]);
  });

  test("entries that overtake each other fall into their places without a fetch", async () => {
    await following("Hei");
    const first = service.store(ID, { kind: "said", by: "agent", text: "1" });
    const second = service.store(ID, { kind: "said", by: "agent", text: "2" });
    service.push(ID, { is: "told", conversation: ID, seq: second.seq, entry: second });
    await service.clock.pass(50);
    service.push(ID, { is: "told", conversation: ID, seq: first.seq, entry: first });
    await service.clock.pass(1000);

    expect(texts()).toEqual(["Hei", "1", "2"]);
    expect(service.framesThat("join")).toHaveLength(1);
  });

  test("a jump that stays is fetched", async () => {
    await following("Hei");
    service.store(ID, { kind: "said", by: "agent", text: "lost on its way" });
    service.tell(ID, { kind: "said", by: "agent", text: "next" });
    await service.clock.pass(GAP_MAY_LAST - 50);
    expect(texts()).toEqual(["Hei"]);

    await service.clock.pass(200);
    expect(texts()).toEqual(["Hei", "lost on its way", "next"]);
  });

  test("a place without its entry is fetched at once", async () => {
    await following("Hei");
    service.tell(ID, { kind: "said", by: "visitor", text: "not in the push" }, false);
    await service.clock.pass(50);

    expect(texts()).toEqual(["Hei", "not in the push"]);
  });

  test("a history that is refused leaves the screen as it was and is asked for again", async () => {
    await following("Hei");
    service.broadcast({ is: "refused", of: "join", conversation: ID, code: "log_unavailable", sentence: "" });
    await service.clock.pass(6);
    expect(connection.screen(ID)).toMatchObject({ problem: { code: "log_unavailable" }, entries: [{ text: "Hei" }] });

    await service.clock.pass(5_000);
    expect(connection.screen(ID)?.problem).toBeNull();
  });

  test("a conversation that is not found is lost, and others on the same socket go on", async () => {
    await following("Hei");
    connection.follow("0000000000000002", withPending(emptyScreen("0000000000000002"), "client-x", "text", 1));
    await service.clock.pass(100);

    expect(connection.screen("0000000000000002")).toMatchObject({ lost: true, pending: [{ state: "not_sent" }] });
    expect(connection.screen(ID)?.lost).toBe(false);
  });

  test("typing fades by itself, and ends with the message", async () => {
    await following("Hei");
    service.push(ID, { is: "typing", conversation: ID, by: "agent", on: true });
    await service.clock.pass(100);
    expect(connection.screen(ID)?.typing).toBe(true);

    service.tell(ID, { kind: "said", by: "agent", text: "Terve" });
    await service.clock.pass(100);
    expect(connection.screen(ID)?.typing).toBe(false);

    service.push(ID, { is: "typing", conversation: ID, by: "agent", on: true });
    await service.clock.pass(TYPING_LASTS + 1000);
    expect(connection.screen(ID)?.typing).toBe(false);
  });

  test("frames of no conversation are handed on", async () => {
    connection.start();
    await service.clock.pass(100);
    service.broadcast({ is: "queue", rings: true });
    await service.clock.pass(100);

    expect(heard).toContainEqual({ is: "queue", rings: true });
  });

  test("what is not JSON or not of the protocol is passed over", async () => {
    await following("Hei");
    service.broadcast("nonsense" as never);
    service.broadcast(null as never);
    await service.clock.pass(100);

    expect(connection.link.is).toBe("open");
  });
});

describe("telling", () => {
  /** As `following`, and an agent has joined after these texts. */
  async function talking(...said: string[]): Promise<void> {
    service.begin(ID, ...said);
    service.store(ID, { kind: "joined", by: "agent", alias: "Anna" });
    connection.follow(ID);
    await service.clock.pass(100);
  }

  /** A key a second. */
  async function types(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      connection.typing(ID, true);
      await service.clock.pass(1000);
    }
  }

  test("typing is told once a burst, however many keys are pressed, and so is the pause after it", async () => {
    await talking("Hei");
    await types(30);
    expect(service.framesThat("typing")).toEqual([{ do: "typing", conversation: ID, on: true }]);

    await service.clock.pass(2 * TYPING_PAUSE);
    expect(service.framesThat("typing").slice(1)).toEqual([{ do: "typing", conversation: ID, on: false }]);
  });

  test("who has begun a moment ago is not told of: a changed mind costs nothing", async () => {
    await talking("Hei");
    connection.typing(ID, true);
    await service.clock.pass(TYPING_AFTER - 1);
    connection.typing(ID, true);
    connection.typing(ID, false);
    connection.typing(ID, true);
    await service.clock.pass(2 * TYPING_PAUSE);
    expect(service.framesThat("typing")).toEqual([]);

    await types(1 + TYPING_AFTER / 1000);
    expect(service.framesThat("typing")).toHaveLength(1);
  });

  test("nobody types into a queue, or before a visitor who has gone", async () => {
    await following("Hei");
    await types(4);
    expect(service.framesThat("typing")).toEqual([]);

    const { facts } = connection.screen(ID) ?? {};
    if (facts) connection.learn({ ...facts, status: "active", visitor_here: false });
    await types(4);
    expect(service.framesThat("typing")).toEqual([]);

    if (facts) connection.learn({ ...facts, status: "active", visitor_here: true });
    await types(1);
    expect(service.framesThat("typing")).toHaveLength(1);
  });

  test("after a message nobody is told that one has stopped typing", async () => {
    await talking("Hei");
    await types(3);
    connection.say(ID, "sanottu");
    connection.typing(ID, false);
    await service.clock.pass(2 * TYPING_PAUSE);

    expect(service.framesThat("typing")).toEqual([{ do: "typing", conversation: ID, on: true }]);
  });

  test("typing that goes on is told anew before it fades for the other side, and never twice in three seconds", async () => {
    await talking("Hei");
    const told: number[] = [];
    for (let second = 0; second < 200; second += 1) {
      connection.typing(ID, true);
      if (second < 40 && second % 5 === 4) connection.say(ID, `${second}`);
      if (service.framesThat("typing").length > told.length) told.push(second);
      await service.clock.pass(1000);
    }
    const pauses = told.slice(1).map((at, index) => at - (told[index] ?? 0));

    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...pauses)).toBeLessThan(TYPING_LASTS / 1000);
  });

  test("having stopped is told once, and never before the service would pass it on", async () => {
    await talking("Hei");
    connection.typing(ID, false);
    await types(3);
    connection.typing(ID, false);
    connection.typing(ID, false);
    await service.clock.pass(100);
    expect(service.framesThat("typing").map((frame) => "on" in frame && frame.on)).toEqual([true]);

    await service.clock.pass(TYPING_AT_MOST_EVERY);
    expect(service.framesThat("typing").map((frame) => "on" in frame && frame.on)).toEqual([true, false]);
  });

  test("what has been read is told once, and only forward", async () => {
    await talking("Hei", "vielä");
    connection.read(ID, 2);
    connection.read(ID, 2);
    connection.read(ID, 1);
    await service.clock.pass(READ_ALONE_AFTER - 1);
    expect(service.framesThat("read")).toEqual([]);
    await service.clock.pass(1);

    expect(service.framesThat("read")).toEqual([{ do: "read", conversation: ID, seq: 2 }]);
  });

  test("what has been read goes with one's next message, and then not alone", async () => {
    await talking("Hei", "vielä");
    connection.read(ID, 2);
    connection.say(ID, "luettu on");
    await service.clock.pass(2 * READ_ALONE_AFTER);

    expect(service.framesThat("say")).toMatchObject([{ text: "luettu on", read: 2 }]);
    expect(service.framesThat("read")).toEqual([]);
    connection.say(ID, "eikä kahdesti");
    expect(service.framesThat("say").at(-1)).not.toHaveProperty("read");
  });

  test("whoever answers within 20 s, again and again, never tells alone what has been read", async () => {
    await talking("Hei");
    for (let turn = 0; turn < 5; turn += 1) {
      const { seq } = service.tell(ID, { kind: "said", by: "agent", text: `${turn}` });
      await service.clock.pass(1000);
      connection.read(ID, seq);
      await service.clock.pass(19_000);
      await types(3 + 5 * turn);
      connection.say(ID, "vastaus");
      await service.clock.pass(1000);
    }

    expect(service.framesThat("read")).toEqual([]);
    expect(service.framesThat("typing")).toHaveLength(5);
    expect(service.read(ID)).toBe(service.entries(ID).length - 1);
  });

  test("whoever types tells what has been read, once, and says it again with the message", async () => {
    await talking("Hei", "vielä");
    connection.read(ID, 2);
    await types(50);
    expect(service.framesThat("typing")).toEqual([
      { do: "typing", conversation: ID, on: true, read: 2 },
      { do: "typing", conversation: ID, on: true },
    ]);
    expect(service.framesThat("read")).toEqual([]);

    connection.say(ID, "luettu on");
    expect(service.framesThat("say")).toMatchObject([{ text: "luettu on", read: 2 }]);
  });

  test("a mark that only typing has told is stored alone once the typing is over", async () => {
    await talking("Hei", "vielä");
    connection.read(ID, 2);
    await types(40);
    await service.clock.pass(TYPING_PAUSE + READ_ALONE_AFTER - 2000);
    expect(service.read(ID)).toBe(0);

    await service.clock.pass(2000);
    expect(service.framesThat("read")).toEqual([{ do: "read", conversation: ID, seq: 2 }]);
    expect(service.read(ID)).toBe(2);
  });

  test("a mark that went with a message which was never stored is told alone", async () => {
    await talking("Hei", "vielä");
    service.faults = { ...service.faults, fate: () => "refused" };
    connection.read(ID, 2);
    connection.say(ID, "ei mene");
    await service.clock.pass(READ_ALONE_AFTER);

    expect(service.framesThat("read")).toEqual([{ do: "read", conversation: ID, seq: 2 }]);
  });

  test("whoever types says how far they have read, and no screen goes back behind it", async () => {
    await talking("Hei", "vielä");
    service.push(ID, { is: "typing", conversation: ID, by: "agent", on: true, read: 2 });
    await service.clock.pass(100);
    expect(connection.screen(ID)).toMatchObject({ typing: true, facts: { read_by_agent: 2 } });

    service.push(ID, { is: "typing", conversation: ID, by: "agent", on: false });
    service.push(ID, { is: "changed", facts: service.facts(ID) });
    service.cut();
    await service.clock.pass(20_000);
    expect(connection.screen(ID)).toMatchObject({ typing: false, facts: { read_by_agent: 2 } });
  });

  test("a message says how far its writer has read", async () => {
    await following("Hei", "vielä");
    const entry = service.store(ID, { kind: "said", by: "agent", text: "Hei!" });
    service.push(ID, { is: "told", conversation: ID, seq: entry.seq, entry, read: 2 });
    await service.clock.pass(100);

    expect(connection.screen(ID)?.facts?.read_by_agent).toBe(2);
  });

  test("what is told may say by the way what the conversation has become", async () => {
    await following("Hei");
    const entry = service.store(ID, { kind: "closed", by: "agent" });
    const facts = { ...service.facts(ID), status: "closed" as const };
    service.push(ID, { is: "told", conversation: ID, seq: entry.seq, entry, facts });
    await service.clock.pass(100);

    expect(connection.screen(ID)).toMatchObject({ facts: { status: "closed" }, entries: [{}, { kind: "closed" }] });
  });

  test("leaving ends the following and forgets the screen", async () => {
    await following("Hei");
    connection.leave(ID);

    expect(service.framesThat("leave")).toHaveLength(1);
    expect(connection.screen(ID)).toBeUndefined();
  });
});
