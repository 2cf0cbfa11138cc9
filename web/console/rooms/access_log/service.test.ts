import { expect, test } from "vitest";
import type { Ask } from "../../../shared/http";
import { serviceOver } from "./service";

function answering(answers: Record<string, unknown>) {
  const asked: string[] = [];
  const ask = (async (method: string, path: string) => {
    asked.push(`${method} ${path}`);
    return answers[path];
  }) as Ask;
  return { asked, service: serviceOver(ask) };
}

test("a file is its pages one after another, asked for until there are no more", async () => {
  const csv = "v1/access-log/people/00ff/csv";
  const { asked, service } = answering({
    [`${csv}?action=sign_in`]: { csv: "\ufeffhead\r\na\r\n", records: 1, before: 5 },
    [`${csv}?action=sign_in&before=5`]: { csv: "b\r\n", records: 1, before: 0 },
    [`${csv}?action=sign_in&before=0`]: { csv: "c\r\n", records: 1, before: null },
  });

  expect(await service.file({ person: "00ff" }, { action: "sign_in", days: "7", of: "log" })).toBe(
    "\ufeffhead\r\na\r\nb\r\nc\r\n",
  );
  expect(asked).toHaveLength(3);
});

test("records are asked for where they stand, with what narrows them", async () => {
  const { asked, service } = answering({});
  await service.records({ conversation: "A" }, { of: "log", from: "2026-11-01", days: "7" }, 9);
  await service.records({ person: "00ff" }, { actor: "visitor" });
  await service.records("own", {});
  await service.unusual({ until: "2026-11-29", days: "7", actor: "visitor" }, "00ff");
  await service.unusual({});

  expect(asked).toEqual([
    "GET v1/conversations/A/accesses?of=log&from=2026-11-01&before=9",
    "GET v1/access-log/people/00ff?actor=visitor",
    "GET v1/access-log/own",
    "GET v1/access-log/unusual?until=2026-11-29&days=7&after=00ff",
    "GET v1/access-log/unusual",
  ]);
});
