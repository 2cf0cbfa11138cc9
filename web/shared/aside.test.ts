/** One conversation that a socket leaves without an answer, beside others to which it answers. */
import { beforeEach, describe, expect, test } from "vitest";
import { Connection } from "./connection";
import { ANSWER_WITHIN } from "./line";
import { POLL_LONGEST } from "./polling";
import { noFaults, SimulatedService } from "./simulated";

const MUTE = "0000000000000001";
const OTHER = "0000000000000002";
const SECOND = 1000;
let service: SimulatedService;
let agent: Connection;
/** Every state of the line in turn. */
let links: string[];

beforeEach(() => {
  service = new SimulatedService();
  links = [];
  const changed = () => {
    if (agent.link.is !== links.at(-1)) links.push(agent.link.is);
  };
  agent = new Connection(
    service.surroundings(() => 0.5, "agent"),
    { changed },
    { side: "agent" },
  );
  service.begin(MUTE, "Hei", "Onko auki?");
  service.begin(OTHER, "Terve");
});

const texts = (id: string) => agent.screen(id)?.entries.map((entry) => entry.text);
const stored = (id: string) => service.entries(id).map((entry) => entry.text);
const requests = (path: RegExp) => service.asked.filter((one) => path.test(`${one.method} ${one.path}`));

/** Time goes by, and in the other conversation somebody says something every second. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    service.tell(OTHER, { kind: "said", by: "visitor", text: `${second}` });
    await service.clock.pass(SECOND);
  }
}

describe("a join that is never answered on a line that is alive", () => {
  beforeEach(async () => {
    agent.follow(OTHER);
    await service.clock.pass(100);
    service.mute.add(MUTE);
    agent.follow(MUTE);
  });

  test("has its conversation fetched over HTTPS, and the line is left alone", async () => {
    await pass(ANSWER_WITHIN / SECOND + 1);

    expect(texts(MUTE)).toEqual(["Hei", "Onko auki?"]);
    expect(texts(OTHER)).toEqual(stored(OTHER));
    expect(links).toEqual(["idle", "connecting", "open"]);
    expect(agent.link).toMatchObject({ by: "socket", doubted: false });
    await pass(300);
    expect(service.opened).toHaveLength(1);
  });

  test("is followed there: what either side says arrives, once", async () => {
    await pass(12);
    agent.say(MUTE, "Kyllä");
    service.store(MUTE, { kind: "said", by: "visitor", text: "Kiitos" });
    await pass(POLL_LONGEST / SECOND + 1);

    expect(stored(MUTE).filter((text) => text === "Kyllä")).toHaveLength(1);
    expect(texts(MUTE)).toEqual(stored(MUTE));
    expect(agent.screen(MUTE)?.pending).toEqual([]);
  });

  test("is asked on the line again after a minute, and is back where that is answered", async () => {
    await pass(12);
    service.mute.clear();
    await pass(80);
    const asked = requests(/GET v1\/conversations/).length;
    await pass(60);
    service.tell(MUTE, { kind: "said", by: "visitor", text: "Kiitos" });
    await pass(1);

    expect(requests(/GET v1\/conversations/)).toHaveLength(asked);
    expect(texts(MUTE)).toEqual(["Hei", "Onko auki?", "Kiitos"]);
  });

  test("looks after no desk: the line does", async () => {
    await pass(60);

    expect(requests(/v1\/desk/)).toEqual([]);
  });

  test("goes back to the line when HTTPS ends as well, and is tried again", async () => {
    await pass(12);
    service.askProblems = [{ code: "offline", sentence: "" }];
    await pass(12);
    service.mute.clear();
    await pass(60);

    expect(texts(MUTE)).toEqual(stored(MUTE));
    expect(service.opened).toHaveLength(1);
  });

  test("ends with its conversation", async () => {
    await pass(12);
    agent.leave(MUTE);
    const asked = service.asked.length;
    await pass(60);

    expect(service.asked).toHaveLength(asked);
  });
});

test("a conversation alone on its line, which a ping shows to be alive, is fetched over HTTPS too", async () => {
  service.mute.add(MUTE);
  agent.follow(MUTE);
  await service.clock.pass(ANSWER_WITHIN + 200);

  expect(texts(MUTE)).toEqual(["Hei", "Onko auki?"]);
  expect(service.opened).toHaveLength(1);
});

test("a line that brings nothing at all is broken, and replaced", async () => {
  agent.follow(MUTE);
  await service.clock.pass(100);
  service.deafen();
  agent.follow(OTHER);
  await service.clock.pass(ANSWER_WITHIN + 100);
  expect(agent.link.is).toBe("waiting");

  await service.clock.pass(10 * SECOND);
  expect(texts(OTHER)).toEqual(["Terve"]);
  expect(service.opened).toHaveLength(2);
});

test("a message that is never answered on a line that is alive cuts nobody else off", async () => {
  agent.follow(OTHER);
  agent.follow(MUTE);
  await service.clock.pass(100);
  service.mute.add(MUTE);
  agent.say(MUTE, "Kyllä");
  await pass(ANSWER_WITHIN / SECOND + 2);

  expect(stored(MUTE)).toEqual(["Hei", "Onko auki?", "Kyllä"]);
  expect(agent.screen(MUTE)?.pending).toEqual([]);
  expect(service.opened).toHaveLength(1);
});

test("a message that nobody answers anywhere is given back to its writer", async () => {
  agent.follow(MUTE);
  await service.clock.pass(100);
  service.faults = { ...noFaults, fate: () => "silence" };
  agent.say(MUTE, "Kyllä");
  await service.clock.pass(60 * SECOND);

  expect(agent.screen(MUTE)?.pending).toMatchObject([{ state: "not_sent" }]);
});
