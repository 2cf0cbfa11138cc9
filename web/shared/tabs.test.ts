/** Several tabs of one visitor over one service: they die, freeze and come back, and all show the same. */
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { type Clock, SimulatedService } from "./simulated";
import { type Neighbours, SILENT_FOR, Tabs } from "./tabs";

const ID = "0000000000000001";
const MINUTE = 60_000;
const HANDED_OVER_WITHIN = 2000;

interface Wish {
  tab: Tab;
  held: () => void;
  lost: () => void;
}

/** One browser: what is said in the room reaches the others a moment later, and one tab has the lock. */
class Browser {
  tabs: Tab[] = [];
  holder: Wish | null = null;
  waiting: Wish[] = [];

  constructor(readonly clock: Clock) {}

  open(): Tab {
    const tab = new Tab(this);
    this.tabs.push(tab);
    return tab;
  }

  say(from: Tab, what: unknown): void {
    const copy = structuredClone(what);
    for (const tab of this.tabs) if (tab !== from) this.clock.later(1, () => tab.run(() => tab.heard?.(copy)));
  }

  ask(wish: Wish, rob: boolean): () => void {
    const robbed = rob ? this.holder : null;
    if (rob) {
      this.holder = null;
      this.waiting.unshift(wish);
    } else this.waiting.push(wish);
    if (robbed) this.clock.later(0, () => robbed.tab.run(robbed.lost));
    this.#grant();
    return () => this.giveUp(wish);
  }

  giveUp(wish: Wish): void {
    this.waiting = this.waiting.filter((one) => one !== wish);
    if (this.holder === wish) this.holder = null;
    this.#grant();
  }

  #grant(): void {
    if (this.holder !== null) return;
    this.holder = this.waiting.shift() ?? null;
    const holder = this.holder;
    if (holder) {
      this.clock.later(0, () => {
        holder.tab.run(() => {
          if (this.holder === holder) holder.held();
        });
      });
    }
  }
}

class Tab {
  heard: ((said: unknown) => void) | null = null;
  alive = true;
  frozen = false;
  /** What came while it was frozen. */
  kept: (() => void)[] = [];
  readonly talk: Tabs;
  readonly rung: string[] = [];
  /** What it sends and asks for; a killed tab's is dropped. */
  sockets: { close(): void }[] = [];

  constructor(private readonly browser: Browser) {
    const around = service.surroundings(() => 0.5);
    const neighbours: Neighbours = {
      room: (heard) => {
        this.heard = heard;
        return {
          say: (what) => browser.say(this, what),
          close: () => {
            this.heard = null;
          },
        };
      },
      lock: (held, lost, rob) => browser.ask({ tab: this, held, lost }, rob),
    };
    const outside = {
      ...around,
      later: (milliseconds: number, run: () => void) => {
        let due = true;
        around.later(milliseconds, () => this.run(() => due && run()));
        return () => {
          due = false;
        };
      },
      open: (address: string, protocols: string[], ears: Parameters<typeof around.open>[2]) => {
        const socket = around.open(address, protocols, {
          opened: () => this.run(ears.opened),
          heard: (text) => this.run(() => ears.heard(text)),
          closed: () => this.run(ears.closed),
        });
        this.sockets.push(socket);
        return socket;
      },
    };
    const listener = { changed: () => this.assertHonest(), heard: (frame: { is: string }) => this.rung.push(frame.is) };
    this.talk = new Tabs(outside, listener, {}, neighbours);
    this.talk.follow(ID);
  }

  run(act: () => void): void {
    if (this.frozen && this.alive) this.kept.push(act);
    else if (this.alive) act();
  }

  kill(): void {
    this.alive = false;
    this.browser.tabs = this.browser.tabs.filter((one) => one !== this);
    for (const socket of this.sockets) socket.close();
    for (const wish of [this.browser.holder, ...this.browser.waiting]) {
      if (wish?.tab === this) this.browser.giveUp(wish);
    }
  }

  thaw(): void {
    this.frozen = false;
    for (const act of this.kept.splice(0)) this.run(act);
  }

  get texts(): (string | null | undefined)[] {
    return this.talk.screen(ID)?.entries.map(({ text }) => text) ?? [];
  }

  assertHonest(): void {
    const screen = this.talk?.screen(ID);
    const ids = [...(screen?.entries ?? []), ...(screen?.pending ?? [])].map(({ id }) => id).filter(Boolean);
    if (new Set(ids).size !== ids.length) throw new Error(`shown twice: ${ids}`);
    if (screen?.entries.some((entry, index) => entry.seq !== index + 1)) throw new Error("a gap");
  }
}

let service: SimulatedService;
let browser: Browser;
const pass = (milliseconds: number) => service.clock.pass(milliseconds);
const leaders = () => browser.tabs.filter(({ talk, frozen }) => talk.leads && !frozen);
const stored = () => service.entries(ID).map(({ text }) => text);

beforeEach(() => {
  service = new SimulatedService();
  service.begin(ID, "Hei");
  browser = new Browser(service.clock);
});

async function three(): Promise<[Tab, Tab, Tab]> {
  const opened: [Tab, Tab, Tab] = [browser.open(), browser.open(), browser.open()];
  await pass(1000);
  return opened;
}

describe("among three tabs", () => {
  test("one has the line, and all show the same", async () => {
    const tabs = await three();
    service.tell(ID, { kind: "said", by: "agent", text: "Päivää" });
    await pass(100);

    expect(leaders()).toHaveLength(1);
    expect(service.openSockets).toBe(1);
    for (const tab of tabs) expect(tab.texts).toEqual(["Hei", "Päivää"]);
    for (const tab of tabs) expect(tab.talk.link).toMatchObject({ is: "open", doubted: false });
    for (const tab of tabs) expect(tab.rung).toContain("told");
  });

  test("what is said in one that has no line stands there at once, and is stored once", async () => {
    const [, second, third] = await three();
    second.talk.say(ID, "toisesta");
    expect(second.talk.screen(ID)?.pending.map(({ text }) => text)).toEqual(["toisesta"]);
    await pass(1000);

    expect(stored()).toEqual(["Hei", "toisesta"]);
    expect(third.texts).toEqual(["Hei", "toisesta"]);
    expect(second.talk.screen(ID)?.pending).toEqual([]);
  });

  test("the leader's death hands over within two seconds, and nothing typed is lost", async () => {
    const [first, second, third] = await three();
    service.reachable = false;
    service.cut();
    second.talk.say(ID, "matkalla");
    await pass(10);
    first.kill();
    second.talk.say(ID, "perään");
    service.reachable = true;
    await pass(HANDED_OVER_WITHIN);

    expect(leaders()).toHaveLength(1);
    await pass(10_000);
    expect(stored()).toEqual(["Hei", "matkalla", "perään"]);
    expect(third.texts).toEqual(stored());
  });

  test("a frozen leader is robbed within two seconds, and follows when it is back", async () => {
    const [first, second, third] = await three();
    first.frozen = true;
    second.talk.say(ID, "kuuleeko kukaan");
    await pass(HANDED_OVER_WITHIN);
    expect(leaders()).toHaveLength(1);
    await pass(1000);
    expect(stored()).toEqual(["Hei", "kuuleeko kukaan"]);

    first.thaw();
    await pass(3000);
    expect(leaders()).toHaveLength(1);
    expect(service.openSockets).toBe(1);
    for (const tab of [first, second, third]) expect(tab.texts).toEqual(stored());
  });

  test("a leader that answers is left in peace", async () => {
    const [first] = await three();
    await pass(20 * SILENT_FOR);
    expect(first.talk.leads).toBe(true);
  });

  test("one that stops leaves the line to the others and keeps its screens", async () => {
    const [first, second] = await three();
    first.talk.stop();
    await pass(1000);

    expect(first.talk.link).toEqual({ is: "idle" });
    expect(first.texts).toEqual(["Hei"]);
    expect(second.talk.leads).toBe(true);
    expect(service.openSockets).toBe(1);
  });

  test("a message that was given back in one can be tried again or taken away in another", async () => {
    const [, second, third] = await three();
    service.tell(ID, { kind: "closed", by: "agent" });
    await pass(100);
    second.talk.say(ID, "myöhässä");
    await pass(100);
    const [kept] = third.talk.screen(ID)?.pending ?? [];
    expect(kept).toMatchObject({ text: "myöhässä", state: "not_sent" });

    third.talk.discard(ID, kept?.id ?? "");
    await pass(100);
    expect(second.talk.screen(ID)?.pending).toEqual([]);
  });
});

const happening = fc.record({
  what: fc.constantFrom(
    "say",
    "say",
    "say",
    "tell",
    "kill",
    "freeze",
    "thaw",
    "open",
    "cut",
    "network",
    "wake",
    "stop",
  ),
  which: fc.nat(9),
  pause: fc.oneof({ weight: 5, arbitrary: fc.nat(800) }, { weight: 2, arbitrary: fc.nat(6000) }),
});

test("whatever happens to tabs, nothing that a living tab wrote is lost or doubled, and all end up the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
      service = new SimulatedService();
      service.begin(ID, "Hei");
      browser = new Browser(service.clock);
      const written: { text: string; tab: Tab }[] = [];
      browser.open();
      for (const { what, which, pause } of happenings) {
        const tab = browser.tabs[which % Math.max(1, browser.tabs.length)];
        if (what === "open" && browser.tabs.length < 4) browser.open();
        else if (what === "tell") service.tell(ID, { kind: "said", by: "agent", text: `agent ${which}` });
        else if (what === "cut") service.cut();
        else if (what === "network") service.reachable = which % 3 > 0;
        else if (tab === undefined) browser.open();
        else if (what === "kill" && browser.tabs.length > 1) tab.kill();
        else if (what === "freeze") tab.frozen = true;
        else if (what === "thaw") tab.thaw();
        else if (what === "wake" && !tab.frozen) tab.talk.wake();
        else if (what === "stop" && !tab.frozen) {
          tab.talk.stop();
          tab.talk.start();
        } else if (what === "say" && !tab.frozen) {
          written.push({ text: `own ${written.length}`, tab });
          tab.talk.say(ID, written.at(-1)?.text ?? "");
        }
        await pass(pause);
      }
      service.reachable = true;
      for (const tab of browser.tabs) tab.thaw();
      await pass(5 * MINUTE);

      const own = stored().filter((text) => text?.startsWith("own"));
      expect(new Set(own).size).toBe(own.length);
      const living = written.filter(({ tab }) => tab.alive).map(({ text }) => text);
      expect(own).toEqual(expect.arrayContaining(living));
      expect(leaders()).toHaveLength(1);
      expect(service.openSockets).toBe(1);
      for (const tab of browser.tabs) {
        expect(tab.talk.screen(ID)?.entries).toEqual(service.entries(ID));
        expect(tab.talk.screen(ID)?.pending).toEqual([]);
        expect(tab.talk.link).toMatchObject({ is: "open", doubted: false });
      }
    }),
    // `RUNS=3000` for a longer look.
    { numRuns: Number(process.env["RUNS"] ?? 150) },
  );
}, 60_000);
