import { expect, test, vi } from "vitest";
import { Refusal } from "../../shared/http";
import { mindOthers } from "./others_first";

test("where somebody else was first it is asked anew, and the refusal is told as ever", async () => {
  const again = vi.fn();
  const first = new Refusal({ code: "changed_meanwhile", sentence: "" });

  await expect(mindOthers(Promise.reject(first), again)).rejects.toBe(first);
  expect(again).toHaveBeenCalledOnce();
});

test("nothing is asked anew for an answer, or for any other refusal", async () => {
  const again = vi.fn();
  const offline = new Refusal({ code: "offline", sentence: "" });

  expect(await mindOthers(Promise.resolve("saved"), again)).toBe("saved");
  await expect(mindOthers(Promise.reject(offline), again)).rejects.toBe(offline);
  expect(again).not.toHaveBeenCalled();
});
