/** The board, in one language. */
export interface BoardWords {
  title: string;
  waiting: string;
  longest: string;
  nobodyWaits: string;
  left: string;
  there: string;
  /** So many, or more than that. */
  orMore: (count: number) => string;
  minutes: (minutes: number) => string;
  caption: (agents: number) => string;
  columns: { agent: string; state: string; open: string; languages: string };
  states: { available: string; there: string; gone: string };
  you: string;
  allLanguages: string;
  none: string;
  noneHelp: string;
  /** When it was looked at last, and how often it is. */
  asOf: (time: string, seconds: number) => string;
}
