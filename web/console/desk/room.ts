/** The desk at work: one socket, the conversations on it, and what an agent does with them. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { Connection, type Link, type Surroundings } from "../../shared/connection";
import { lastSeq, type Screen } from "../../shared/conversation";
import { problemOf } from "../../shared/http";
import { isBlank } from "../../shared/text";
import type { Facts, Problem, ServerFrame } from "../../shared/wire";
import type { Service } from "../service";
import type { Drafts } from "./drafts";
import {
  type DeskState,
  EMPTY_DESK,
  type Row,
  revived,
  rows,
  withDesk,
  withoutWaiting,
  withSeen,
  withTaken,
} from "./state";

/** What the desk tells the rest of the console. */
export interface DeskEvents {
  /** Somebody new waits. */
  rang(): void;
  /** A visitor has written in a conversation of mine. */
  answered(conversation: string): void;
  /** Somebody else took the conversation first. */
  lost(conversation: string, problem: Problem): void;
  /** A command failed; `again` tries it once more. */
  failed(problem: Problem, again: () => void): void;
}

export interface DeskRoom {
  state: ReadonlySignal<DeskState>;
  screens: ReadonlySignal<readonly Screen[]>;
  rows: ReadonlySignal<readonly Row[]>;
  link: ReadonlySignal<Link>;
  /** Why the list could not be fetched, while it could not. */
  trouble: ReadonlySignal<Problem | null>;
  /** Conversations with a command under way, so that a button says so. */
  busy: ReadonlySignal<ReadonlySet<string>>;
  drafts: Drafts;
  screenOf(conversation: string | null): Screen | undefined;
  start(): void;
  /** Ends the socket for good; returns what was on the screens, for whoever goes on after signing in again. */
  stop(): readonly Screen[];
  wake(): void;
  refresh(): Promise<void>;
  take(conversation: string): Promise<boolean>;
  say(conversation: string, text: string): void;
  typed(conversation: string, text: string): void;
  seen(conversation: string): void;
  retry(conversation: string, id: string): void;
  discard(conversation: string, id: string): void;
  close(conversation: string): Promise<boolean>;
  offerCopy(conversation: string): Promise<boolean>;
  /** Takes an ended conversation off the list. */
  putAway(conversation: string): void;
}

interface DeskOf {
  service: Service;
  surroundings: Surroundings;
  drafts: Drafts;
  events: DeskEvents;
  /** Screens from before somebody signed in again. */
  earlier?: readonly Screen[];
}

export function deskRoom({ service, surroundings, drafts, events, earlier = [] }: DeskOf): DeskRoom {
  const state: Signal<DeskState> = signal(EMPTY_DESK);
  const screens: Signal<readonly Screen[]> = signal([]);
  const link: Signal<Link> = signal({ is: "idle" });
  const trouble: Signal<Problem | null> = signal(null);
  const busy: Signal<ReadonlySet<string>> = signal(new Set());
  let asked = 0;

  const connection = new Connection(surroundings, { changed, heard }, { side: "agent" });

  function changed(): void {
    const opened = connection.link.is === "open" && link.value.is !== "open";
    batch(() => {
      link.value = connection.link;
      screens.value = connection.screens;
    });
    if (opened) void refresh();
  }

  function heard(frame: ServerFrame): void {
    if (frame.is === "queue") {
      void refresh();
      if (frame.rings) events.rang();
    }
    if (frame.is === "told" && frame.entry?.kind === "said" && frame.entry.by === "visitor") {
      events.answered(frame.conversation);
    }
  }

  /** Fetches the list and follows what is mine. Of two answers on their way the later question's counts. */
  async function refresh(): Promise<void> {
    asked += 1;
    const question = asked;
    try {
      const desk = await service.desk();
      if (question !== asked) return;
      batch(() => {
        trouble.value = null;
        state.value = withDesk(state.value, desk, surroundings.now());
        for (const one of desk.mine) connection.follow(one.conversation);
      });
    } catch (failure) {
      if (question === asked) trouble.value = problemOf(failure);
    }
  }

  /** Runs one command on a conversation at a time; returns whether it was done. */
  async function command(
    conversation: string,
    run: () => Promise<void>,
    refused?: (problem: Problem) => boolean,
  ): Promise<boolean> {
    if (busy.value.has(conversation)) return false;
    busy.value = new Set([...busy.value, conversation]);
    try {
      await run();
      return true;
    } catch (failure) {
      const problem = problemOf(failure);
      if (!refused?.(problem)) events.failed(problem, () => void command(conversation, run, refused));
      return false;
    } finally {
      busy.value = new Set([...busy.value].filter((one) => one !== conversation));
    }
  }

  function learned(facts: Facts): void {
    connection.follow(facts.conversation);
    connection.learn(facts);
  }

  return {
    state,
    screens,
    link,
    trouble,
    busy,
    drafts,
    rows: computed(() => rows(state.value, screens.value)),
    screenOf: (conversation) => screens.value.find((screen) => screen.conversation === conversation),
    start() {
      for (const screen of earlier) connection.follow(screen.conversation, revived(screen));
      connection.start();
      void refresh();
    },
    stop() {
      const last = connection.screens;
      connection.stop();
      return last;
    },
    wake() {
      if (connection.link.is === "ended") connection.start();
      else connection.wake();
    },
    refresh,
    take: (conversation) =>
      command(
        conversation,
        async () => {
          const { facts } = await service.take(conversation);
          state.value = withTaken(state.value, facts);
          learned(facts);
        },
        (problem) => {
          if (!["already_taken", "not_found", "conversation_closed"].includes(problem.code)) return false;
          state.value = withoutWaiting(state.value, conversation);
          events.lost(conversation, problem);
          return true;
        },
      ),
    say(conversation, text) {
      if (isBlank(text)) return;
      connection.say(conversation, text);
      drafts.keep(conversation, "");
    },
    typed(conversation, text) {
      drafts.keep(conversation, text);
      connection.typing(conversation, !isBlank(text));
    },
    seen(conversation) {
      const screen = connection.screen(conversation);
      if (screen === undefined) return;
      state.value = withSeen(state.value, conversation, lastSeq(screen));
      connection.read(conversation, lastSeq(screen));
    },
    retry: (conversation, id) => connection.retry(conversation, id),
    discard: (conversation, id) => connection.discard(conversation, id),
    close: (conversation) =>
      command(conversation, async () => {
        learned(await service.close(conversation));
        drafts.keep(conversation, "");
      }),
    offerCopy: (conversation) =>
      command(conversation, async () => {
        const transcript = await service.offerTranscript(conversation);
        const facts = connection.screen(conversation)?.facts;
        if (!facts) return;
        const others = (facts.transcripts ?? []).filter((one) => one.order !== transcript.order);
        connection.learn({ ...facts, transcripts: [...others, transcript] });
      }),
    putAway(conversation) {
      drafts.keep(conversation, "");
      connection.leave(conversation);
    },
  };
}
