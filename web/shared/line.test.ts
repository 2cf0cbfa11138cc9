import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { AGENT_BEAT, Connection, type Link } from "./connection";
import { BEATS } from "./joining";
import { ANSWER_WITHIN, CHANGE_AFTER, PING_AFTER, PROOF_WITHIN } from "./line";
import { ALLOWED } from "./pace";
import { POLL_LONGEST } from "./polling";
import { AGE_CUT, noFaults, SimulatedService } from "./simulated";
import { READ_ALONE_AFTER, TYPING_AT_MOST_EVERY } from "./telling";

const ID = "0000000000000001";
const MINUTE = 60_000;
let service: SimulatedService;
let connection: Connection;
/** Every state of the line in turn. */
let links: Link["is"][];

beforeEach(() => {
  service = new SimulatedService();
  links = [];
  const changed = () => {
    const { is } = connection.link;
    if (is !== "idle" && is !== links.at(-1)) links.push(is);
  };
  connection = new Connection(service.surroundings(), { changed });
});

async function following(...texts: string[]): Promise<void> {
  service.begin(ID, ...texts);
  connection.follow(ID);
  await service.clock.pass(100);
}

const texts = () => connection.screen(ID)?.entries.map((entry) => entry.text);
const stored = () => service.entries(ID).map((entry) => entry.text);

describe("keeping open", () => {
  const joinsAt = () => service.framesThat("join").length;

  test("joins again after 45 s of quiet, then after 120 s, then every 240 s", async () => {
    await following("Hei");
    const joined: number[] = [];
    for (let second = 5; second <= 900; second += 5) {
      await service.clock.pass(5000);
      if (joinsAt() > joined.length + 1) joined.push(second);
    }

    expect(joined).toEqual([45, 165, 405, 645, 885]);
    expect(service.framesThat("ping")).toEqual([]);
    expect(Math.max(...BEATS)).toBeLessThan(10 * 60_000);
  });

  test("whatever is said or heard puts the next beat near again", async () => {
    await following("Hei");
    await service.clock.pass(160_000);
    const before = joinsAt();
    service.tell(ID, { kind: "said", by: "agent", text: "Terve" });
    await service.clock.pass(44_000);
    expect(joinsAt()).toBe(before);

    await service.clock.pass(2_000);
    expect(joinsAt()).toBe(before + 1);
  });

  test("what was never told is here after the next beat at the latest", async () => {
    await following("Hei");
    service.store(ID, { kind: "said", by: "agent", text: "nobody was told" });
    await service.clock.pass(46_000);

    expect(texts()).toEqual(["Hei", "nobody was told"]);
  });

  test("a line that is open at one end only is found out by the beat and replaced, and nothing is lost", async () => {
    await following("Hei");
    service.deafen();
    await service.clock.pass((BEATS[0] ?? 0) + ANSWER_WITHIN + 100);
    expect(connection.link.is).toBe("waiting");

    connection.say(ID, "vielä");
    await service.clock.pass(1000);
    expect(connection.link.is).toBe("open");
    expect(stored()).toEqual(["Hei", "vielä"]);
  });

  describe("an agent's beat", () => {
    let agent: Connection;
    const pings = () => service.framesThat("ping").length;

    beforeEach(async () => {
      agent = new Connection(
        service.surroundings(() => 0.5, "agent"),
        { changed: () => {} },
        { side: "agent" },
      );
      agent.start();
      await service.clock.pass(100);
      service.heard = [];
    });

    async function follows(): Promise<void> {
      service.begin(ID, "Hei");
      agent.follow(ID);
      service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
      await service.clock.pass(100);
      service.heard = [];
    }

    /** Begins to type and changes their mind every six seconds, which is told each time. */
    async function dithers(second: number): Promise<void> {
      agent.typing(ID, second % 6 < 3);
      await service.clock.pass(1000);
    }

    test("is a ping every 55 seconds where nothing comes or goes", async () => {
      await service.clock.pass(10 * AGENT_BEAT);

      expect(pings()).toBe(10);
    });

    test("is no ping where both sides say something within 55 seconds", async () => {
      await follows();
      for (let turn = 0; turn < 10; turn += 1) {
        agent.say(ID, `${turn}`);
        await service.clock.pass(20_000);
        service.tell(ID, { kind: "said", by: "visitor", text: `${turn}` });
        await service.clock.pass(20_000);
      }

      expect(pings()).toBe(0);
    });

    test("is a ping where only the other side writes: whoever reads is there as well", async () => {
      await follows();
      for (let second = 0; second < 3.5 * (AGENT_BEAT / 1000); second += 5) {
        service.tell(ID, { kind: "said", by: "visitor", text: `${second}` });
        await service.clock.pass(5000);
      }

      expect(pings()).toBe(3);
    });

    test("wants no answer where the line has answered since the last, and one where it has not", async () => {
      await follows();
      for (let second = 0; second < 3.5 * (AGENT_BEAT / 1000); second += 5) {
        service.tell(ID, { kind: "said", by: "visitor", text: `${second}` });
        await service.clock.pass(5000);
      }

      expect(service.framesThat("ping").map((ping) => "quiet" in ping)).toEqual([true, false, true]);
    });

    test("is a ping where frames go and nothing comes: the line may be open at one end only", async () => {
      await follows();
      for (let second = 0; second < AGENT_BEAT / 1000; second += 1) await dithers(second);

      expect(service.framesThat("typing").length).toBeGreaterThan(10);
      expect(pings()).toBe(1);
    });

    test("finds out a line that is open at one end only within a beat and an answer's time, whatever is sent", async () => {
      await follows();
      await service.clock.pass(30_000);
      service.deafen();
      let seconds = 0;
      for (; agent.link.is === "open" && seconds < 200; seconds += 1) await dithers(seconds);

      expect(seconds).toBeGreaterThan(1);
      expect(seconds).toBeLessThanOrEqual((AGENT_BEAT + ANSWER_WITHIN) / 1000);
    });

    test("does not put off a shorter question that is open", async () => {
      await service.clock.pass(AGENT_BEAT - 3000);
      service.deafen();
      agent.wake();
      await service.clock.pass(PROOF_WITHIN + 100);

      expect(agent.link.is).not.toBe("open");
    });
  });

  test("a line on which nothing is followed is kept open within the ten minutes that API Gateway allows", async () => {
    connection.start();
    await service.clock.pass(PING_AFTER + 2000);

    expect(service.framesThat("ping")).toHaveLength(2);
    expect(PING_AFTER).toBeLessThan(10 * 60_000);
  });

  test("a line that has opened again is not called good before what came meanwhile is here", async () => {
    await following("Hei");
    service.cut();
    service.store(ID, { kind: "said", by: "agent", text: "Terve" });
    const called: { good: boolean; entries: number }[] = [];
    const look = () => {
      const { link } = connection;
      called.push({ good: link.is === "open" && !link.doubted, entries: texts()?.length ?? 0 });
    };
    for (let tick = 0; tick < 10_000; tick += 1) {
      await service.clock.pass(1);
      look();
    }

    expect(called.at(-1)).toEqual({ good: true, entries: 2 });
    expect(called.filter(({ good, entries }) => good && entries < 2)).toEqual([]);
  });

  test("a page that wakes up asks at once whether the line is alive and what is missing", async () => {
    await following("Hei");
    service.store(ID, { kind: "said", by: "agent", text: "nobody was told" });
    await service.clock.pass(30_000);
    connection.wake();
    expect(connection.link).toMatchObject({ is: "open", doubted: true });

    await service.clock.pass(100);
    expect(connection.link).toMatchObject({ is: "open", doubted: false });
    expect(texts()).toEqual(["Hei", "nobody was told"]);
  });

  test("after a sleep nothing is called up to date on a dead line, and what is written waits for a living one", async () => {
    await following("Hei");
    service.deafen();
    service.clock.sleep(20 * 60_000);
    await service.clock.pass(0);
    connection.say(ID, "heti herättyä");
    expect(connection.link).toMatchObject({ doubted: true });

    await service.clock.pass(PROOF_WITHIN + 100);
    expect(connection.link.is).not.toBe("open");
    connection.wake();
    await service.clock.pass(10_000);
    expect(connection.link).toMatchObject({ is: "open", doubted: false });
    expect(stored()).toEqual(["Hei", "heti herättyä"]);
  });

  test("a clock that is put back holds nothing up", async () => {
    await following("Hei");
    service.tell(ID, { kind: "joined", by: "agent", alias: "Anna" });
    for (const text of ["1", "2", "3", "4", "5"]) connection.say(ID, text);
    await service.clock.pass(1000);
    connection.typing(ID, true);
    service.clock.set(-3_600_000);
    connection.typing(ID, true);
    connection.say(ID, "6");
    await service.clock.pass(500);

    expect(stored()).toContain("6");
    expect(service.framesThat("typing")).toHaveLength(1);
  });
});

describe("changing over before the two hours are up", () => {
  test("the line stays open all day, and no socket is ever cut", async () => {
    await following("Hei");
    for (let hour = 0; hour < 10; hour += 1) {
      connection.say(ID, `hour ${hour}`);
      await service.clock.pass(60 * MINUTE);
    }

    expect(links).toEqual(["connecting", "open"]);
    expect(service.opened).toHaveLength(6);
    expect(service.openSockets).toBe(1);
    expect(service.idleCuts).toBe(0);
    expect(texts()).toEqual(stored());
    const ages = service.opened.slice(1).map(({ at }, index) => at - (service.opened[index]?.at ?? 0));
    expect(Math.max(...ages)).toBeLessThan(AGE_CUT - 9 * MINUTE);
  });

  test("the old socket is heard until the new one has been joined, and nothing is missed in between", async () => {
    await following("Hei");
    await service.clock.pass(CHANGE_AFTER - 5 * MINUTE - 1000);
    service.faults = { ...noFaults, delay: () => 300 };
    for (let count = 0; count < 30; count += 1) {
      service.tell(ID, { kind: "said", by: "agent", text: `${count}` });
      connection.say(ID, `own ${count}`);
      await service.clock.pass(100);
    }
    await service.clock.pass(3 * MINUTE);

    expect(service.opened).toHaveLength(2);
    expect(service.openSockets).toBe(1);
    expect(links).toEqual(["connecting", "open"]);
    expect(stored().filter((text) => text?.startsWith("own"))).toEqual(
      Array.from({ length: 30 }, (_, count) => `own ${count}`),
    );
    expect(texts()).toEqual(stored());
  });

  test("what the old socket still answers does not pass for the new one's answer", async () => {
    await following("Hei");
    await service.clock.pass(CHANGE_AFTER - 5 * MINUTE - 200);
    service.faults = { ...noFaults, delay: () => 300 };
    while (service.opened.length < 2) await service.clock.pass(10);
    await service.clock.pass(200);
    connection.wake();
    await service.clock.pass(650);
    expect(service.openSockets).toBe(2);

    await service.clock.pass(200);
    expect(service.openSockets).toBe(1);
  });

  test("a message that is in flight when the old socket closes goes out again under the same id and count", async () => {
    await following("Hei");
    await service.clock.pass(CHANGE_AFTER - 5 * MINUTE - 200);
    service.faults = { ...noFaults, fate: () => "silence" };
    const id = connection.say(ID, "vain kerran");
    await service.clock.pass(100);
    service.faults = noFaults;
    await service.clock.pass(1000);

    expect(service.opened).toHaveLength(2);
    expect(service.framesThat("say")).toEqual([
      { do: "say", conversation: ID, id, n: 2, text: "vain kerran" },
      { do: "say", conversation: ID, id, n: 2, text: "vain kerran" },
    ]);
    expect(texts()).toEqual(["Hei", "vain kerran"]);
  });

  test("when the new socket lets nothing through, the old one goes on, and it is tried again in time", async () => {
    await following("Hei");
    await service.clock.pass(CHANGE_AFTER - 5 * MINUTE - 1000);
    service.blocked = "deaf";
    await service.clock.pass(30_000);
    connection.say(ID, "yhä");
    await service.clock.pass(1000);
    expect(stored()).toEqual(["Hei", "yhä"]);

    service.blocked = null;
    await service.clock.pass(5 * MINUTE);
    expect(links).toEqual(["connecting", "open"]);
    expect(service.openSockets).toBe(1);
    expect(service.opened.length).toBeGreaterThan(2);
  });

  test("what the service ends to make room for the new socket is not the end", async () => {
    await following("Hei");
    const { opened } = service;
    await service.clock.pass(CHANGE_AFTER - 5 * MINUTE - 100);
    service.faults = { ...noFaults, delay: () => 200 };
    while (opened.length < 2) await service.clock.pass(20);
    await service.clock.pass(250);
    service.endOldest("replaced");
    await service.clock.pass(5000);

    expect(links).toEqual(["connecting", "open"]);
  });
});

describe("where no socket opens", () => {
  const frames = () => service.heard.length;

  test.each(["refused", "waiting", "deaf"] as const)("(%s) HTTPS takes over after two tries", async (how) => {
    service.blocked = how;
    await following("Hei");
    await service.clock.pass(40_000);
    connection.say(ID, "silti");
    service.tell(ID, { kind: "said", by: "agent", text: "Terve" });
    await service.clock.pass(11_000);

    expect(service.opened).toHaveLength(2);
    expect(connection.link).toMatchObject({ is: "open", by: "polling" });
    expect(texts()).toEqual(stored());
    expect(stored()).toHaveLength(3);
    expect(frames()).toBe(0);
  });

  test("sockets are tried after 1, 2, 5 and then every 10 minutes, and nothing shows of it", async () => {
    service.blocked = "refused";
    await following("Hei");
    await service.clock.pass(20_000);
    const before = service.opened.length;
    links = [];
    await service.clock.pass(60 * MINUTE);
    const tried = service.opened.slice(before).map(({ at }) => at);

    const pauses = tried.slice(1).map((at, index) => Math.round((at - (tried[index] ?? 0)) / MINUTE));
    expect(pauses).toEqual([2, 5, 10, 10, 10, 10, 10]);
    expect(links.filter((is) => is !== "open")).toEqual([]);
  });

  test("once a socket opens it takes over without a gap", async () => {
    service.blocked = "refused";
    await following("Hei");
    await service.clock.pass(20_000);
    links = [];
    service.blocked = null;
    const written: string[] = [];
    for (let second = 0; second < 90; second += 1) {
      if (second % 5 === 0) written.push(`own ${second}`);
      if (second % 5 === 0) connection.say(ID, `own ${second}`);
      if (second % 7 === 0) service.tell(ID, { kind: "said", by: "agent", text: `agent ${second}` });
      await service.clock.pass(1000);
    }
    const asked = service.asked.length;
    await service.clock.pass(30_000);

    expect(connection.link).toMatchObject({ is: "open", by: "socket" });
    expect(links.filter((is) => is !== "open")).toEqual([]);
    expect(service.asked.length).toBe(asked);
    expect(stored().filter((text) => text?.startsWith("own"))).toEqual(written);
    expect(texts()).toEqual(stored());
  });

  test("a network that comes back is tried for sockets at once", async () => {
    service.blocked = "refused";
    await following("Hei");
    await service.clock.pass(30 * MINUTE);
    service.blocked = null;
    await service.clock.pass(MINUTE);
    connection.wake();
    await service.clock.pass(1000);

    expect(connection.link).toMatchObject({ is: "open", by: "socket" });
  });

  test("without a network polling says so, and goes on by HTTPS when there is one again", async () => {
    service.blocked = "refused";
    await following("Hei");
    await service.clock.pass(20_000);
    service.reachable = false;
    connection.say(ID, "vielä");
    await service.clock.pass(11_000);
    expect(connection.link.is).toBe("waiting");
    expect(connection.screen(ID)?.pending).toMatchObject([{ text: "vielä", state: "sending" }]);

    service.reachable = true;
    await service.clock.pass(30_000);
    expect(connection.link).toMatchObject({ is: "open", by: "polling" });
    expect(texts()).toEqual(["Hei", "vielä"]);
  });

  test("a network that is gone is not taken for one that blocks sockets", async () => {
    await following("Hei");
    service.reachable = false;
    service.cut();
    await service.clock.pass(10 * MINUTE);
    service.reachable = true;
    await service.clock.pass(MINUTE);

    expect(connection.link).toMatchObject({ is: "open", by: "socket" });
  });
});

test("keeps to the limits of the service", () => {
  const limits = readFileSync(new URL("../../chalicelib/chat/limits.py", import.meta.url), "utf8");
  const seconds = (name: string) => {
    const product = limits.match(new RegExp(`^    ${name}: int = ([\\d_* +]+)$`, "m"))?.[1] ?? "0";
    return product
      .split("+")
      .map((term) => term.split("*").reduce((all, factor) => all * Number(factor.replaceAll("_", "")), 1))
      .reduce((all, term) => all + term, 0);
  };

  expect(AGENT_BEAT).toBe(seconds("agent_beat_seconds") * 1000);
  // Hidden pages' timers run once a minute: one sign of life may be lost before the agent counts as away.
  expect(2 * MINUTE).toBeLessThan(seconds("agent_away_seconds") * 1000);
  expect(CHANGE_AFTER + MINUTE).toBeLessThan(seconds("socket_seconds") * 1000);
  expect(POLL_LONGEST + seconds("visitor_seen_seconds") * 1000).toBeLessThan(seconds("visitor_here_seconds") * 1000);
  expect(TYPING_AT_MOST_EVERY).toBe(seconds("typing_seconds") * 1000);
  expect(ALLOWED).toEqual([
    { messages: seconds("messages_in_a_burst"), within: seconds("burst_seconds") * 1000 },
    { messages: seconds("messages_a_minute"), within: MINUTE },
  ]);
});

describe("coming back", () => {
  test("nothing is sent before the history is here", async () => {
    await following("Hei");
    service.cut();
    service.faults = { ...noFaults, delay: () => 200 };
    while (service.framesThat("join").length < 2) await service.clock.pass(50);
    connection.say(ID, "odottaa");
    await service.clock.pass(300);
    expect(service.framesThat("say")).toEqual([]);

    await service.clock.pass(500);
    expect(stored()).toEqual(["Hei", "odottaa"]);
  });

  test("whoever writes or looks again does not wait for the pause", async () => {
    for (const come of [
      () => connection.say(ID, "heti"),
      () => connection.typing(ID, true),
      () => connection.wake(),
    ] as const) {
      service = new SimulatedService();
      connection = new Connection(
        service.surroundings(() => 0.999),
        { changed: () => {} },
      );
      await following("Hei");
      await service.clock.pass(10_000);
      service.cut();
      await service.clock.pass(1000);
      expect(connection.link.is).toBe("waiting");
      come();
      await service.clock.pass(100);
      expect(connection.link.is).toBe("open");
    }
  });

  test("but nobody who types while the service is away uses up the tickets", async () => {
    await following("Hei");
    service.blocked = "refused";
    service.cut();
    const before = service.ticketsGiven;
    for (let key = 0; key < 600; key += 1) {
      connection.typing(ID, true);
      await service.clock.pass(100);
    }

    expect(service.ticketsGiven - before).toBeLessThanOrEqual(10);
  });

  test("a service that says when to come back is obeyed by writers too", async () => {
    await following("Hei");
    await service.clock.pass(10_000);
    service.ticketProblems = [{ code: "unavailable", sentence: "", retry_after: 20 }];
    service.cut();
    connection.wake();
    await service.clock.pass(6000);
    connection.say(ID, "heti");
    connection.wake();
    await service.clock.pass(10_000);
    expect(stored()).toEqual(["Hei"]);

    await service.clock.pass(20_000);
    expect(stored()).toEqual(["Hei", "heti"]);
  });

  test("what was read while the line was cut is told when it is back", async () => {
    await following("Hei", "vielä");
    service.cut();
    connection.read(ID, 2);
    await service.clock.pass(10_000 + READ_ALONE_AFTER);

    expect(service.read(ID)).toBe(2);
  });
});
