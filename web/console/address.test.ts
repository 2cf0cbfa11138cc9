import { describe, expect, test } from "vitest";
import { read, write } from "./address";
import { ROOMS } from "./rooms";
import { BEGINNING } from "./rooms/access_log/room";

const ID = "7K3M9QWX0A1BC2D3";
const PERSON = "0f".repeat(32);

describe("the address", () => {
  test.each<[string, string, object]>([
    ["#/desk", "desk", { conversation: null }],
    ["#/desk/7K3M-9QWX-0A1B-C2D3", "desk", { conversation: ID }],
    ["#/access_log", "access_log", BEGINNING],
    [
      "#/access_log/conversation/7K3M-9QWX-0A1B-C2D3?sort=actor",
      "access_log",
      { ...BEGINNING, conversation: ID, sorting: { by: "actor", down: false } },
    ],
    [
      `#/access_log/person/${PERSON}?sort=-role&of=log&actor=visitor&from=2026-11-01`,
      "access_log",
      {
        ...BEGINNING,
        about: "person",
        person: PERSON,
        sorting: { by: "role", down: true },
        filters: { of: "log", actor: "visitor", from: "2026-11-01" },
      },
    ],
    ["#/access_log/person", "access_log", { ...BEGINNING, about: "person" }],
    [
      "#/access_log/unusual?until=2026-11-29&days=7",
      "access_log",
      { ...BEGINNING, about: "unusual", filters: { until: "2026-11-29", days: "7" } },
    ],
  ])("%s and the place it names lead to each other", (hash, room, place) => {
    const found = read(ROOMS, hash);

    expect(found?.room.name).toBe(room);
    expect(found?.place).toEqual(place);
    expect(found && write(found)).toBe(hash);
  });

  test.each(["", "#", "#/", "#/elsewhere", "#/%E0%A4%A"])("%j names no room", (hash) => {
    expect(read(ROOMS, hash)).toBeNull();
  });

  test.each(["#/access_log/person/agent.a", "#/access_log/person/Agent%20A?actor=Agent%20A&action=Said+this"])(
    "%j names nobody: a name is in no address",
    (hash) => {
      expect(read(ROOMS, hash)?.place).toEqual({ ...BEGINNING, about: "person" });
    },
  );

  test.each(["#/desk/<script>", "#/desk/7K3M", "#/desk?sort=__proto__", "#/desk/%E0%A4%A"])(
    "%j leads to the desk with nothing open",
    (hash) => {
      expect(read(ROOMS, hash)?.place).toEqual({ conversation: null });
    },
  );
});
