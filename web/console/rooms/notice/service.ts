/** What the room of the privacy notice asks of the service. */
import type { Ask } from "../../../shared/http";
import type { NoticeCheck, NoticePage, NoticeRows, NoticeText, SaveNotice } from "../../../shared/wire";

export interface NoticeService {
  page(): Promise<NoticePage>;
  version(version: string): Promise<NoticeText>;
  /** Which sentences would change; nothing is saved. */
  check(rows: NoticeRows): Promise<NoticeCheck>;
  save(body: SaveNotice): Promise<NoticePage>;
}

export function serviceOver(ask: Ask): NoticeService {
  return {
    page: () => ask("GET", "v1/notice"),
    version: (version) => ask("GET", `v1/notice/versions/${version}`),
    check: (rows) => ask("POST", "v1/notice/check", { rows }),
    save: (body) => ask("POST", "v1/notice", body),
  };
}
