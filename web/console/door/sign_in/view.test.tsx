// @vitest-environment happy-dom
import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, test } from "vitest";
import { words } from "../../../words/en/door";
import type { App } from "../../app";
import { inEnglish } from "../../for_tests";
import { AppContext } from "../../parts/context";
import { answered, begin, refused, type SigningIn } from "./state";
import { SignIn } from "./view";

const NOW = 1_800_000_000_000;
let place: HTMLElement;
let given: string[];
let state: ReturnType<typeof signal<SigningIn>>;

/** Draws the page in a state, with a session that only notes what it is given. */
async function draw(signingIn: SigningIn): Promise<void> {
  state = signal(signingIn);
  given = [];
  const console = {
    speaking: inEnglish(words),
    now: signal(NOW),
    session: {
      signingIn: state,
      giveCredentials: async (user: string, password: string) => void given.push(user, password),
      giveCode: async (code: string) => void given.push(code),
    },
  } as unknown as App;
  await act(() =>
    render(
      <AppContext.Provider value={console}>
        <SignIn />
      </AppContext.Provider>,
      place,
    ),
  );
}

const field = (name: string) => place.querySelector<HTMLInputElement>(`#${name}`) as HTMLInputElement;
const type = (name: string, text: string) =>
  act(() => {
    field(name).value = text;
    field(name).dispatchEvent(new Event("input", { bubbles: true }));
  });
const submit = () =>
  act(() => {
    place.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  });

beforeEach(() => {
  place = document.createElement("div");
  document.body.replaceChildren(place);
});

describe("the page of signing in", () => {
  test("tells browsers and password managers what each field is", async () => {
    await draw(begin());

    expect(field("user").autocomplete).toBe("username");
    expect(field("password").autocomplete).toBe("current-password");
    expect(field("password").type).toBe("password");

    await draw(answered(begin("a"), { next: "code", challenge: "c" }) ?? begin());

    expect(field("code").autocomplete).toBe("one-time-code");
    expect(field("code").inputMode).toBe("numeric");
  });

  test("tells what is missing at the top with a way there, and beside the field, and asks nothing", async () => {
    await draw(begin());
    await submit();

    const summary = place.querySelector('[role="alert"]');
    expect([...(summary?.querySelectorAll("a") ?? [])].map((link) => link.getAttribute("href"))).toEqual([
      "#user",
      "#password",
    ]);
    expect(document.activeElement).toBe(summary);
    expect(field("user").getAttribute("aria-invalid")).toBe("true");
    expect(field("user").getAttribute("aria-describedby")).toBe("user-mistake");
    expect(given).toEqual([]);
  });

  test("gives name and password as typed", async () => {
    await draw(begin());
    await type("user", "agent.a");
    await type("password", " with spaces ");
    await submit();

    expect(given).toEqual(["agent.a", " with spaces "]);
  });

  test("counts the delay in words and hears nothing until it is over", async () => {
    await draw(refused(begin("agent.a"), { code: "sign_in_refused", sentence: "", retry_after: 8 }, NOW));
    await type("password", "x");
    await submit();

    expect(place.querySelector('[role="timer"]')?.textContent).toBe("You can try again in 8\u00a0seconds.");
    expect(given).toEqual([]);
  });

  test("shows the secret as a picture that cannot run anything, and in groups for typing", async () => {
    const picture = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    await draw(answered(begin("a"), { next: "enrol", challenge: "c", secret: "JBSWY3DP", picture }) ?? begin());

    expect(place.querySelector("img")?.getAttribute("src")).toBe(`data:image/svg+xml,${encodeURIComponent(picture)}`);
    expect(place.querySelector("script")).toBeNull();
    expect(place.querySelector("code")?.textContent).toBe("JBSW Y3DP");
  });
});
