import type { DoorWords } from "../../door/words";

/** One's own page, in one language. */
export interface OwnWords {
  title: string;
  /** Roles and names are the administrator's to change. */
  administered: string;
  sessions: {
    title: string;
    lead: string;
    began: (moment: string) => string;
    seen: (moment: string) => string;
    this: string;
    end: string;
    endOne: (moment: string) => string;
    endOthers: string;
    ended: string;
    othersEnded: string;
    onlyThis: string;
  };
  passwords: {
    title: string;
    lead: string;
    current: string;
    verb: string;
    busy: string;
    done: string;
    wrong: string;
  };
  secondFactor: {
    title: string;
    lead: string;
    password: string;
    code: string;
    codeHelp: string;
    verb: string;
    busy: string;
    stop: string;
    done: string;
    wrong: string;
    codeWrong: string;
  };
  /** Messages that may abuse or threaten. */
  veiling: { title: string; lead: string; name: string };
  languages: { title: string; lead: string; verb: string; busy: string; done: string };
  phones: {
    title: string;
    /** What a call says, and what it does not. */
    lead: string;
    off: string;
    none: string;
    cannot: string;
    blocked: string;
    refused: string;
    here: string;
    other: (maker: string) => string;
    since: (moment: string) => string;
    until: (moment: string) => string;
    tillOut: string;
    when: string;
    whenHelp: string;
    whens: Record<"available" | "nobody", string>;
    tillSignOut: string;
    tillSignOutState: { on: string; off: string };
    add: string;
    added: string;
    save: string;
    saved: string;
    remove: string;
    removeOne: (moment: string) => string;
    removed: string;
    try: string;
    rang: (phones: number) => string;
  };
  sounds: { title: string; lead: string };
  /** What the page of signing in says of the same. */
  signIn: DoorWords["signIn"];
}
