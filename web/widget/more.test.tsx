// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Ask, Refusal } from "../shared/http";
import type { Copy, Entry, Facts, Problem, Readings } from "../shared/wire";
import type { MoreWords } from "../words/fi/chat";
import type { Chat } from "./chat";
import * as later from "./later";
import { MoreView, words as moreWords } from "./more";
import type { MoreView as View } from "./parts/more-sheet";
import * as talk from "./talk";
import { type WordsOfLater, WordsProvider, wordsIn } from "./words";

const ID = "7K3M9QWX0A1BC2D3";
const facts = (more: Partial<Facts> = {}): Facts => ({
  conversation: ID,
  site: "demo",
  language: "fi",
  status: "active",
  started_at: 0,
  expires_on: "2027-01-25",
  seq: 3,
  sent: 2,
  ...more,
});
const said = (seq: number, by: "visitor" | "agent", text: string): Entry => ({ seq, kind: "said", by, at: 0, text });
const copy = (more: Partial<Copy> = {}): Copy => ({
  made_at: 0,
  controller: "Demo Oy",
  reference: "7K3M-9QWX-0A1B-C2D3",
  facts: facts(),
  entries: [said(1, "visitor", "Havu 20"), said(2, "agent", "Hei"), said(3, "visitor", "Kiitos")],
  ...more,
});

let answers: Record<string, () => unknown>;
let asked: [string, object | undefined][];
let problems: Record<string, Problem>;
let root: HTMLElement;
let words: WordsOfLater;
let more: MoreWords;
let learned: Facts[];
let gone: unknown[];
let codes: [string, string][];
const onClose = vi.fn();

const ask: Ask = async (_method, path, body) => {
  asked.push([path, body]);
  const problem = problems[path];
  if (problem) throw new Refusal(problem);
  return answers[path]?.() as never;
};

const chat = () =>
  ({
    ask,
    screen: { conversation: ID },
    rights: { reference: "7K3M-9QWX-0A1B-C2D3", rights_code: "4FZ7-QX2M-TTTT" },
    asked: { rights: { busy: false, problem: null } },
    learn: (one: Facts) => learned.push(one),
    startOver: (why: unknown) => gone.push(why),
    fetchRights: async () => true,
    askByCode: (...code: [string, string]) => {
      codes.push(code);
      return ask;
    },
  }) as unknown as Chat;

async function open(view: View): Promise<void> {
  await act(() =>
    render(
      <WordsProvider value={words}>
        <MoreView view={view} chat={chat()} words={more} onClose={onClose} />
      </WordsProvider>,
      root,
    ),
  );
  await settle();
}

const settle = () => act(async () => void (await new Promise((done) => setTimeout(done, 5))));
const text = () => root.textContent ?? "";
const named = (name: string) =>
  [...root.querySelectorAll("button")].find((one) => one.textContent === name) as HTMLButtonElement;
const press = async (name: string) => {
  await act(() => named(name).click());
  await settle();
};
const type = (id: string, value: string) =>
  act(() => {
    const field = root.querySelector(`#${id}`) as HTMLInputElement;
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
const submit = async () => {
  await act(() => void root.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true })));
  await settle();
};

beforeEach(async () => {
  answers = { "v1/conversation/copy": copy };
  [asked, problems, learned, gone, codes] = [[], {}, [], [], []];
  words = await wordsIn("fi", talk.words, later.words);
  ({ more } = await moreWords.fi());
  root = document.createElement("div");
  document.body.replaceChildren(root);
  onClose.mockReset();
});
afterEach(() => vi.restoreAllMocks());

describe("what was hidden", () => {
  const dots = { text: "••••••", hidden_at: 5 };
  const entries: Entry[] = [
    { ...said(1, "visitor", ""), ...dots, hidden_by: "agent" },
    { ...said(2, "visitor", ""), ...dots, hidden_by: "visitor" },
    { ...said(3, "visitor", ""), ...dots },
    said(4, "visitor", "Kiitos"),
    said(5, "visitor", "Hei hei"),
  ];

  test("is nothing that could be put right", async () => {
    answers = { "v1/conversation/copy": () => copy({ entries }) };
    await open("data");
    await press(more.correct.title);
    expect([...root.querySelectorAll(".choices .excerpt")].map((one) => one.textContent)).toEqual([
      "Hei hei",
      "Kiitos",
    ]);
  });

  test("leaves nothing to offer where all is hidden", async () => {
    answers = { "v1/conversation/copy": () => copy({ entries: entries.slice(0, 3) }) };
    await open("data");
    expect(named(more.readings.title)).toBeDefined();
    expect(named(more.correct.title)).toBeUndefined();
  });

  test("says by whom among the messages of an earlier conversation", async () => {
    answers = { "v1/conversation/copy": () => copy({ entries }) };
    await open("earlier");
    await type("reference", "7K3M");
    await type("rights-code", "4FZ7");
    await submit();
    const { agent, visitor, somebody } = words.widget.hidden;
    const marks = [...root.querySelectorAll(".messages .quiet")].map((one) => one.textContent?.split(" · ")[1]);
    expect(marks).toEqual([agent, visitor, somebody, undefined, undefined]);
  });
});

describe("one's data", () => {
  test("is fetched when it is opened, and says what it is and until when it is kept", async () => {
    await open("data");

    expect(text()).toContain("7K3M-9QWX-0A1B-C2D3");
    expect(text()).toContain("25.1.2027");
    expect(asked).toEqual([["v1/conversation/copy", undefined]]);
  });

  test("shows with what one comes back to it, from the first message on", async () => {
    await open("data");

    expect(text()).toContain("4FZ7-QX2M-TTTT");
  });

  test("that cannot be had says why, and can be asked for again", async () => {
    problems["v1/conversation/copy"] = { code: "log_unavailable", sentence: "" };
    await open("data");
    expect(text()).toContain(words.errors["log_unavailable"]?.({ code: "", sentence: "" }));

    problems = {};
    await press(words.widget.retry);
    expect(text()).toContain("7K3M-9QWX-0A1B-C2D3");
  });

  test("is saved as a page and as a file, on this device", async () => {
    const saved: Blob[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      saved.push(blob as Blob);
      return "blob:x";
    });
    answers["v1/conversation/copy.html?language=fi"] = () => "<!doctype html>";
    await open("data");
    await press(more.save.data);
    await press(more.save.page);

    expect(JSON.parse((await saved[0]?.text()) ?? "")).toEqual(copy());
    expect(await saved[1]?.text()).toBe("<!doctype html>");
    expect(text()).toContain(more.save.done);
  });

  test.each([true, false])("says that it is restricted when it is: %s", async (restricted) => {
    answers["v1/conversation/copy"] = () => ({ ...copy(), facts: facts({ restricted }) });
    await open("data");

    expect(text().includes(more.restricted)).toBe(restricted);
  });

  test("is objected to by a switch that the answer moves", async () => {
    await open("data");
    const toggle = root.querySelector("[role=switch]") as HTMLInputElement;
    problems["v1/conversation/objection"] = { code: "offline", sentence: "" };
    await act(() => toggle.click());
    await settle();
    expect(toggle.getAttribute("aria-checked")).toBe("false");
    expect(text()).toContain("Palveluun ei saada yhteyttä");

    problems = {};
    answers["v1/conversation/objection"] = () => facts({ objected: true });
    await act(() => toggle.click());
    await settle();
    expect(asked.at(-1)).toEqual(["v1/conversation/objection", { on: true }]);
    expect(toggle.getAttribute("aria-checked")).toBe("true");
    expect(text()).toContain(more.objection.done);
    expect(learned).toEqual([facts({ objected: true })]);
  });
});

describe("correcting", () => {
  test("chooses among one's own messages, begins from the original, and says that it is done", async () => {
    await open("data");
    await press(more.correct.title);
    const choices = [...root.querySelectorAll<HTMLInputElement>("input[name=about]")];
    expect(choices.map((one) => one.parentElement?.querySelector(".excerpt")?.textContent)).toEqual([
      "Kiitos",
      "Havu 20",
    ]);
    await act(() => choices[1]?.click());
    expect(root.querySelector<HTMLTextAreaElement>("#correction")?.value).toBe("Havu 20");

    await type("correction", "Tarkoitin: Havu 12 ");
    answers["v1/conversation/corrections"] = () => facts({ seq: 4 });
    await submit();
    expect(asked).toContainEqual([
      "v1/conversation/corrections",
      { about: 1, id: expect.stringMatching(/^[\w-]{8,36}$/), text: "Tarkoitin: Havu 12" },
    ]);
    expect(text()).toContain(more.correct.done);
    expect(learned).toEqual([facts({ seq: 4 })]);
  });

  test("keeps what was written when it is refused, and a second try carries the same id", async () => {
    answers["v1/conversation/copy"] = () => copy({ entries: [said(1, "visitor", "Havu 20")] });
    problems["v1/conversation/corrections"] = { code: "unavailable", sentence: "", retry_after: 1 };
    await open("data");
    await press(more.correct.title);
    await type("correction", "Havu 12");
    await submit();
    expect(text()).toContain("Palvelu ei juuri nyt vastaa.");
    expect(root.querySelector<HTMLTextAreaElement>("#correction")?.value).toBe("Havu 12");
    await submit();

    const ids = asked.filter(([path]) => path.endsWith("corrections")).map(([, body]) => (body as { id: string }).id);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  test("is not sent empty or too long", async () => {
    answers["v1/conversation/copy"] = () => copy({ entries: [said(1, "visitor", "Havu 20")] });
    await open("data");
    await press(more.correct.title);
    for (const wrong of ["  ", "x".repeat(2001)]) {
      await type("correction", wrong);
      await submit();
    }

    expect(asked.filter(([path]) => path.endsWith("corrections"))).toEqual([]);
    expect(text()).toContain(words.widget.tooLong(1));
  });
});

describe("who has read it", () => {
  test("is told by alias, role, time and purpose", async () => {
    answers["v1/conversation/readings"] = () => ({
      readings: [
        { at: 0, alias: null, role: "reviewer", purpose: "quality" },
        { at: 0, alias: "Anna", role: "agent", purpose: "service" },
      ],
    });
    await open("data");
    await press(more.readings.title);
    const rows = [...root.querySelectorAll(".readings li")].map((row) => row.textContent);

    expect(rows[0]).toContain("laadunarvioija");
    expect(rows[0]).toContain("1.1.1970 klo 2.00");
    expect(rows[0]).toContain("Tarkoitus: Laadun arviointi");
    expect(rows[1]).toContain("Anna asiakaspalvelija");
  });

  test("is told a page at a time, and says that there is more", async () => {
    const pages: Readings[] = [
      { readings: [{ at: 2, alias: "Anna", role: "agent", purpose: "service" }], before: 2 },
      { readings: [{ at: 1, alias: "Bertta", role: "agent", purpose: "service" }] },
    ];
    answers["v1/conversation/readings"] = () => pages[0];
    answers["v1/conversation/readings?before=2"] = () => pages[1];
    await open("data");
    await press(more.readings.title);
    await press(more.readings.older);
    const rows = [...root.querySelectorAll(".readings li strong")].map((row) => row.textContent);

    expect(rows).toEqual(["Anna", "Bertta"]);
    expect(text()).not.toContain(more.readings.older);
  });

  test("says so when it was nobody", async () => {
    answers["v1/conversation/readings"] = () => ({ readings: [] });
    await open("data");
    await press(more.readings.title);

    expect(text()).toContain(more.readings.none);
  });
});

describe("erasing", () => {
  test("asks once, says what happens and what stays, and then what has happened", async () => {
    await open("data");
    await press(more.erase.title);
    for (const sentence of [more.erase.what, more.erase.whatOpen, more.erase.stays]) expect(text()).toContain(sentence);
    expect(asked.some(([path]) => path.endsWith("erase"))).toBe(false);

    await press(more.erase.verb);
    expect(asked.at(-1)?.[0]).toBe("v1/conversation/erase");
    expect(text()).toContain(more.erase.doneHelp);
    expect(text()).not.toContain("7K3M-9QWX-0A1B-C2D3");
    expect(gone).toEqual(["erased"]);
  });

  test("can be thought better of", async () => {
    await open("data");
    await press(more.erase.title);
    await press(more.erase.keep);

    expect(text()).toContain(more.save.title);
    expect(asked.some(([path]) => path.endsWith("erase"))).toBe(false);
  });

  test("whose answer was lost is done when the next try finds nothing any more", async () => {
    await open("data");
    await press(more.erase.title);
    problems["v1/conversation/erase"] = { code: "offline", sentence: "" };
    await press(more.erase.verb);
    expect(text()).toContain("Palveluun ei saada yhteyttä");
    problems["v1/conversation/erase"] = { code: "unauthenticated", sentence: "" };
    await press(more.erase.verb);

    expect(text()).toContain(more.erase.doneHelp);
  });
});

describe("an earlier conversation", () => {
  test("is opened by reference and code, shows what was said, and erasing it leaves the one here alone", async () => {
    answers["v1/conversation/copy"] = () =>
      copy({ facts: facts({ conversation: "0000000000000009", status: "closed" }) });
    await open("earlier");
    await type("reference", " 7k3m-9qwx-0a1b-c2d3 ");
    await type("rights-code", "4FZ7 QX2M–TTTT");
    await submit();
    expect(codes).toEqual([["7k3m9qwx0a1bc2d3", "4FZ7QX2MTTTT"]]);
    expect(text()).toContain("Havu 20");

    await press(more.erase.title);
    expect(text()).not.toContain(more.erase.whatOpen);
    await press(more.erase.verb);
    expect(text()).toContain(more.erase.doneHelp);
    expect(gone).toEqual([]);
  });

  test("that nothing is known of is told in one sentence, and what was typed stays", async () => {
    problems["v1/conversation/copy"] = { code: "rights_refused", sentence: "" };
    await open("earlier");
    await type("reference", "7K3M");
    await submit();

    expect(text()).toContain("Tällä viitteellä ja koodilla ei löydy keskustelua.");
    expect(root.querySelector<HTMLInputElement>("#reference")?.value).toBe("7K3M");
    expect(codes).toEqual([["7K3M", "0"]]);
  });
});

describe("forgetting", () => {
  test("asks once, and then the device has forgotten", async () => {
    await open("forget");
    expect(text()).toContain(more.forget.what);
    await press(more.forget.verb);

    expect(gone).toEqual(["forgotten"]);
    expect(onClose).toHaveBeenCalledOnce();
  });
});

test("the statement says what was tried, what was not, and whom to tell", async () => {
  await open("about");

  expect([...root.querySelectorAll("h3")].map((one) => one.textContent)).toEqual(
    more.about.parts.map(({ heading }) => heading),
  );
});
