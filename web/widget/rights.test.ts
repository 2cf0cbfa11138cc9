import { expect, test } from "vitest";
import { rightsOf } from "./rights";

test("the rights code is the one that the service derives from the same key", async () => {
  expect(await rightsOf("k".repeat(43), "7K3M9QWX0A1BC2D3")).toEqual({
    reference: "7K3M-9QWX-0A1B-C2D3",
    rights_code: "MMQ2-YA2N-Z4ZJ",
  });
});
