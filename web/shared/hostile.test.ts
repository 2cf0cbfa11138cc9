/** The whole connection over a service and a network that do everything to it, in random order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Connection } from "./connection";
import { type Faults, noFaults, SimulatedService } from "./simulated";

const ID = "0000000000000001";
const MINUTE = 60_000;
type Chance = () => number;

let service: SimulatedService;
let connection: Connection;
let written: string[];
let others: number;
/** Whether a message was ever given back: then its writer may send it after later ones. */
let givenBack: boolean;

const own = (text: string | null | undefined) => text?.startsWith("own") === true;
const stored = () => service.entries(ID).map((entry) => entry.text ?? "");

/** What can happen, by name: the number says how much of it. */
const events: Record<string, (amount: number) => void> = {
  say: () => {
    written.push(`own ${written.length}`);
    connection.say(ID, written.at(-1) ?? "");
  },
  tell: (amount) => {
    others += 1;
    service.tell(ID, { kind: "said", by: "agent", text: `agent ${others}` }, amount % 3 > 0);
  },
  tellFacts: () => service.push(ID, { is: "changed", facts: service.facts(ID) }),
  storeUntold: () => {
    others += 1;
    service.store(ID, { kind: "said", by: "agent", text: `agent ${others}` });
  },
  otherTab: () => {
    others += 1;
    service.tell(ID, { kind: "said", by: "visitor", id: `elsewhere-${others}`, text: `elsewhere ${others}` });
  },
  handOver: (amount) => {
    service.tell(ID, { kind: amount % 2 ? "left" : "joined", by: "agent", alias: `Agent ${amount % 3}` });
  },
  cut: () => service.cut(),
  deafen: () => service.deafen(),
  wake: () => connection.wake(),
  typing: (amount) => connection.typing(ID, amount % 2 === 0),
  read: () => connection.read(ID, connection.screen(ID)?.entries.length ?? 0),
  sleep: (amount) => service.clock.sleep(amount * 1000),
  setClock: (amount) => service.clock.set((amount - 2000) * 1000),
  restart: () => {
    connection.stop();
    connection.start();
  },
  blockSockets: (amount) => {
    service.blocked = (["refused", "waiting", "deaf", null] as const)[amount % 4] ?? null;
  },
  muteSockets: (amount) => {
    if (amount % 2) service.mute.add(ID);
    else service.mute.clear();
  },
  network: (amount) => {
    service.reachable = amount % 3 > 0;
  },
  refuseTickets: (amount) => {
    service.ticketProblems = [{ code: "too_many", sentence: "", retry_after: amount % 20 }];
  },
  refuseRequests: (amount) => {
    const code = ["unavailable", "too_many", "log_unavailable"][amount % 3] ?? "";
    service.askProblems = [{ code, sentence: "", retry_after: amount % 5 }];
  },
  refuseJoin: (amount) => {
    const code = ["log_unavailable", "unauthenticated"][amount % 2] ?? "";
    service.broadcast({ is: "refused", of: "join", conversation: ID, code, sentence: "", retry_after: amount % 5 });
  },
  endForAnother: () => service.endOldest("replaced"),
  come: () => connection.start(),
};

/** How long it takes until the next event: mostly moments, now and then so long that a socket comes of age. */
const pause = fc.oneof(
  { weight: 8, arbitrary: fc.nat(1500) },
  { weight: 3, arbitrary: fc.nat(20_000) },
  { weight: 1, arbitrary: fc.integer({ min: MINUTE, max: 115 * MINUTE }) },
);
const name = fc.constantFrom("say", "say", "say", "say", "tell", "tell", ...Object.keys(events));
const steps = fc.array(fc.record({ name, amount: fc.nat(4000), pause }), { maxLength: 30 });
const chances = fc.infiniteStream(fc.nat(99));

function hostile(chance: Chance): Faults {
  return {
    delay: () => chance() * 4,
    fate: () => (["answer_lost", "lost", "refused", "silence"] as const)[Math.floor(chance() / 8)] ?? "well",
    copies: () => (chance() < 15 ? 2 : 1),
  };
}

function begin(chance: Chance): void {
  service = new SimulatedService();
  service.page = 3;
  service.faults = hostile(chance);
  written = [];
  others = 0;
  givenBack = false;
  connection = new Connection(
    service.surroundings(() => chance() / 100),
    { changed: assertHonest },
  );
  service.begin(ID, "Hei");
  connection.follow(ID);
}

/** At every change: what one wrote is on the screen exactly once, the entries have no gap, and none has gone. */
function assertHonest(): void {
  const screen = connection?.screen(ID);
  if (screen === undefined) return;
  const shown = [...screen.entries, ...screen.pending].map(({ text }) => text ?? "").filter(own);
  const wanted = written.filter((text) => shown.includes(text));
  if (new Set(shown).size !== shown.length) throw new Error(`shown twice: ${shown}`);
  // The one that is being said right now is not on the screen yet.
  if (wanted.length < written.length - 1) throw new Error(`not shown: ${written} but ${shown}`);
  if (screen.entries.some((entry, index) => entry.seq !== index + 1)) throw new Error("a gap");
  if (screen.pending.some(({ state, problem }) => state === "not_sent" && !problem))
    throw new Error("without a reason");
  givenBack ||= screen.pending.some(({ state }) => state === "not_sent");
}

/** Everything works again; whoever was given a message back sends it once more. */
async function heal(): Promise<void> {
  Object.assign(service, { faults: noFaults, blocked: null, reachable: true, ticketProblems: [], askProblems: [] });
  service.mute.clear();
  await service.clock.pass(MINUTE);
  connection.start();
  await service.clock.pass(20 * MINUTE);
  for (const one of connection.screen(ID)?.pending ?? []) connection.retry(ID, one.id);
  await service.clock.pass(10 * MINUTE);
}

test.each(["id", "count"] as const)(
  "(repeats known by %s) whatever happens, nothing is lost or doubled, and the screen ends up as the service has it",
  async (known) => {
    await fc.assert(
      fc.asyncProperty(steps, chances, async (happened, stream) => {
        begin(() => stream.next().value as number);
        service.knowsRepeatsBy = known;
        for (const { name, amount, pause } of happened) {
          events[name]?.(amount);
          await service.clock.pass(pause);
        }
        await heal();

        expect(connection.screen(ID)?.entries).toEqual(service.entries(ID));
        expect(connection.screen(ID)?.pending).toEqual([]);
        // In the middle of a planned change-over there are two for a moment.
        if (service.openSockets > 1) await service.clock.pass(20_000);
        expect(connection.link).toMatchObject({ is: "open", by: "socket", doubted: false });
        expect(service.openSockets).toBe(1);
        const told = stored().filter(own);
        expect(givenBack ? [...told].sort() : told).toEqual(givenBack ? [...written].sort() : written);
      }),
      // `RUNS=6000` for a longer look.
      { numRuns: Number(process.env["RUNS"] ?? 300) },
    );
  },
  60_000,
);
