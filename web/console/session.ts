/** Who is signed in, and the way there: sign-in, commitment, work; and what ends it. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { problemOf } from "../shared/http";
import type { Me, Problem, SignIn } from "../shared/wire";
import { answered, asked, begin, refused, type SigningIn, type Why } from "./door/sign_in/state";
import type { Service } from "./service";

export type Stage =
  | { is: "starting" }
  /** Nobody knows whether somebody is signed in: the service does not answer. */
  | { is: "unreachable"; problem: Problem }
  | { is: "signing_in" }
  /** None of one's roles may be used from where one is; how often that was looked up again. */
  | { is: "elsewhere"; tries: number }
  | { is: "commitment" }
  | { is: "working" };

export interface Session {
  stage: ReadonlySignal<Stage>;
  signingIn: Signal<SigningIn>;
  me: ReadonlySignal<Me | null>;
  /** When the session ends untouched, by this machine's clock; null while nobody is signed in. */
  endsAt: ReadonlySignal<number | null>;
  /** When the service last knew that somebody is at work, by this machine's clock. */
  seenAt: ReadonlySignal<number>;
  /** Finds out who is signed in. */
  begin(): Promise<void>;
  giveCredentials(user: string, password: string): Promise<void>;
  setPassword(password: string): Promise<void>;
  giveCode(code: string): Promise<void>;
  startAgain(): void;
  /** `notice`: the version of the notice for staff that was shown. */
  commit(notice: string): Promise<void>;
  setAvailable(on: boolean): Promise<void>;
  /** Finds out, without being at work, whether the session lasts. */
  look(): Promise<void>;
  /** What the service has said of who is signed in, with something else. */
  know(me: Me): void;
  /** Tells the service that somebody is at work, so that the session goes on. */
  goOn(): Promise<void>;
  /** The service has said, with something else, until when the session lasts untouched. */
  lastsUntil(endsAt: number): void;
  leave(): Promise<void>;
  /** The session is over for this reason; what was on the screen waits for its owner. */
  over(why: Why): void;
  commitmentMissing(): void;
  /** From where one is now none of one's roles may be used. */
  elsewhere(): void;
}

interface SessionOf {
  service: Service;
  now: () => number;
  failed: (problem: Problem, again?: () => void) => void;
}

export function session({ service, now, failed }: SessionOf): Session {
  const stage: Signal<Stage> = signal({ is: "starting" });
  const signingIn: Signal<SigningIn> = signal(begin());
  const me: Signal<Me | null> = signal(null);
  const seenAt = signal(0);
  /** How far the service's clock is ahead of this machine's, in milliseconds, as `me` was last heard with it. */
  let clockAhead = 0;
  const endsAt = computed(() => (me.value ? me.value.session_ends_at - clockAhead : null));

  function heard(somebody: Me): void {
    clockAhead = somebody.now - now();
    me.value = somebody;
    seenAt.value = now();
  }

  function welcome(somebody: Me): void {
    batch(() => {
      heard(somebody);
      stage.value = { is: somebody.commitment.accepted_at ? "working" : "commitment" };
    });
  }

  function outside(state: SigningIn): void {
    batch(() => {
      signingIn.value = state;
      stage.value = { is: "signing_in" };
    });
  }

  async function find(): Promise<void> {
    try {
      welcome(await service.me());
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.code === "unauthenticated") outside(begin(signingIn.value.user));
      else if (problem.code === "network") elsewhere();
      else stage.value = { is: "unreachable", problem };
    }
  }

  function elsewhere(): void {
    const tries = stage.value.is === "elsewhere" ? stage.value.tries + 1 : 0;
    batch(() => {
      signingIn.value = begin(signingIn.value.user);
      stage.value = { is: "elsewhere", tries };
    });
  }

  /** Takes one step of signing in and goes where the service says. */
  async function step(user: string, answer: Promise<SignIn>): Promise<void> {
    signingIn.value = asked(signingIn.value, user);
    try {
      const next = answered(signingIn.value, await answer);
      if (next) signingIn.value = next;
      else await find();
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.code === "network") elsewhere();
      else signingIn.value = refused(signingIn.value, problem, now());
    }
  }

  function challenge(): string {
    const { step } = signingIn.value;
    return "challenge" in step ? step.challenge : "";
  }

  async function attempt(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.code !== "unauthenticated") failed(problem, () => void attempt(run));
    }
  }

  return {
    stage,
    signingIn,
    me,
    endsAt,
    seenAt,
    begin: find,
    giveCredentials: (user, password) => step(user, service.signIn(user.trim(), password)),
    setPassword: (password) =>
      step(signingIn.value.user, service.setPassword(signingIn.value.user, challenge(), password)),
    giveCode: (code) => step(signingIn.value.user, service.giveCode(signingIn.value.user, challenge(), code)),
    startAgain: () => outside(begin(signingIn.value.user)),
    commit: (notice) =>
      attempt(async () => {
        if (!me.value) return;
        try {
          welcome(await service.commit(me.value.commitment, notice));
        } catch (failure) {
          // The text has changed since it was shown: what is accepted must be what is read.
          if (problemOf(failure).code === "malformed") await find();
          throw failure;
        }
      }),
    setAvailable: (on) =>
      attempt(async () => {
        heard(await service.setAvailable(on));
      }),
    know: heard,
    async look() {
      try {
        const before = seenAt.peek();
        heard(await service.look());
        seenAt.value = before;
      } catch {
        // That it is over has been told by whatever asked; where no answer came, the next look may find out.
      }
    },
    async goOn() {
      try {
        heard(await service.me());
      } catch {
        // The next command will tell; nobody asked for this one.
      }
    },
    lastsUntil(endsAt) {
      if (!me.value) return;
      me.value = { ...me.value, session_ends_at: endsAt };
      seenAt.value = now();
    },
    leave: () =>
      attempt(async () => {
        await service.signOut();
        outside(begin("", "left"));
        me.value = null;
      }),
    over: (why) => outside(begin(me.value?.person ?? "", why)),
    elsewhere() {
      if (stage.value.is === "working" || stage.value.is === "commitment") elsewhere();
    },
    commitmentMissing() {
      if (stage.value.is === "working") void find();
    },
  };
}
