/** Two thousand browsers that lose their sockets in one moment, in virtual time. */
import { expect, test } from "vitest";
import { Connection } from "./connection";
import { noFaults, SimulatedService } from "./simulated";

const CLIENTS = 2000;
const SECOND = 1000;

interface Client {
  id: string;
  connection: Connection;
  written: string[];
}

/** The same chances in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function everybodyTalks(service: SimulatedService, random: () => number): Promise<Client[]> {
  const clients: Client[] = [];
  for (let count = 0; count < CLIENTS; count += 1) {
    const id = `${count}`.padStart(16, "0");
    service.begin(id, "Hei");
    const connection = new Connection(service.surroundings(random), { changed: () => {} });
    connection.follow(id);
    clients.push({ id, connection, written: [] });
  }
  await service.clock.pass(20 * SECOND);
  return clients;
}

function say(client: Client | undefined, text: string): void {
  client?.written.push(text);
  client?.connection.say(client.id, text);
}

/** The most sockets that were opened within any second. */
function mostInASecond(opened: readonly number[]): number {
  let first = 0;
  let most = 0;
  opened.forEach((at, last) => {
    while ((opened[first] ?? at) <= at - SECOND) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

function assertAllWell(service: SimulatedService, clients: readonly Client[]): void {
  for (const { id, connection, written } of clients) {
    const screen = connection.screen(id);
    const own = service.entries(id).map((entry) => entry.text);
    if (connection.link.is !== "open") throw new Error(`${id} is not back`);
    if (screen?.pending.length !== 0) throw new Error(`${id} waits`);
    expect(own).toEqual(["Hei", ...written]);
    expect(screen?.entries).toEqual(service.entries(id));
  }
}

test("cut at once, they come back by at most 500 a second, all within 7 s, and nobody's message is lost", async () => {
  const random = seeded(6);
  const service = new SimulatedService();
  const clients = await everybodyTalks(service, random);
  service.faults = { ...noFaults, delay: () => 50 + random() * 200 };
  // Some have a message on its way in this moment, and some write while they are cut off.
  for (let count = 0; count < CLIENTS; count += 5) say(clients[count], "on its way");
  await service.clock.pass(60);
  const before = service.opened.length;
  service.cut();
  for (let count = 0; count < 40; count += 1) {
    await service.clock.pass(100);
    say(clients[Math.floor(random() * CLIENTS)], `written meanwhile ${count}`);
  }
  await service.clock.pass(3 * SECOND);
  const opened = service.opened.slice(before).map(({ at }) => at);

  expect(opened).toHaveLength(CLIENTS);
  expect(mostInASecond(opened)).toBeLessThanOrEqual(500);
  expect(service.openSockets).toBe(CLIENTS);
  assertAllWell(service, clients);
}, 20_000);

test("a service that was away for a minute is not overrun when it comes back", async () => {
  const random = seeded(7);
  const service = new SimulatedService();
  const clients = await everybodyTalks(service, random);
  service.reachable = false;
  service.cut();
  for (let count = 0; count < CLIENTS; count += 10) say(clients[count], "while it was away");
  await service.clock.pass(60 * SECOND);
  const before = service.opened.length;
  service.reachable = true;
  await service.clock.pass(40 * SECOND);
  const opened = service.opened.slice(before).map(({ at }) => at);

  expect(opened).toHaveLength(CLIENTS);
  expect(mostInASecond(opened)).toBeLessThanOrEqual(500);
  assertAllWell(service, clients);
}, 20_000);
