/** An agent at a console: takes what waits, answers, passes on, closes, and sometimes vanishes. */
import type { Connection } from "../shared/connection";
import { type Ask, Refusal } from "../shared/http";
import type { Screen } from "../shared/screen";
import type { Desk, Facts, ServerFrame, Taken } from "../shared/wire";
import type { Device } from "./device";
import { isUpToDate, type Recorder } from "./history";
import { isOpen, Person } from "./person";
import type { Plan, World } from "./world";
import { connecting } from "./wrong";

const SECOND = 1000;
const LOOK_EVERY = 30 * SECOND;
const AT_MOST = 6;

/** One opening of the console. */
class Console {
  waiting: string[] = [];
  readonly recorders = new Map<string, Recorder>();
  /** When each conversation's history was heard last. */
  readonly caughtUpAt = new Map<string, number>();
  looking = false;
  lookAgain = false;

  constructor(
    readonly device: Device,
    readonly connection: Connection,
    readonly ask: Ask,
  ) {}
}

export class Agent extends Person {
  #console: Console;

  constructor(
    world: World,
    private readonly who: Plan["agents"][number],
  ) {
    super(world, who.person);
    this.#console = this.#open();
  }

  async live(): Promise<void> {
    while (true) {
      await this.pause(this.chance.between(0.3, 3));
      if (!this.#console.device.alive) {
        // After 150 s without a sign of life the conversations wait again.
        await this.pause(this.chance.of([3, 20, 200]));
        this.#console = this.#open();
      }
      await this.#act(this.#console);
    }
  }

  devices(): Device[] {
    return [this.#console.device];
  }

  goOn(): void {
    // Who has vanished comes back: somebody has to see the end.
    if (!this.#console.device.alive) this.#console = this.#open();
    const { connection } = this.#console;
    if (connection.link.is === "ended") connection.start();
  }

  unsettled(since: number): string[] {
    const { connection, caughtUpAt } = this.#console;
    const { link } = connection;
    const behind = connection.screens.filter((screen) => {
      const sends = screen.pending.some(({ state }) => state === "sending");
      const caughtUp = (caughtUpAt.get(screen.conversation) ?? -1) >= since;
      return sends || !(screen.lost || (isUpToDate(screen, link) && caughtUp));
    });
    const told = [...behind.map(({ conversation }) => conversation), ...(link.is === "open" ? [] : ["the line"])];
    return told.map((what) => `${this.name}: ${what} ${JSON.stringify(link)}`);
  }

  // ------------------------------------------------------------------------------------------------- the console

  #open(): Console {
    const { world } = this;
    const headers = { Cookie: `juttu=${this.who.cookie}`, "X-Juttu": "1" };
    const device = world.device(this.chance, headers);
    const asking = world.recorded(device.asking(), (conversation) =>
      conversation === null ? undefined : this.#recorderOf(console, conversation),
    );
    const ask: Ask = async <Answer>(method: "GET" | "POST", path: string, body?: object) => {
      const answer = await asking<Answer>(method, path, body);
      // A poll that brings nothing new is not told as a frame.
      const [, polled] = path.match(/^v1\/conversations\/(\w+)\?after=/) ?? [];
      if (polled) console.caughtUpAt.set(polled, world.now());
      return answer;
    };
    const connection = connecting(world.plan.mistake)(
      world.around(device.surroundings(ask, () => this.newId())),
      { changed: () => this.#show(console), heard: (frame) => this.#heard(console, frame) },
      { side: "agent" },
    );
    const console: Console = new Console(device, connection, ask);
    device.woken = () => {
      connection.wake();
      void this.#look(console);
    };
    connection.start();
    void this.#look(console);
    this.#lookLater(console);
    return console;
  }

  #show({ device, connection, ...console }: Console): void {
    if (!device.alive) return;
    for (const screen of connection.screens) {
      console.recorders.get(screen.conversation)?.show(screen, connection.link);
    }
  }

  #recorderOf({ recorders }: Console, conversation: string): Recorder {
    const known = recorders.get(conversation);
    if (known) return known;
    const recorder = this.world.recorder(conversation, this.newScreen(), this.who.person);
    recorders.set(conversation, recorder);
    return recorder;
  }

  #heard(console: Console, frame: ServerFrame): void {
    const { recorders, caughtUpAt } = console;
    if (frame.is === "said") recorders.get(frame.conversation)?.acknowledged(frame.entry);
    if (frame.is === "history") caughtUpAt.set(frame.facts.conversation, this.world.now());
    const gone = frame.is === "changed" && frame.facts.mine === false;
    if (frame.is === "queue" || gone) void this.#look(console);
  }

  #lookLater(console: Console): void {
    console.device.later(LOOK_EVERY, () => {
      void this.#look(console);
      this.#lookLater(console);
    });
  }

  /** Fetches the desk: one request at a time, and once more if something has changed meanwhile. */
  async #look(console: Console): Promise<void> {
    console.lookAgain = true;
    if (console.looking) return;
    console.looking = true;
    while (console.lookAgain) {
      console.lookAgain = false;
      try {
        this.#seen(console, await console.ask<Desk>("GET", "v1/desk"));
      } catch (failure) {
        if (!(failure instanceof Refusal)) throw failure;
      }
    }
    console.looking = false;
  }

  #seen(console: Console, desk: Desk): void {
    const { connection } = console;
    console.waiting = [...desk.waiting, ...desk.left].map(({ conversation }) => conversation);
    const mine = new Set(desk.mine.map(({ conversation }) => conversation));
    for (const conversation of mine) this.#follow(console, conversation);
    for (const { conversation, facts, pending, lost } of connection.screens) {
      const kept = facts?.status === "closed" || facts?.mine || pending.length > 0 || facts === null;
      if (!mine.has(conversation) && (!kept || (lost && pending.length === 0))) this.#leave(console, conversation);
    }
  }

  #follow(console: Console, conversation: string): void {
    this.#recorderOf(console, conversation);
    console.connection.follow(conversation);
  }

  #leave({ connection, recorders }: Console, conversation: string): void {
    connection.leave(conversation);
    recorders.get(conversation)?.left();
    recorders.delete(conversation);
  }

  // --------------------------------------------------------------------------------------------- what they do

  async #act(console: Console): Promise<void> {
    const { connection, waiting } = console;
    if (connection.link.is === "ended") connection.start();
    const active = connection.screens.filter((one) => isOpen(one) && one.facts?.mine);
    const some = active.length > 0 && this.chance.of(active);
    const takes = waiting.length > 0 && active.length < AT_MOST;
    await this.chance.weighted<() => Promise<void> | void>([
      [takes ? (some ? 0.5 : 2) : 0, () => this.#take(console, this.chance.of(waiting.slice(0, 3)))],
      [some ? 0.9 : 0, () => (some ? this.#answer(console, some) : undefined)],
      [some ? 0.03 : 0, () => (some ? this.#command(console, some.conversation, "close") : undefined)],
      [some ? 0.05 : 0, () => (some ? this.#passOn(console, some.conversation) : undefined)],
      [0.08, () => this.misfortune(console.device)],
      [0.02, () => this.#vanish(console)],
      [0.05, () => this.#look(console)],
    ])();
    this.#tidy(console);
  }

  async #take(console: Console, conversation: string): Promise<void> {
    console.waiting = console.waiting.filter((one) => one !== conversation);
    try {
      const { facts } = await console.ask<Taken>("POST", `v1/conversations/${conversation}/take`);
      this.#follow(console, conversation);
      console.connection.learn(facts);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
    }
    void this.#look(console);
  }

  async #command(console: Console, conversation: string, what: string, body?: object): Promise<void> {
    try {
      console.connection.learn(await console.ask<Facts>("POST", `v1/conversations/${conversation}/${what}`, body));
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
    }
  }

  async #passOn(console: Console, conversation: string): Promise<void> {
    const others = this.world.plan.agents.filter(({ person }) => person !== this.who.person);
    const to = this.chance.of([...others, null]);
    await this.#command(console, conversation, "transfer", to === null ? {} : { to: to.person });
    void this.#look(console);
  }

  async #answer({ connection, device, recorders }: Console, { conversation, entries }: Screen): Promise<void> {
    connection.read(conversation, entries.length);
    if (this.chance.perhaps(0.3)) {
      connection.typing(conversation, true);
      await this.pause(this.chance.between(0.5, 4));
      if (connection.screen(conversation)) connection.typing(conversation, true);
    }
    for (const _ of Array(this.chance.of([1, 1, 2, 3]))) {
      const screen = connection.screen(conversation);
      if (!screen || !isOpen(screen)) return;
      const [id, text] = [this.newId(), this.words()];
      recorders.get(conversation)?.typed(id, text);
      connection.say(conversation, text, id);
      if (this.chance.perhaps(0.07)) device.cut();
    }
  }

  #vanish({ device, recorders }: Console): void {
    this.world.count("faults", "agent vanished");
    device.close(this.chance.perhaps(0.3));
    for (const recorder of recorders.values()) recorder.left();
  }

  #tidy(console: Console): void {
    for (const { conversation, pending, lost, facts } of console.connection.screens) {
      for (const { id, state } of pending) {
        if (state !== "not_sent" || this.chance.perhaps(0.6)) continue;
        const again = this.chance.perhaps(0.7) && !lost && facts?.status !== "closed";
        const recorder = this.#recorderOf(console, conversation);
        if (again) recorder.retried(id);
        else recorder.discarded(id);
        if (again) console.connection.retry(conversation, id);
        else console.connection.discard(conversation, id);
      }
      const over = lost || facts?.status === "closed";
      if (over && pending.length === 0 && this.chance.perhaps(0.05)) this.#leave(console, conversation);
    }
  }
}
