import { beforeEach, describe, expect, test } from "vitest";
import type { Socket } from "./channel";
import { Connection } from "./connection";
import { DESK_EVERY, openPolling } from "./polling";
import { noFaults, SimulatedService } from "./simulated";
import type { ClientFrame, Desk, ServerFrame, Side } from "./wire";

const ID = "0000000000000001";
const OTHER = "0000000000000002";
let service: SimulatedService;
let heard: ServerFrame[];
let closed: number;
let line: Socket;

beforeEach(() => {
  service = new SimulatedService();
  heard = [];
  closed = 0;
});

async function open(side: Side = "visitor"): Promise<void> {
  const { ask, later } = service.surroundings(() => 0.5, side);
  if (ask === undefined) throw new Error("nothing to ask with");
  line = openPolling(ask, { later }, side, {
    opened: () => {},
    heard: (text) => heard.push(JSON.parse(text)),
    closed: () => {
      closed += 1;
    },
  });
  await service.clock.pass(20);
}

const send = (frame: ClientFrame) => line.send(JSON.stringify(frame));
const kinds = () => heard.map((frame) => frame.is);
const asked = (path: RegExp) => service.asked.filter((request) => path.test(`${request.method} ${request.path}`));

describe("a visitor's conversation", () => {
  beforeEach(async () => {
    service.begin(ID, "Hei");
    await open();
    send({ do: "join", conversation: ID, after: 0 });
    await service.clock.pass(20);
  });

  test("a join is answered by its history, and what comes later is told as on a socket", async () => {
    service.store(ID, { kind: "joined", by: "agent", alias: "Anna" });
    service.store(ID, { kind: "said", by: "agent", text: "Terve" });
    await service.clock.pass(1100);

    expect(kinds()).toEqual(["history", "told", "told", "changed"]);
    expect(heard.slice(1)).toMatchObject([{ seq: 2 }, { seq: 3 }, { facts: { status: "active", seq: 3 } }]);
  });

  test("what is longer than a page comes whole and at once", async () => {
    service.page = 2;
    for (let count = 0; count < 9; count += 1) service.store(ID, { kind: "said", by: "agent", text: `${count}` });
    await service.clock.pass(1200);

    const told = heard.flatMap((frame) => (frame.is === "told" ? [frame.seq] : []));
    expect(told).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test("a message is answered as on a socket, stored or refused", async () => {
    send({ do: "say", conversation: ID, id: "client-a", n: 2, text: "a" });
    send({ do: "say", conversation: ID, id: "client-b", n: 9, text: "b" });
    await service.clock.pass(20);

    expect(heard.slice(1)).toMatchObject([
      { is: "said", conversation: ID, entry: { seq: 2, id: "client-a" } },
      { is: "refused", of: "say", conversation: ID, id: "client-b", n: 9, code: "out_of_order", expected: 3 },
    ]);
  });

  test("one's own message does not hide what was said before it", async () => {
    service.store(ID, { kind: "said", by: "agent", text: "meanwhile" });
    send({ do: "say", conversation: ID, id: "client-a", n: 2, text: "a" });
    await service.clock.pass(1200);

    expect(heard.filter((frame) => frame.is === "told")).toMatchObject([{ seq: 2 }, { seq: 3 }]);
  });

  test("a join while a poll is under way gets an answer of its own", async () => {
    await service.clock.pass(960);
    service.faults = { ...noFaults, delay: () => 100 };
    await service.clock.pass(30);
    const before = service.asked.length;
    send({ do: "join", conversation: ID, after: 0 });
    expect(service.asked.length).toBe(before);

    await service.clock.pass(500);
    expect(heard.filter((frame) => frame.is === "history")).toHaveLength(2);
    expect(heard.at(-1)).toMatchObject({ entries: [{ seq: 1 }] });
  });

  test("what was read is told, one request at a time, the newest place last", async () => {
    for (const seq of [1, 2, 3]) send({ do: "read", conversation: ID, seq });
    await service.clock.pass(100);

    expect(service.read(ID)).toBe(3);
    expect(asked(/POST .*seen/)).toHaveLength(2);
  });

  test("typing is not sent, and a ping needs no request", async () => {
    const before = service.asked.length;
    send({ do: "typing", conversation: ID, on: true });
    send({ do: "ping" });
    await service.clock.pass(5);

    expect(service.asked.length).toBe(before);
    expect(kinds()).toContain("pong");
  });

  test("a conversation that is left, and a line that is closed, are polled no more", async () => {
    send({ do: "leave", conversation: ID });
    line.close();
    const before = service.asked.length;
    await service.clock.pass(60_000);

    expect(service.asked.length).toBe(before);
  });

  test.each(["not_found", "unauthenticated", "too_many", "unavailable"])(
    "(%s) a poll that is refused says so and waits for the next join",
    async (code) => {
      service.askProblems = [{ code, sentence: "", retry_after: 7 }];
      await service.clock.pass(60_000);

      expect(heard.slice(1)).toEqual([
        { is: "refused", of: "join", conversation: ID, code, sentence: "", retry_after: 7 },
      ]);
      send({ do: "join", conversation: ID, after: 1 });
      await service.clock.pass(20);
      expect(kinds().at(-1)).toBe("history");
    },
  );

  test("no answer is a broken line, told once", async () => {
    service.reachable = false;
    send({ do: "say", conversation: ID, id: "client-a", n: 2, text: "a" });
    await service.clock.pass(60_000);

    expect(closed).toBe(1);
  });
});

describe("an agent's conversations", () => {
  const waiting = (...ids: string[]): Desk => ({
    waiting: ids.map((conversation) => ({ conversation, site: "demo", language: "fi", started_at: 0, first_line: "" })),
    left: [],
    mine: [],
    now: 0,
  });

  beforeEach(async () => {
    service.begin(ID, "Hei");
    service.begin(OTHER, "Moi");
    await open("agent");
  });

  test("each is polled and answered by its own address", async () => {
    send({ do: "join", conversation: ID });
    send({ do: "join", conversation: OTHER });
    send({ do: "say", conversation: OTHER, id: "client-a", n: 1, text: "Terve" });
    await service.clock.pass(50);

    expect(heard.slice(0, 2)).toMatchObject([
      { facts: { conversation: ID, mine: true } },
      { facts: { conversation: OTHER } },
    ]);
    expect(service.entries(OTHER)).toMatchObject([{ text: "Moi" }, { text: "Terve", by: "agent" }]);
  });

  test("the desk is looked at every ten seconds, and only a change of it is told", async () => {
    await service.clock.pass(3 * DESK_EVERY);
    expect(kinds()).toEqual([]);

    service.desk = waiting(ID);
    await service.clock.pass(DESK_EVERY);
    service.desk = waiting();
    await service.clock.pass(DESK_EVERY);
    expect(heard).toEqual([
      { is: "queue", rings: true },
      { is: "queue", rings: false },
    ]);
    expect(asked(/GET v1.desk/).length).toBe(6);
  });

  test("a sign of life is a look at the desk, also while one is under way", async () => {
    service.faults = { ...noFaults, delay: () => 100 };
    send({ do: "ping" });
    send({ do: "ping" });
    await service.clock.pass(250);

    expect(kinds()).toEqual(["pong"]);
    expect(asked(/GET v1.desk/).length).toBe(2);
  });

  test("a session that has ended ends the line as a socket would be ended", async () => {
    service.askProblems = [{ code: "unauthenticated", sentence: "" }];
    send({ do: "join", conversation: ID });
    await service.clock.pass(20);

    expect(heard).toEqual([{ is: "ended", why: "signed_out" }]);
  });
});

describe("the cost of polling, in requests a minute", () => {
  const MINUTE = 60_000;

  async function polling(side: Side): Promise<Connection> {
    service.blocked = "refused";
    service.begin(ID, "Hei");
    const connection = new Connection(
      service.surroundings(() => 0.5, side),
      { changed: () => {} },
      { side },
    );
    connection.follow(ID);
    await service.clock.pass(20_000);
    return connection;
  }

  async function costOf(run: () => Promise<void>): Promise<number> {
    const before = service.asked.length;
    await run();
    return service.asked.length - before;
  }

  test("a visitor costs 6 while nothing happens, and 60 beside what is written at the very most", async () => {
    const connection = await polling("visitor");
    const written = await costOf(async () => {
      for (let second = 0; second < 60; second += 2) {
        service.store(ID, { kind: "said", by: "agent", text: `${second}` });
        if (second % 10 === 0) connection.say(ID, `${second}`);
        await service.clock.pass(2000);
      }
    });
    await service.clock.pass(MINUTE);
    const quiet = await costOf(() => service.clock.pass(10 * MINUTE));

    expect(written).toBeGreaterThan(50);
    expect(written).toBeLessThanOrEqual(60 + 6);
    expect(quiet / 10).toBeLessThanOrEqual(6);
  });

  test("a conversation in which somebody says something every 20 s costs fewer than 20", async () => {
    await polling("visitor");
    const cost = await costOf(async () => {
      for (let said = 0; said < 15; said += 1) {
        service.store(ID, { kind: "said", by: "agent", text: `${said}` });
        await service.clock.pass(20_000);
      }
    });

    expect(cost / 5).toBeLessThan(20);
  });

  test("an agent at rest costs 6 for the desk, signs of life included, and 6 for each conversation", async () => {
    await polling("agent");
    await service.clock.pass(MINUTE);
    const quiet = await costOf(() => service.clock.pass(10 * MINUTE));

    expect(quiet / 10).toBeLessThanOrEqual(6 + 6 + 1);
  });
});
