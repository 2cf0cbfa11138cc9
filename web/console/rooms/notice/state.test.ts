import { expect, test } from "vitest";
import type { NoticeRows } from "../../../shared/wire";
import { notice } from "./room";
import { begunWith, changedParts, fieldOf, hasLaw, partOf, tidied, wantedOf } from "./state";

const text = (said: string) => ({ fi: said, sv: said, en: said });
const ground = () => ({
  basis: "legitimate_interests" as const,
  interests: text("interests"),
  balancing: text("balancing"),
  law: text(""),
});
const rows = (more: Partial<NoticeRows> = {}): NoticeRows => ({
  controller: { business_id: "1572860-0", postal_address: "PL 1", visiting_address: "Pajatie 1" },
  contact: { name: text("Contact"), phone: "1", email: "a@your.fi" },
  officer: { appointed: true, name: text("Officer"), phone: "2", email: "b@your.fi" },
  register: { name: text("Register") },
  bases: { service: ground(), improvement: ground(), security: ground() },
  processors: [],
  transfers: text("none"),
  premises: [text("locked")],
  measures: [text("taught")],
  disclosures: text("none"),
  ...more,
});
const balanced = (said: string): NoticeRows => {
  const { bases } = rows();
  return rows({ bases: { ...bases, service: { ...ground(), balancing: text(said) } } });
};

test("nothing typed is nothing begun", () => {
  const draft = begunWith(null);
  expect(draft.any.value).toBe(false);
  draft.put(rows(), rows());
  expect(draft.any.value).toBe(false);
});

test("what was typed in one part goes with what others have published in the others", () => {
  const draft = begunWith(null);
  draft.put(balanced("mine"), rows());
  const theirs = rows({ transfers: text("theirs") });

  expect(changedParts(draft.draft.value)).toEqual(["bases.service"]);
  expect(wantedOf(draft.draft.value, theirs)).toEqual({ ...balanced("mine"), transfers: text("theirs") });
  draft.drop();
  expect(wantedOf(draft.draft.value, theirs)).toBe(theirs);
});

test("what is begun goes on from rows that were read anew, and takes nothing of theirs for its own", () => {
  const draft = begunWith({ typed: balanced("mine"), from: rows() });
  const theirs = rows({ transfers: text("theirs") });
  draft.put(wantedOf(draft.draft.value, theirs), theirs);

  expect(changedParts(draft.draft.value)).toEqual(["bases.service"]);
});

test("a mistake is in the part and at the field that it names", () => {
  const places = ["officer.name", "officer.name.sv", "measures", "measures[0].fi", "bases.security.law", "processors"];

  expect(places.map(partOf)).toEqual(["officer", "officer", "measures", "measures", "bases.security", "processors"]);
  expect(places.map((where) => fieldOf(where, rows()))).toEqual([
    "officer.name.fi",
    "officer.name.sv",
    "measures",
    "measures[0].fi",
    "bases.security.law.fi",
    "processors",
  ]);
  expect([partOf("demo"), partOf("measuresmore")]).toEqual([null, null]);
});

test("what the notice has no place for is not sent", () => {
  const { officer, bases } = tidied(
    rows({
      officer: { ...rows().officer, appointed: false },
      bases: {
        service: { ...ground(), basis: "contract" },
        improvement: { ...ground(), law: text("named") },
        security: { ...ground(), basis: "legal_obligation", law: text("law") },
      },
    }),
  );

  expect(officer).toEqual({ appointed: false, name: text(""), phone: "", email: "" });
  expect([bases.service.interests, bases.service.balancing]).toEqual([text(""), text("")]);
  expect(bases.improvement).toEqual({ ...ground(), law: text("named") });
  expect([hasLaw(bases.improvement), hasLaw(bases.service), hasLaw(bases.security)]).toEqual([true, false, true]);
  expect([bases.security.law, bases.security.interests]).toEqual([text("law"), text("")]);
});

test.each([
  ["0123456789", "0123456789"],
  ["0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"],
  ["0123456789a", null],
])("the address of version %s opens %s", (written, version) => {
  expect(notice.places?.read(["versions", written], new URLSearchParams()).version).toBe(version);
});
