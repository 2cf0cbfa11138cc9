/** Somebody before a screen: what visitors and agents have in common. */
import type { Screen } from "../shared/screen";
import type { Chance } from "./chance";
import type { Device } from "./device";
import type { World } from "./world";

const SECOND = 1000;
const WORDS = ["hei", "kiuas", "löyly", "ei lämpene", "miksi", "takuu", "kivet", "vastus", "ohje", "kiitos", "ääni"];

export abstract class Person {
  protected readonly chance: Chance;
  #messages = 0;
  #screens = 0;

  constructor(
    protected readonly world: World,
    readonly name: string,
  ) {
    this.chance = world.chance(name);
  }

  /** Does all that this person does, until the time of trouble is over. Rejects with Over. */
  abstract live(): Promise<void>;

  /** The devices that are in use. */
  abstract devices(): Device[];

  /** The trouble is over: goes on where the service has ended the line. */
  abstract goOn(): void;

  /** Returns what is not as it should be long after the trouble has ended: whoever still sends, or has not caught up since. */
  abstract unsettled(since: number): string[];

  /** Does nothing for so many seconds of the run's time. Rejects with Over. */
  protected pause(seconds: number): Promise<void> {
    return this.world.pause(seconds * SECOND);
  }

  protected newId(): string {
    this.#messages += 1;
    return `${this.name.replaceAll(".", "-")}-${String(this.#messages).padStart(6, "0")}`;
  }

  protected newScreen(): string {
    this.#screens += 1;
    return `${this.name}/${this.#screens}`;
  }

  protected words(): string {
    return Array.from({ length: this.chance.of([1, 2, 5, 5, 9, 40]) }, () => this.chance.of(WORDS)).join(" ");
  }

  /** Lets something befall a device, and pass. Rejects with Over. */
  protected async misfortune(device: Device): Promise<void> {
    const kind = this.chance.of(["cut", "cut", "offline", "freeze", "sleep"] as const);
    this.world.count("faults", `device ${kind}`);
    if (kind === "cut") return device.cut();
    if (kind === "offline") device.goOffline();
    else device.freeze();
    if (kind === "sleep" && this.chance.perhaps(0.5)) device.goOffline();
    try {
      await this.pause(this.chance.of([2, 8, 20]));
    } finally {
      device.comeBack(kind === "sleep" ? this.chance.between(60, 3600) * SECOND : 0);
    }
  }
}

/** Whether something can still be said there. */
export function isOpen({ facts, lost }: Screen): boolean {
  return !lost && facts !== null && facts.status !== "closed" && facts.mine !== false;
}
