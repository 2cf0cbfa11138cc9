/** A visitor with one conversation, in one tab or two, over reloads: the widget's own `Chat` on every screen. */
import type { Ask } from "../shared/http";
import { isClosed } from "../shared/screen";
import type { Started } from "../shared/wire";
import { Chat } from "../widget/chat";
import { keepingIn } from "../widget/keeping";
import type { Device } from "./device";
import { isUpToDate, type Recorder } from "./history";
import { Person } from "./person";
import { type Opening, Over, type World } from "./world";
import { askingWith, connecting } from "./wrong";

interface Tab {
  device: Device;
  chat: Chat;
  recorder: Recorder;
  /** What is being said right now. */
  text: string | null;
  /** When a history was heard last. */
  caughtUpAt: number;
}

/** As in `shared/browser.ts`: so long a tab waits for another tab's turn to end. */
const TURN_WITHIN = 10_000;

export class Visitor extends Person {
  readonly #conversation: string;
  readonly #blocked: boolean;
  /** Whether it begins in two tabs, each of which makes a key before it knows of the other's. */
  readonly #twice: boolean;
  /** Whether its tabs start one after the other, as where a browser has locks. */
  readonly #locks: boolean;
  /** The keys that are to be made. */
  readonly #keys: string[];
  /** What the browser keeps, for all tabs. */
  readonly #keeping;
  #turn = Promise.resolve();
  #tabs: Tab[] = [];

  constructor(world: World, number: number, { key, conversation, second }: Opening & { second: Opening | null }) {
    super(world, `v${number}`);
    this.#conversation = conversation;
    this.#twice = second !== null;
    this.#keys = second === null ? [key] : [key, second.key];
    this.#blocked = this.chance.perhaps(0.12);
    this.#locks = this.chance.perhaps(0.4);
    if (this.#blocked) world.count("faults", "device without sockets");
    const stored = new Map<string, string>();
    const storage = {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, value: string) => stored.set(name, value),
      removeItem: (name: string) => stored.delete(name),
    };
    this.#keeping = keepingIn(() => storage as unknown as Storage, "juttu");
  }

  async live(): Promise<void> {
    await this.world.pause(this.chance.between(0, this.world.plan.arrivals));
    const tabs = this.#twice ? [this.#open(), this.#open()] : [this.#open()];
    for (const tab of tabs) this.#say(tab);
    while (true) {
      await this.pause(this.chance.of([0.4, 1, 2, 4, 8]) * this.chance.between(0.5, 1.5));
      if (this.#tabs.length === 0) this.#open();
      const tab = this.chance.of(this.#tabs);
      await this.#act(tab);
      this.#mindNotSent(tab);
    }
  }

  devices(): Device[] {
    return this.#tabs.map(({ device }) => device);
  }

  goOn(): void {
    for (const tab of this.#tabs) {
      if (tab.chat.link.is === "ended") tab.chat.takeOver();
    }
  }

  unsettled(since: number): string[] {
    return this.#tabs.flatMap((tab) => {
      const { screen, link, started } = tab.chat;
      const sends = screen.pending.some(({ state }) => state === "sending");
      const good = !sends && (!started || screen.lost || (isUpToDate(screen, link) && tab.caughtUpAt >= since));
      return good ? [] : [`${this.name}: ${JSON.stringify({ link, sends, entries: screen.entries.length })}`];
    });
  }

  // --------------------------------------------------------------------------------------------- what one does

  async #act(tab: Tab): Promise<void> {
    if (tab.chat.link.is === "ended") tab.chat.takeOver();
    const misfortune = [0.12, () => this.misfortune(tab.device)] as const;
    if (!tab.chat.started) return await this.chance.weighted([[0.3, () => {}], misfortune])();
    await this.chance.weighted<() => Promise<void> | void>([
      [0.5, () => this.#write(tab)],
      [0.14, () => this.#look(tab)],
      [0.06, () => this.#type(tab)],
      misfortune,
      [0.06, () => this.#reload(tab)],
      [0.04, () => this.#secondTab()],
      [0.02, () => this.#close(tab)],
    ])();
  }

  async #type(tab: Tab): Promise<void> {
    tab.chat.typing(true);
    await this.pause(this.chance.between(0.5, 4));
    tab.chat.typing(true);
  }

  async #write(tab: Tab): Promise<void> {
    const times = this.chance.of([1, 1, 2, 4, 7]);
    for (let time = 0; time < times && !isClosed(tab.chat.screen) && !tab.chat.screen.lost; time += 1) {
      this.#say(tab);
      if (this.chance.perhaps(0.1)) tab.device.cut();
      if (this.chance.perhaps(0.5)) await this.pause(this.chance.between(0, 1.5));
    }
  }

  #say(tab: Tab): void {
    tab.text = this.words();
    tab.chat.say(tab.text);
    tab.text = null;
  }

  #look(tab: Tab): void {
    tab.chat.look(true);
    if (this.chance.perhaps(0.5)) tab.chat.look(false);
  }

  #mindNotSent(tab: Tab): void {
    for (const { id, state } of tab.chat.screen.pending) {
      if (state !== "not_sent" || this.chance.perhaps(0.5)) continue;
      const again = this.chance.perhaps(0.8) && !isClosed(tab.chat.screen) && !tab.chat.screen.lost;
      if (again) tab.recorder.retried(id);
      else tab.recorder.discarded(id);
      if (again) tab.chat.retry(id);
      else tab.chat.discard(id);
    }
  }

  async #reload(tab: Tab): Promise<void> {
    // The browser asks first, and most people stay.
    if (this.#keeping.read() === null || (tab.chat.screen.pending.length > 0 && this.chance.perhaps(0.8))) return;
    this.#tabs = this.#tabs.filter((one) => one !== tab);
    tab.device.close(this.chance.perhaps(0.7));
    tab.recorder.left();
    await this.pause(this.chance.between(0.3, 6));
    this.#open();
  }

  #secondTab(): void {
    if (this.#keeping.read() !== null && this.#tabs.length < 2) this.#open();
  }

  async #close(tab: Tab): Promise<void> {
    if (!isClosed(tab.chat.screen)) await tab.chat.end();
  }

  // -------------------------------------------------------------------------------------------------- its tabs

  /** Opens a tab, which goes on where this browser left off. */
  #open(): Tab {
    const { world } = this;
    const device = world.device(this.chance, {}, this.#blocked);
    // Where two tabs begin at once, each may have a conversation of its own, or both one.
    const recorder = world.recorder(this.#twice ? null : this.#conversation, this.newScreen(), "visitor");
    // The chat asks for these before it is there itself.
    const tab = { device, recorder, text: null, caughtUpAt: -1 } as unknown as Tab;
    tab.chat = new Chat(
      {
        ...device.surroundings(device.asking(), () => this.#newIdIn(tab)),
        site: world.plan.site,
        notice: "0000000000",
        keeping: {
          ...this.#keeping,
          write: (kept) => {
            const written = this.#keeping.write(kept);
            for (const other of this.#tabs) if (other !== tab) other.device.later(0, () => other.chat.resume());
            return written;
          },
        },
        newKey: () => this.#keys.shift() ?? `${this.newId()}`.padEnd(43, "0"),
        startInTurn: (start) => (this.#locks ? this.#inTurn(device, start) : start()),
        asking: (authorization) => this.#asking(tab, authorization),
        // As where a browser cannot hash: the service is asked.
        rightsOf: () => Promise.reject(),
        solve: async () => "",
        connect: async (surroundings, listener) =>
          connecting(world.plan.mistake)(world.around(surroundings), {
            ...listener,
            heard: (frame) => {
              if (frame.is === "said") recorder.acknowledged(frame.entry);
              if (frame.is === "history") tab.caughtUpAt = world.now();
            },
          }),
      },
      () => {
        if (!tab.device.alive) return;
        if (tab.chat.started && tab.chat.screen.conversation !== "") recorder.isOf(tab.chat.screen.conversation);
        recorder.show(tab.chat.screen, tab.chat.link);
      },
      "fi",
    );
    device.woken = () => tab.chat.wake();
    this.#tabs.push(tab);
    tab.chat.resume();
    return tab;
  }

  /** Every new id is a message's: whoever writes it owes its writer a word from now on. */
  #newIdIn(tab: Tab): string {
    const id = this.newId();
    if (tab.text !== null) tab.recorder.typed(id, tab.text);
    return id;
  }

  #asking(tab: Tab, authorization: string) {
    const { mistake } = this.world.plan;
    const ask: Ask = (...asked) => {
      const shown = askingWith(mistake, authorization, this.#keeping.read());
      return this.world.recorded(
        tab.device.asking(shown === "" ? {} : { Authorization: shown }),
        () => tab.recorder,
      )(...asked);
    };
    return (async (method, path, body) => {
      const answer = await ask(method, path, body);
      // A poll that brings nothing new is not told as a frame.
      if (method === "GET") tab.caughtUpAt = this.world.now();
      if (path === "v1/conversations") {
        const { facts, entry } = answer as Started;
        tab.recorder.isOf(facts.conversation);
        tab.recorder.acknowledged(entry);
      }
      return answer as never;
    }) as Ask;
  }

  /** Starts when no other tab starts any more, or has for long enough: it may be frozen, or gone. */
  async #inTurn(device: Device, start: () => Promise<void>): Promise<void> {
    const before = this.#turn;
    const late = new Promise<void>((resolve) => device.later(TURN_WITHIN, resolve));
    let over = () => {};
    this.#turn = new Promise((resolve) => {
      over = resolve;
    });
    await Promise.race([before, late]);
    await start().finally(over);
  }
}

/** Rethrows whatever is not the end of the time of trouble. */
export function unlessOver(failure: unknown): void {
  if (!(failure instanceof Over)) throw failure;
}
