/** The canned answers as the desk has them: fetched when it first needs them, and the greeting of whoever takes a conversation. */
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { isBehind, type Screen } from "../../../shared/conversation";
import { problemOf } from "../../../shared/http";
import { isBlank } from "../../../shared/text";
import type { AnswersPage, Facts, Problem } from "../../../shared/wire";
import type { App } from "../../app";
import { filled, type Values } from "../../canned/filling";
import { saidIn } from "../../canned/finding";
import { grouped } from "../../parts/reference";
import type { Work } from "./work";

export interface Canned {
  /** All that one may use; null until they are here. */
  page: ReadonlySignal<AnswersPage | null>;
  /** Why they are not, or not anew. */
  problem: ReadonlySignal<Problem | null>;
  /** The greetings that stand in fields, by conversation. */
  greeted: ReadonlySignal<Readonly<Record<string, string>>>;
  /** The conversations in whose field none stands because it could not be fetched. */
  ungreeted: ReadonlySignal<ReadonlySet<string>>;
  /** Fetches them where they are not here, or may be others by now. */
  look(): Promise<void>;
  /** Puts one's greeting into the empty field of a conversation that one has taken. It is never sent by itself. */
  greet(conversation: string): Promise<void>;
  stop(): void;
}

/** For so long nobody asks again. */
export const FRESH = 5 * 60_000;

export function canned(app: Pick<App, "ask" | "room" | "session" | "outside">, work: Work): Canned {
  const page: Signal<AnswersPage | null> = signal(null);
  const problem: Signal<Problem | null> = signal(null);
  const greeted: Signal<Readonly<Record<string, string>>> = signal({});
  const ungreeted: Signal<ReadonlySet<string>> = signal(new Set());
  const ends = new Set<() => void>();
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;

  // Whoever was in the room of answers may have changed some.
  ends.add(
    effect(() => {
      if (app.room.value.name === "answers") askedAt = Number.NEGATIVE_INFINITY;
    }),
  );

  async function ask(): Promise<void> {
    const known = page.peek()?.version;
    try {
      const now: AnswersPage = await app.ask("GET", known ? `v1/answers?known=${known}` : "v1/answers");
      if (!now.same) page.value = now;
      problem.value = null;
      askedAt = app.outside.now();
    } catch (failure) {
      problem.value = problemOf(failure);
    }
  }

  function look(): Promise<void> {
    if (page.peek() !== null && app.outside.now() - askedAt < FRESH) return Promise.resolve();
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  }

  /** Resolves with a conversation once all that was said in it is here. */
  function whole(conversation: string): Promise<Screen> {
    return new Promise((resolve) => {
      let end = () => {};
      let found = false;
      end = effect(() => {
        const screen = work.screenOf(conversation);
        if (found || !screen?.facts || isBehind(screen)) return;
        found = true;
        resolve(screen);
        queueMicrotask(() => {
          end();
          ends.delete(end);
        });
      });
      ends.add(end);
    });
  }

  return {
    page,
    problem,
    greeted,
    ungreeted,
    look,
    async greet(conversation) {
      await look();
      const all = page.peek();
      const others = [...ungreeted.peek()].filter((one) => one !== conversation);
      ungreeted.value = new Set(all ? others : [...others, conversation]);
      const answer = [...(all?.own ?? []), ...(all?.shared ?? [])].find(({ id }) => id === all?.greeting);
      if (!all || !answer) return;
      const { facts, entries, pending, lost } = await whole(conversation);
      const isMine = facts?.status === "active" && facts.mine && !lost;
      const isGreeted = pending.length > 0 || entries.some(({ kind, by }) => kind === "said" && by === "agent");
      if (!isMine || isGreeted || !isBlank(work.drafts.of(conversation))) return;
      const text = filled(
        saidIn(answer, facts.language).text,
        valuesOf(facts, all, app.session.me.peek()?.alias ?? ""),
      );
      greeted.value = { ...greeted.value, [conversation]: text };
      work.drafts.keep(conversation, text);
    },
    stop() {
      for (const end of ends) end();
    },
  };
}

/** Returns what a conversation gives to the variables of answers. */
export function valuesOf(facts: Facts, { sites = [] }: AnswersPage, alias: string): Values {
  const site = sites.find((one) => one.site === facts.site);
  return {
    name: facts.name ?? "",
    alias,
    company: site?.company ?? "",
    contact: site?.contact ?? "",
    reference: grouped(facts.conversation),
  };
}
