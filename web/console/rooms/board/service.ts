/** What the board asks of the service. */
import type { Ask } from "../../../shared/http";
import type { Board } from "../../../shared/wire";

export interface BoardService {
  board(): Promise<Board>;
}

export function serviceOver(ask: Ask): BoardService {
  return { board: () => ask("GET", "v1/board") };
}
