/** An agent's conversation that goes to somebody else, and comes back. */
import { beforeEach, expect, test } from "vitest";
import { Connection } from "./connection";
import { SimulatedService } from "./simulated";

const ID = "0000000000000001";
let service: SimulatedService;
let connection: Connection;

beforeEach(async () => {
  service = new SimulatedService();
  service.begin(ID, "Hei");
  connection = new Connection(
    service.surroundings(() => 0.5, "agent"),
    { changed: () => {} },
    { side: "agent" },
  );
  connection.follow(ID);
  await service.clock.pass(100);
});

const screen = () => connection.screen(ID);
const texts = () => screen()?.entries.map((entry) => entry.text);

/** Passes it on, as the service does; `tells`: and says so. */
async function handOver(tells: boolean): Promise<void> {
  service.store(ID, { kind: "joined", by: "agent", alias: "Ville" });
  service.hand(ID, false);
  if (tells) service.push(ID, { is: "changed", facts: service.facts(ID, "agent") });
  await service.clock.pass(50);
}

async function comeBack(): Promise<void> {
  service.store(ID, { kind: "joined", by: "agent", alias: "Anna" });
  service.hand(ID, true);
  connection.follow(ID);
  await service.clock.pass(100);
}

test("what was not sent yet says that it has gone to somebody else, and nothing is asked for any more", async () => {
  service.faults = { ...service.faults, fate: () => "silence" };
  connection.say(ID, "kesken");
  connection.say(ID, "jonossa");
  await handOver(true);

  expect(screen()).toMatchObject({ lost: true, problem: { code: "handed_over" } });
  expect(screen()?.pending).toMatchObject([
    { text: "kesken", state: "not_sent", problem: { code: "handed_over" } },
    { text: "jonossa", state: "not_sent", problem: { code: "handed_over" } },
  ]);
  expect(texts()).toEqual(["Hei"]);
  const before = service.framesThat("join").length;
  connection.say(ID, "turhaan");
  await service.clock.pass(10 * 60_000);
  expect(screen()?.pending.at(-1)).toMatchObject({ text: "turhaan", state: "not_sent" });
  expect(service.framesThat("join")).toHaveLength(before);
  expect(connection.link.is).toBe("open");
});

test("when nobody told it, the next refusal does", async () => {
  await handOver(false);
  connection.say(ID, "myöhässä");
  await service.clock.pass(100);

  expect(screen()).toMatchObject({ lost: true, problem: { code: "handed_over" } });
  expect(screen()?.pending).toMatchObject([{ state: "not_sent", problem: { code: "handed_over" } }]);
});

test("a command's answer that it is no longer mine is believed", async () => {
  service.store(ID, { kind: "left", by: "agent" });
  service.hand(ID, false);
  connection.learn(service.facts(ID, "agent"));

  expect(screen()).toMatchObject({ lost: true, problem: { code: "handed_over" } });
});

test("an answer that comes after the hand-over takes the message off the list of what was not sent", async () => {
  const id = connection.say(ID, "juuri ennen");
  const entry = service.store(ID, { kind: "said", by: "agent", text: "juuri ennen", id });
  await handOver(true);
  service.push(ID, { is: "said", conversation: ID, entry });
  await service.clock.pass(50);

  expect(screen()?.pending).toEqual([]);
  expect(texts()).toEqual(["Hei", "juuri ennen"]);
});

test("when it comes back it is caught up with, and what was not sent can be sent", async () => {
  service.faults = { ...service.faults, fate: () => "silence" };
  const id = connection.say(ID, "kesken");
  await handOver(true);
  service.faults = { ...service.faults, fate: () => "well" };
  service.store(ID, { kind: "said", by: "visitor", text: "Ville auttoi", id: "visitor-2" });
  await comeBack();
  expect(screen()).toMatchObject({ lost: false, problem: null, pending: [{ state: "not_sent" }] });

  connection.retry(ID, id);
  await service.clock.pass(100);
  expect(screen()?.entries).toEqual(service.entries(ID));
  expect(texts()?.at(-1)).toBe("kesken");
});

test("its being mine again may come as facts too", async () => {
  await handOver(true);
  service.store(ID, { kind: "joined", by: "agent", alias: "Anna" });
  service.hand(ID, true);
  service.broadcast({ is: "changed", facts: service.facts(ID, "agent") });
  await service.clock.pass(100);

  expect(screen()?.lost).toBe(false);
  expect(screen()?.entries).toEqual(service.entries(ID));
});

test("what has ended and may not be read any more leaves the screen, also of who was away when that was told", async () => {
  service.store(ID, { kind: "closed", by: "visitor" });
  service.push(ID, { is: "changed", facts: service.facts(ID, "agent") });
  await service.clock.pass(100);
  service.cut();
  await service.clock.pass(10_000);
  expect(texts()?.[0]).toBe("Hei");

  service.cut();
  service.hand(ID, false);
  await service.clock.pass(10_000);
  expect(screen()).toMatchObject({ lost: true, entries: [], problem: { code: "not_found" } });
});
