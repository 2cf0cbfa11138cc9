import type { Masked, Side } from "../../shared/wire";

/** The notes beside a conversation, as they are read, in one language. */
export interface NoteWords {
  /** What it is and whose: one's own, or a colleague's. */
  own: string;
  by: (alias: string) => string;
  /** As it is read out when it comes. */
  heard: (alias: string, text: string) => string;
  takenBack: string;
  takeBack: string;
  saving: string;
  notSaved: string;
  /** The conversation may have no more notes. */
  noMore: string;
  notFetched: string;
}

/** A conversation as it is read, in one language. */
export interface ReadingWords {
  visitor: string;
  agent: string;
  joined: (alias: string) => string;
  carriesOn: (alias: string) => string;
  left: (alias: string) => string;
  /** The system gave it back: its agent did not answer, or a colleague did not come to it; or the latter, and whoever had it goes on. */
  unanswered: (alias: string) => string;
  notTakenUp: (alias: string) => string;
  returned: (alias: string) => string;
  /** Is checking something, for about so many minutes; and no longer. */
  held: (alias: string, minutes: number) => string;
  resumed: (alias: string) => string;
  helping: (alias: string) => string;
  helped: (alias: string) => string;
  closedBy: Record<Side, string>;
  closedByName: (alias: string) => string;
  typing: string;
  corrected: (text: string) => string;
  /** Puts right what one has said. */
  correctVerb: string;
  /** Below what an agent has put right, and before what it was. */
  correctedMark: string;
  correctedWas: string;
  rated: (score: number, comment: string) => string;
  masked: Record<Masked, string>;
  ticks: { sending: string; sent: string; read: string; not_sent: string };
  discard: string;
  copyAsked: string;
  hideVerb: string;
  /** How one gets from its button to those of other messages. */
  hideOthers: string;
  /** By whom a message was hidden, which is not always known. */
  hiddenBy: { visitor: string; agent: string; somebody: string };
  offerCopy: string;
  /** In the place of a text that may abuse or threaten; the button that shows it; and the way to an end, beside it. */
  veiled: string;
  lift: string;
  civilEnd: string;
}
