/** What the people of a run share: its plan, its time, its history, and what is counted in it. */
import type { Surroundings } from "../shared/connection";
import { type Ask, Refusal } from "../shared/http";
import { Chance } from "./chance";
import { Device, timeOf } from "./device";
import { type Did, Recorder } from "./history";
import type { Mistake } from "./wrong";

/** What `chaos/real.py` writes on the first line. */
export interface Plan {
  seed: string;
  service: string;
  site: string;
  /** Milliseconds since 1970 at which the run's time is the world's. */
  epoch: number;
  speed: number;
  /** So many times sooner than in earnest a socket gets too old. */
  ageing: number;
  /** For how long people come, in milliseconds of the run's time. */
  arrivals: number;
  /** With `second`: of those who begin in two tabs at once, the key that the other tab makes. */
  visitors: (Opening & { second: Opening | null })[];
  agents: { person: string; alias: string; cookie: string }[];
  /** A mistake for the checkers to find. */
  mistake: Mistake | null;
}

/** A visitor's key, and the conversation that it opens. */
export interface Opening {
  key: string;
  conversation: string;
}

/** Thrown in a script when the time of trouble is over. */
export class Over extends Error {}

/** What is longer than this is about a socket's age. */
const AGE = 15 * 60_000;

/** Answers that take no longer slow nobody down, in milliseconds of the run's time. */
const SOON = 300;
/** So many times longer are pauses at most. */
const SLOWEST = 20;

type Count = "operations" | "faults";

export class World {
  over = false;
  readonly counted: Record<Count, Record<string, number>> = { operations: {}, faults: {} };
  readonly #began: number;
  /** How many milliseconds answers over HTTPS take lately. */
  #answersTake = 0;

  constructor(
    readonly plan: Plan,
    readonly write: (event: object) => void,
  ) {
    this.#began = timeOf(plan);
  }

  /** Milliseconds of the run's time since it began. */
  now(): number {
    return Math.round(timeOf(this.plan) - this.#began);
  }

  chance(of: string): Chance {
    return new Chance(`${this.plan.seed}/${of}`);
  }

  /**
   * Does nothing for so many milliseconds of the run's time, and for longer where answers take their time: a machine
   * with much to do gets fewer questions, not ever later answers. Throws Over.
   */
  async pause(milliseconds: number): Promise<void> {
    const until = this.now() + milliseconds * Math.min(SLOWEST, Math.max(1, this.#answersTake / SOON));
    while (!this.over && this.now() < until) {
      const left = (until - this.now()) / this.plan.speed;
      await new Promise((resolve) => setTimeout(resolve, Math.min(100, Math.max(1, left))));
    }
    if (this.over) throw new Over();
  }

  count(kind: Count, what: string): void {
    this.counted[kind][what] = (this.counted[kind][what] ?? 0) + 1;
  }

  device(chance: Chance, headers: Record<string, string>, blocked = false): Device {
    const { service, epoch, speed } = this.plan;
    const answered = (milliseconds: number) => {
      this.#answersTake = 0.8 * this.#answersTake + 0.2 * milliseconds;
    };
    return new Device({ service, epoch, speed, headers, chance, blocked, answered });
  }

  recorder(conversation: string | null, screen: string, by: string): Recorder {
    return new Recorder(this.write, () => this.now(), { conversation, screen, by });
  }

  /**
   * Returns the surroundings of a connection: everything that is asked is counted, and sockets age faster.
   *
   * Polls are no operations: where sockets are blocked there is one every few seconds, mostly for nothing.
   */
  around(surroundings: Surroundings): Surroundings {
    return {
      ...surroundings,
      later: (milliseconds, run) =>
        milliseconds > AGE
          ? surroundings.later(milliseconds / this.plan.ageing, () => {
              this.count("operations", "change over");
              run();
            })
          : surroundings.later(milliseconds, run),
      open: (address, protocols, ears) => {
        this.count("operations", "connect");
        const socket = surroundings.open(address, protocols, ears);
        const send = (text: string) => {
          this.count("operations", String((JSON.parse(text) as { do: string }).do));
          socket.send(text);
        };
        return { ...socket, send };
      },
    };
  }

  /** Returns how somebody asks over HTTPS, with every command and its outcome written down. */
  recorded(ask: Ask, recorderOf: (conversation: string | null) => Recorder | undefined): Ask {
    return async <Answer>(method: "GET" | "POST", path: string, body?: object) => {
      const kind = kindOf(method, path);
      if (kind) this.count("operations", kind);
      const command = commandIn(path);
      const recorder = command && recorderOf(command.conversation);
      const { to } = (body ?? {}) as { to?: string };
      const asked = { what: command?.what ?? "close", began: this.now(), ...(to ? { to } : {}) };
      try {
        const answer = await ask<Answer>(method, path, body);
        recorder?.did({ ...asked, outcome: "done" });
        return answer;
      } catch (failure) {
        recorder?.did({ ...asked, ...this.#outcomeOf(failure) });
        throw failure;
      }
    };
  }

  #outcomeOf(failure: unknown): Omit<Did, "what" | "began"> {
    if (!(failure instanceof Refusal)) throw failure;
    const { code, alias } = failure.problem;
    const refused = failure.status >= 400 && failure.status < 500;
    const other = code === "already_taken" ? this.plan.agents.find((one) => one.alias === alias)?.person : undefined;
    return { outcome: refused ? "refused" : "unknown", code, ...(other ? { owner: other } : {}) };
  }
}

function kindOf(method: string, path: string): string | null {
  const [, last = ""] = path.match(/([a-z]+)$/) ?? [];
  if (method === "GET") return last === "desk" ? "desk" : null;
  const kinds: Record<string, string> = { conversations: "start", tickets: "ticket", messages: "say", seen: "read" };
  return kinds[last] ?? last;
}

function commandIn(path: string): { what: Did["what"]; conversation: string | null } | null {
  const found = path.match(/^v1\/(?:conversation|conversations\/(\w+))\/(take|transfer|close)$/);
  return found && { what: found[2] as Did["what"], conversation: found[1] ?? null };
}
