/** Passing a conversation on, while its dialog is open: who is there, who was chosen, what was refused. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { problemOf } from "../../../shared/http";
import type { Colleague, PassOnFor, Problem } from "../../../shared/wire";
import type { Work } from "./work";

/** What is chosen: a colleague by their person's name, or the queue. */
export type Choice = { is: "colleague"; person: string } | { is: "queue" };

export interface Passing {
  /** Who is there, or null while that is not known. */
  colleagues: readonly Colleague[] | null;
  choice: Choice | null;
  /** Why it is passed on, where that was said. */
  why: PassOnFor | null;
  /** Why it is not known who is there. */
  unknown: Problem | null;
  /** Why it was not passed on. */
  refused: Problem | null;
  /** It was to be passed on, and nobody was chosen. */
  undecided: boolean;
  busy: boolean;
}

export interface PassingOn {
  state: ReadonlySignal<Passing>;
  /** Finds out who is there. */
  look(): Promise<void>;
  choose(choice: Choice): void;
  say(why: PassOnFor | null): void;
  /** Passes on to whoever is chosen; returns whether it is over: done, or past doing. */
  go(): Promise<boolean>;
}

/** Nothing can be passed on any more: somebody else has it, or it has ended. */
const OVER: readonly string[] = ["not_found", "conversation_closed"];

/** `saveNote`: saves what whoever carries on is to know; returns why it is not saved, and then nothing is passed on. */
export function passingOn(
  room: Pick<Work, "colleagues" | "passOn">,
  conversation: string,
  told: (problem: Problem) => void,
  saveNote: () => Promise<Problem | null>,
): PassingOn {
  const state = signal<Passing>({
    colleagues: null,
    choice: null,
    why: null,
    unknown: null,
    refused: null,
    undecided: false,
    busy: false,
  });
  const change = (more: Partial<Passing>) => {
    state.value = { ...state.value, ...more };
  };

  async function look(): Promise<void> {
    change({ unknown: null });
    try {
      const colleagues = await room.colleagues();
      const { choice } = state.value;
      const isThere = choice?.is !== "colleague" || colleagues.some(({ person }) => person === choice.person);
      // Where there is only the queue, nothing has to be chosen.
      change({ colleagues, choice: colleagues.length === 0 ? { is: "queue" } : isThere ? choice : null });
    } catch (failure) {
      change({ unknown: problemOf(failure) });
    }
  }

  return {
    state,
    look,
    say: (why) => change({ why }),
    choose: (choice) => change({ choice, undecided: false, refused: null }),
    async go() {
      const { choice, colleagues, busy, why } = state.value;
      if (busy) return false;
      if (choice === null) {
        change({ undecided: true });
        return false;
      }
      const to = choice.is === "queue" ? null : colleagues?.find(({ person }) => person === choice.person);
      if (to === undefined) return false;
      change({ busy: true, refused: null });
      const refused = (await saveNote()) ?? (await room.passOn(conversation, to, why));
      change({ busy: false });
      if (refused === null) return true;
      if (OVER.includes(refused.code)) {
        told(refused);
        return true;
      }
      change({ refused });
      if (refused.code === "agent_away") {
        change({ choice: null });
        await look();
      }
      return false;
    },
  };
}
