import { describe, expect, test } from "vitest";
import { NEWEST_FIRST } from "./access_log/state";
import { type Address, read, roomsOf, write } from "./address";

const ID = "7K3M9QWX0A1BC2D3";

describe("the address", () => {
  test.each<[string, Address]>([
    ["#/desk", { room: "desk", conversation: null, sorting: NEWEST_FIRST }],
    ["#/desk/7K3M-9QWX-0A1B-C2D3", { room: "desk", conversation: ID, sorting: NEWEST_FIRST }],
    ["#/access-log", { room: "access-log", conversation: null, sorting: NEWEST_FIRST }],
    [
      "#/access-log/7K3M-9QWX-0A1B-C2D3?sort=actor",
      { room: "access-log", conversation: ID, sorting: { by: "actor", down: false } },
    ],
    [
      "#/access-log/7K3M-9QWX-0A1B-C2D3?sort=-role",
      { room: "access-log", conversation: ID, sorting: { by: "role", down: true } },
    ],
  ])("%s and the place it names lead to each other", (hash, address) => {
    expect(read(hash)).toEqual(address);
    expect(write(address)).toBe(hash);
  });

  test.each(["", "#", "#/", "#/elsewhere", "#/desk/<script>", "#/desk/7K3M", "#/desk?sort=__proto__"])(
    "%j leads to the desk with nothing open",
    (hash) => {
      expect(read(hash)).toEqual({ room: "desk", conversation: null, sorting: NEWEST_FIRST });
    },
  );
});

test.each([
  [["agent"], ["desk", "access-log"]],
  [["data-protection-officer"], ["access-log"]],
  [
    ["agent", "data-protection-officer"],
    ["desk", "access-log"],
  ],
  [["reviewer"], ["access-log"]],
  [["administrator"], []],
  [[], []],
])("the roles %j reach the rooms %j", (roles, rooms) => {
  expect(roomsOf(roles)).toEqual(rooms);
});
