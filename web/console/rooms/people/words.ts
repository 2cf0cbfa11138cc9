import type { Role } from "../../../shared/wire";
import type { Column } from "./room";
import type { State } from "./state";

/** The room of people, in one language. */
export interface PeopleWords {
  title: string;
  lead: string;
  caption: (people: number) => string;
  columns: Record<Column, string>;
  /** How an account stands, in a word. */
  states: Record<State, string>;
  never: string;
  notYet: string;
  /** An older commitment than the one that is asked for now. */
  outdated: string;
  more: string;
  none: string;
  noneHelp: string;
  add: string;
  back: string;
  fields: {
    person: string;
    personHelp: string;
    givenName: string;
    alias: string;
    aliasHelp: string;
    roles: string;
    languages: string;
    languagesHelp: string;
    sites: string;
    sitesHelp: string;
    noSite: string;
  };
  /** What each role may do. */
  roleHelp: Record<Role, string>;
  personMissing: string;
  create: { title: string; lead: string; verb: string; busy: string };
  details: { title: string; verb: string; busy: string; done: string };
  /** Of an account that has no role. */
  noRole: { create: string; leave: (person: string) => string; what: string; keep: string };
  rolesOf: { title: string; lead: string; verb: string; busy: string; done: string };
  account: {
    title: string;
    state: string;
    signedIn: string;
    commitment: string;
    version: (version: string) => string;
    secondFactor: string;
    has: string;
    hasNot: string;
    onLine: (sockets: number) => string;
    /** Of a temporary password that nobody has come in with; `verb` is the button that gives another. */
    passwordUntil: (moment: string) => string;
    passwordOver: (moment: string, verb: string) => string;
  };
  sessions: {
    title: string;
    none: string;
    began: (moment: string) => string;
    seen: (moment: string) => string;
    ends: (moment: string) => string;
    this: string;
  };
  /** After a temporary password was made. */
  password: {
    title: (person: string) => string;
    lead: string;
    until: (moment: string) => string;
    done: string;
  };
  /** What can be done: on the button, what is asked, what happens, and what is told when it is done. */
  acts: Record<Act, { verb: string; title: (person: string) => string; what: string; busy: string; done: string }>;
  /** With staff, about what is recorded of them: before the first account. */
  dialogue: {
    title: string;
    lead: string;
    law: string;
    heldOn: string;
    missing: string;
    verb: string;
    busy: string;
    done: string;
    said: (date: string, by: string) => string;
  };
  keep: string;
  actsTitle: string;
  /** Of somebody who has left. */
  left: (moment: string) => string;
  keptUntil: (moment: string) => string;
}

export type Act = "password" | "disable" | "enable" | "sessions/end" | "second-factor" | "leave";
