/** A conversation that a supervisor looks into, without a screen: from its purpose to the end of its hour. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import {
  emptyScreen,
  isBehind,
  isClosed,
  lastSeq,
  type Screen,
  withFacts,
  withHistory,
} from "../../../shared/conversation";
import { problemOf } from "../../../shared/http";
import type { AbuseReason, Facts, LetInNow, PassOnFor, Problem, SupervisesFor } from "../../../shared/wire";
import type { BoardService } from "./service";

/** So often, in milliseconds, while somebody looks at it. */
export const FOLLOWS_EVERY = 5_000;

export type Stage =
  | { is: "outside" }
  | { is: "inside"; screen: Screen }
  /** Nothing of it is shown any more: the hour is over, or it is not to be had. */
  | { is: "over"; why: "hour" | "lost" };

export interface Following {
  stage: ReadonlySignal<Stage>;
  /** Why it could not be looked at last. */
  problem: ReadonlySignal<Problem | null>;
  /** By this machine's clock. */
  lookedAt: ReadonlySignal<number>;
  /** Looks in. Rejects where that is refused. */
  lookIn(why: SupervisesFor): Promise<void>;
  look(): Promise<void>;
  /** Ends it when its hour is over, else looks anew when it is time. */
  tick(): void;
  /** Leaves it: from then on nothing of it is known here. Rejects where that could not be told. */
  leave(): Promise<void>;
  passOn(to: string | null, why: PassOnFor | null): Promise<void>;
  endForAbuse(reason: AbuseReason): Promise<void>;
  /** What one looks in for is asked again. */
  again(): void;
}

interface FollowingOf {
  conversation: string;
  service: Pick<BoardService, "supervise" | "read" | "stop" | "passOn" | "endForAbuse">;
  person: string;
  now: () => number;
  /** How far the service's clock is ahead of this machine's. */
  clockAhead: () => number;
  isShown: () => boolean;
}

export function following(of: FollowingOf): Following {
  const { conversation, service, person, now, clockAhead, isShown } = of;
  const stage: Signal<Stage> = signal({ is: "outside" });
  const problem: Signal<Problem | null> = signal(null);
  const lookedAt = signal(0);
  let askedAt = Number.NEGATIVE_INFINITY;
  let busy = false;

  const inside = (): Screen | null => (stage.value.is === "inside" ? stage.value.screen : null);
  const show = (screen: Screen) => {
    stage.value = { is: "inside", screen };
  };
  const end = (why: "hour" | "lost") => {
    stage.value = { is: "over", why };
    problem.value = null;
  };
  /** Facts come in any order; what has been left or is over stays so. */
  const heard = (facts: Facts) => {
    const screen = inside();
    if (screen) show(withFacts(screen, facts));
  };

  async function look(): Promise<void> {
    if (busy) return;
    busy = true;
    askedAt = now();
    try {
      let screen = inside();
      while (screen) {
        const page = await service.read(conversation, lastSeq(screen));
        const known = inside();
        if (known === null) return;
        const next = withHistory(known, page);
        show(next);
        screen = isBehind(next) && lastSeq(next) > lastSeq(known) ? next : null;
      }
      problem.value = null;
      lookedAt.value = now();
    } catch (failure) {
      const refused = problemOf(failure);
      if (inside() === null) return;
      if (refused.code === "not_found") end("lost");
      else problem.value = refused;
    } finally {
      busy = false;
    }
  }

  return {
    stage,
    problem,
    lookedAt,
    look,
    async lookIn(why) {
      const facts = await service.supervise(conversation, why);
      problem.value = null;
      show(withFacts(emptyScreen(conversation), facts));
      await look();
    },
    tick() {
      const screen = inside();
      if (screen === null) return;
      const until = letIn(screen.facts, person)?.until;
      if (until !== undefined && now() + clockAhead() >= until) end("hour");
      else if ((!isClosed(screen) || isBehind(screen)) && isShown() && now() - askedAt >= FOLLOWS_EVERY) void look();
    },
    async leave() {
      try {
        await service.stop(conversation);
      } catch (failure) {
        // It has been left already, or its hour was over.
        if (problemOf(failure).code !== "not_found") throw failure;
      }
      stage.value = { is: "outside" };
      problem.value = null;
    },
    async passOn(to, why) {
      heard(await service.passOn(conversation, to, why));
      await look();
    },
    async endForAbuse(reason) {
      heard(await service.endForAbuse(conversation, reason));
      await look();
    },
    again() {
      stage.value = { is: "outside" };
    },
  };
}

/** Returns on what ground somebody is in a conversation besides its agent, as far as is known. */
export function letIn(facts: Facts | null, person: string | undefined): LetInNow | undefined {
  return facts?.let_in?.find((one) => one.person === person);
}

/** Returns for about how many minutes more; while it lasts, one at least. */
export function minutesLeft(until: number, now: number): number {
  return Math.max(1, Math.round((until - now) / 60_000));
}
