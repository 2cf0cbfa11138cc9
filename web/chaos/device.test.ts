import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { Chance } from "./chance";
import { Device, type DeviceOptions } from "./device";

let server: WebSocketServer;
let heard: string[];
let clients: WebSocket[];

function device(options: Partial<DeviceOptions> = {}): Device {
  const { port } = server.address() as AddressInfo;
  const service = `http://127.0.0.1:${port}`;
  const chance = new Chance("device");
  return new Device({
    service,
    epoch: Date.now(),
    speed: 10,
    headers: {},
    chance,
    blocked: false,
    answered: () => {},
    ...options,
  });
}

/** Opens a socket on a device and returns what its page hears of it. */
function opened(on: Device) {
  const { port } = server.address() as AddressInfo;
  const told: string[] = [];
  const socket = on.open(`ws://127.0.0.1:${port}`, ["juttu.v1"], {
    opened: () => told.push("opened"),
    heard: (text) => told.push(text),
    closed: () => told.push("closed"),
  });
  return { socket, told };
}

const soon = (check: () => void) => vi.waitFor(check, { timeout: 2000, interval: 5 });
/** Long enough for whatever should not come. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 60));

beforeEach(async () => {
  heard = [];
  clients = [];
  server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "juttu.v1" });
  server.on("connection", (client) => {
    clients.push(client);
    client.on("message", (data) => heard.push(String(data)));
  });
  await new Promise((resolve) => server.once("listening", resolve));
});

afterEach(() => {
  for (const client of clients) client.terminate();
  server.close();
});

test("a page speaks and hears on its socket", async () => {
  const { socket, told } = opened(device());
  await soon(() => expect(told).toEqual(["opened"]));
  socket.send("up");
  clients[0]?.send("down");

  await soon(() => expect([heard, told]).toEqual([["up"], ["opened", "down"]]));
});

test("a page hears that its socket was cut", async () => {
  const on = device();
  const { told } = opened(on);
  await soon(() => expect(told).toEqual(["opened"]));
  on.cut();

  await soon(() => expect(told).toEqual(["opened", "closed"]));
});

test("a page that is frozen hears of everything when it wakes, and is told that it has", async () => {
  const on = device();
  const { told } = opened(on);
  await soon(() => expect(told).toEqual(["opened"]));
  on.woken = () => told.push("woken");
  on.freeze();
  clients[0]?.send("down");
  on.later(100, () => told.push("later"));
  await aWhile();

  expect(told).toEqual(["opened"]);
  on.comeBack();
  expect([...told].sort()).toEqual(["down", "later", "opened", "woken"]);
  expect(told.at(-1)).toBe("woken");
});

test("without a network nothing gets through, and no socket says so", async () => {
  const on = device();
  const { socket, told } = opened(on);
  await soon(() => expect(told).toEqual(["opened"]));
  on.goOffline();
  socket.send("lost");
  clients[0]?.send("lost too");
  const asked = on.asking()("GET", "v1/desk");

  await expect(asked).rejects.toMatchObject({ code: "offline" });
  await aWhile();
  expect([heard, told]).toEqual([[], ["opened"]]);
});

test("what was asked when the network went is not answered any more", async () => {
  const silent: Server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  const on = device({ service: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` });
  const asked = on.asking()("GET", "v1/desk");
  on.goOffline();

  await expect(asked).rejects.toMatchObject({ code: "offline" });
  silent.close();
});

test("in a network that blocks sockets none opens", async () => {
  const { told } = opened(device({ blocked: true }));

  await soon(() => expect(told).toEqual(["closed"]));
  expect(clients).toEqual([]);
});

test("a tab that is gone hears nothing, and its timers do not run", async () => {
  const on = device();
  const { told } = opened(on);
  await soon(() => expect(told).toEqual(["opened"]));
  on.later(10, () => told.push("later"));
  on.close(false);
  clients[0]?.send("down");
  await aWhile();

  expect(told).toEqual(["opened"]);
});

test("time runs as fast as the run wants, and sleep puts the clock ahead", async () => {
  const on = device();
  const before = on.now();
  await aWhile();

  expect(on.now() - before).toBeGreaterThan(500);
  on.freeze();
  on.comeBack(3_600_000);
  expect(on.now() - before).toBeGreaterThan(3_600_000);
});

test("the same seed gives the same chance", () => {
  const drawn = (seed: string) => {
    const chance = new Chance(seed);
    return Array.from({ length: 50 }, () => chance.next());
  };

  expect(drawn("a")).toEqual(drawn("a"));
  expect(drawn("a")).not.toEqual(drawn("b"));
  expect(drawn("a").every((each) => each >= 0 && each < 1)).toBe(true);
});

test("what weighs nothing is never chosen", () => {
  const chance = new Chance("weights");
  const chosen = Array.from({ length: 200 }, () =>
    chance.weighted([
      [0, "never"],
      [1, "often"],
      [0.2, "seldom"],
    ]),
  );

  expect(new Set(chosen)).toEqual(new Set(["often", "seldom"]));
});
