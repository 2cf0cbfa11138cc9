import { describe, expect, test } from "vitest";
import {
  answered,
  asked,
  begin,
  codeMistakes,
  codeTyped,
  credentialMistakes,
  newPasswordMistakes,
  refused,
  secondsToWait,
} from "./state";

const NOW = 1_800_000_000_000;
const atCode = () => {
  const next = answered(begin("agent.a"), { next: "code", challenge: "c" });
  if (next === null) throw new Error("a challenge is not the end");
  return next;
};

describe("what is typed", () => {
  test("a missing name and a missing password are both told, each at its field", () => {
    expect(credentialMistakes("  ", "").map(({ field }) => field)).toEqual(["user", "password"]);
    expect(credentialMistakes("agent.a", "x")).toEqual([]);
  });

  test.each([
    ["fourteen chars", 1],
    ["fifteen letters", 0],
    ["ääkköset riittä", 0],
    ["🙂".repeat(15), 0],
    ["🙂".repeat(14), 1],
  ])("a new password of %j has %i mistakes here: only its length in characters is a rule", (password, mistakes) => {
    expect(newPasswordMistakes(password)).toHaveLength(mistakes);
  });

  test.each(["123456", "123 456", " 123-456 "])("a code is taken as authenticators show it: %j", (typed) => {
    expect(codeMistakes(typed)).toEqual([]);
    expect(codeTyped(typed)).toBe("123456");
  });

  test.each([
    ["", "code_missing"],
    ["12345", "code_malformed"],
    ["12345a", "code_malformed"],
    ["1234567", "code_malformed"],
  ])("a code that cannot be one is told before it is sent: %j", (typed, code) => {
    expect(codeMistakes(typed).map((mistake) => mistake.code)).toEqual([code]);
  });
});

describe("what is answered", () => {
  test("each challenge leads to its step with what it needs, and done leads out", () => {
    const enrol = answered(begin("a"), { next: "enrol", challenge: "c", secret: "S", picture: "<svg/>" });

    expect(enrol?.step).toEqual({ name: "enrol", challenge: "c", secret: "S", picture: "<svg/>" });
    expect(answered(begin("a"), { next: "new_password", challenge: "c" })?.step.name).toBe("new_password");
    expect(atCode()).toMatchObject({ user: "agent.a", busy: false, mistakes: [] });
    expect(answered(begin("a"), { next: "done" })).toBeNull();
  });

  test("asking takes the earlier mistakes away and trims the name", () => {
    const wrong = refused(begin(), { code: "sign_in_refused", sentence: "" }, NOW);

    expect(asked(wrong, " agent.a ")).toMatchObject({ user: "agent.a", busy: true, mistakes: [] });
  });

  test("for name and password together it is not said which was wrong", () => {
    const state = refused(begin("a"), { code: "sign_in_refused", sentence: "" }, NOW);

    expect(state.mistakes).toMatchObject([{ field: null, code: "sign_in_refused" }]);
  });

  test("a refused code is told at the code, and the step stays", () => {
    const state = refused(atCode(), { code: "sign_in_refused", sentence: "" }, NOW);

    expect(state.mistakes).toMatchObject([{ field: "code", code: "code_refused" }]);
    expect(state.step.name).toBe("code");
  });

  test.each(["password_too_weak", "password_too_common", "password_unchanged", "password_not_accepted"])(
    "%s is told at the new password",
    (code) => {
      const state = refused(begin("a"), { code, sentence: "" }, NOW);

      expect(state.mistakes).toMatchObject([{ field: "new_password", code }]);
    },
  );

  test("the growing delay counts down by whole seconds to none", () => {
    const state = refused(begin("a"), { code: "sign_in_refused", sentence: "", retry_after: 8 }, NOW);

    expect(secondsToWait(state, NOW)).toBe(8);
    expect(secondsToWait(state, NOW + 7_001)).toBe(1);
    expect(secondsToWait(state, NOW + 8_000)).toBe(0);
    expect(secondsToWait(state, NOW + 90_000)).toBe(0);
  });

  test("a trouble that is nobody's mistake belongs to no field", () => {
    expect(refused(atCode(), { code: "unavailable", sentence: "" }, NOW).mistakes).toMatchObject([{ field: null }]);
  });
});
