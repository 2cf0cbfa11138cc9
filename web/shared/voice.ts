/** What the parts of one followed conversation share, and what they need of the connection. */
import type { Screen } from "./conversation";
import type { By } from "./talk";
import type { Later } from "./timers";
import type { ClientFrame, Side } from "./wire";

/** The screen as it now is. */
export interface Kept {
  screen: Screen;
}

export interface Voice {
  readonly side: Side;
  now: () => number;
  random: () => number;
  later: Later;
  /** Returns whether the frame went to an open line. */
  send: (frame: ClientFrame) => boolean;
  /** What frames go to now: the answer to what was sent by something else may never come. */
  on: () => unknown;
  by: () => By | null;
  /** How many frames have come by what is spoken on now. */
  frames: () => number;
  /** Asks it for a sign of life. */
  ping: () => void;
  /** An answer stays away; `alive`: the line has brought something else meanwhile. */
  unanswered: (alive: boolean) => void;
}
