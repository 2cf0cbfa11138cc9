import { beforeEach, describe, expect, test } from "vitest";
import { Connection } from "../shared/connection";
import { type Ask, Refusal } from "../shared/http";
import { noFaults, SimulatedService } from "../shared/simulated";
import { READ_ALONE_AFTER } from "../shared/telling";
import type { Problem, Start } from "../shared/wire";
import { Chat } from "./chat";
import type { Kept } from "./keeping";
import { writtenAddress } from "./parts/copy-sheet";

const ID = "0000000000000001";
const HOUR = 3_600_000;
let service: SimulatedService;
let kept: Kept | null;
let storageWorks: boolean;
let problems: Problem[];
let asked: { key: string; path: string; body: unknown }[];
let keys: number;
let answers: Record<string, (body: never, key: string) => unknown>;
let connectable: boolean;
let hashes: boolean;
/** As the browser's lock: one after another, in the order asked. */
let inTurn: (act: () => Promise<void>) => Promise<void>;

function newChat(): Chat {
  const asking =
    (authorization: string): Ask =>
    async <Answer>(_method: string, path: string, body?: object) => {
      const key = authorization.replace("Bearer ", "");
      asked.push({ key, path, body });
      if (path === "v1/tickets") return (await service.surroundings().ticket()) as Answer;
      const problem = problems.shift();
      if (problem) throw new Refusal(problem);
      return (await answers[path]?.(body as never, key)) as Answer;
    };
  const { ticket: _, ...surroundings } = service.surroundings();
  return new Chat(
    {
      ...surroundings,
      site: "demo",
      notice: "0123456789",
      keeping: {
        read: () => kept,
        write: (next) => {
          if (storageWorks) kept = next;
          return storageWorks;
        },
        forget: (conversation) => {
          if (kept?.conversation === conversation) kept = null;
        },
      },
      newKey: () => `key-${keys++}`,
      startInTurn: (start) => inTurn(start),
      asking,
      rightsOf: async (key, conversation) => {
        if (!hashes) throw new TypeError("no crypto.subtle");
        return { reference: conversation, rights_code: `of ${key}` };
      },
      solve: async (challenge, bits) => `${challenge} with ${bits}`,
      connect: async (outside, listener) => {
        if (!connectable) throw new TypeError("Failed to fetch dynamically imported module");
        return new Connection(outside, listener);
      },
    },
    () => {},
    "fi",
  );
}

function start({ id, text }: Start) {
  try {
    service.facts(ID);
  } catch {
    service.begin(ID);
    service.store(ID, { kind: "said", by: "visitor", id, text });
  }
  return { facts: service.facts(ID), entry: service.entries(ID)[0] };
}

function close() {
  service.tell(ID, { kind: "closed", by: "visitor" });
  return { ...service.facts(ID), closed_at: service.clock.now, closed_by: "visitor" };
}

const texts = (chat: Chat) => chat.screen.entries.map((entry) => entry.text);
const pending = (chat: Chat) => chat.screen.pending.map(({ text, state }) => `${text}: ${state}`);

async function talking(): Promise<Chat> {
  const chat = newChat();
  chat.say("Hei");
  await service.clock.pass(200);
  return chat;
}

beforeEach(() => {
  service = new SimulatedService();
  kept = null;
  storageWorks = true;
  problems = [];
  asked = [];
  keys = 1;
  connectable = true;
  hashes = false;
  let turns = Promise.resolve();
  inTurn = (act) => {
    turns = turns.then(act);
    return turns;
  };
  answers = {
    "v1/conversations": start,
    "v1/conversation/close": close,
    "v1/conversation/rights": () => ({ reference: "7K3M", rights_code: "4FZ7" }),
  };
});

describe("before the first message", () => {
  test("nothing is asked, kept or opened", async () => {
    const chat = newChat();
    chat.resume();
    await service.clock.pass(HOUR);

    expect(asked).toEqual([]);
    expect(kept).toBeNull();
    expect(service.opened).toEqual([]);
  });
});

describe("the first message", () => {
  test("starts the conversation, and only then is the key kept", async () => {
    const chat = newChat();
    chat.say("Hei");
    expect(pending(chat)).toEqual(["Hei: sending"]);
    expect(kept).toBeNull();

    await service.clock.pass(200);
    expect(texts(chat)).toEqual(["Hei"]);
    expect(kept).toMatchObject({ key: "key-1", conversation: ID });
    expect(asked[0]).toMatchObject({
      key: "key-1",
      path: "v1/conversations",
      body: { site: "demo", language: "fi", notice: "0123456789" },
    });
  });

  const withTicket = (body: Start) => ({ ...start(body), ticket: { ticket: "first", socket: "wss://chat.example/" } });
  const tickets = () => asked.filter(({ path }) => path === "v1/tickets").length;

  test("brings the ticket of the first socket, and only of that one", async () => {
    answers["v1/conversations"] = withTicket;
    const chat = await talking();
    await service.clock.pass(1000);
    expect(service.opened.map(({ protocols }) => protocols)).toEqual([["juttu.v1", "ticket.first"]]);
    expect(tickets()).toBe(0);

    service.cut();
    await service.clock.pass(60_000);
    expect(chat.link.is).toBe("open");
    expect(tickets()).toBeGreaterThan(0);
  });

  test("what is written meanwhile follows it in order", async () => {
    const chat = newChat();
    for (const text of ["1", "2", "3"]) chat.say(text);
    await service.clock.pass(1000);

    expect(texts(chat)).toEqual(["1", "2", "3"]);
    expect(pending(chat)).toEqual([]);
  });

  test("is tried again by itself when the service is away, under the same key and id", async () => {
    problems = [{ code: "offline", sentence: "" }];
    const chat = await talking();
    expect(pending(chat)).toEqual(["Hei: sending"]);

    await service.clock.pass(10_000);
    expect(texts(chat)).toEqual(["Hei"]);
    const [first, second] = asked.filter(({ path }) => path === "v1/conversations");
    expect(second).toEqual(first);
  });

  describe("that the network did not let through for long", () => {
    const starts = () => asked.filter(({ path }) => path === "v1/conversations");
    const away = (code = "offline") => Array.from({ length: 4 }, () => ({ code, sentence: "" }));

    test("goes by itself once one is back, under the same key and id, with what was written after it", async () => {
      problems = away();
      const chat = newChat();
      chat.say("Hei");
      chat.say("vielä");
      await service.clock.pass(60_000);
      expect(pending(chat)).toEqual(["Hei: not_sent", "vielä: not_sent"]);

      chat.wake();
      await service.clock.pass(1000);
      expect(texts(chat)).toEqual(["Hei", "vielä"]);
      expect(new Set(starts().map((start) => JSON.stringify(start))).size).toBe(1);
      expect(starts()).toHaveLength(5);
    });

    test("waits on while one is not back", async () => {
      problems = [...away(), ...away()];
      const chat = await talking();
      await service.clock.pass(60_000);
      chat.wake();
      await service.clock.pass(60_000);
      expect(pending(chat)).toEqual(["Hei: not_sent"]);
    });

    test("goes not by itself where it was refused for another reason", async () => {
      problems = [{ code: "too_many", sentence: "", retry_after: 600 }];
      const chat = await talking();
      chat.wake();
      await service.clock.pass(1000);
      expect(pending(chat)).toEqual(["Hei: not_sent"]);
      expect(starts()).toHaveLength(1);
    });
  });

  test("is held for a page that goes only where it has met a fault: else it may have arrived", async () => {
    problems = [{ code: "offline", sentence: "" }];
    const chat = newChat();
    chat.say("Hei");
    expect(chat.held).toEqual([]);
    await service.clock.pass(100);
    expect(chat.held).toEqual(["Hei"]);

    await service.clock.pass(10_000);
    expect(chat.held).toEqual([]);
    service.reachable = false;
    service.cut();
    chat.say("vielä");
    await service.clock.pass(100);
    expect(chat.held).toEqual(["vielä"]);
  });

  test("that is refused stays on the screen with the reason, and can be sent again", async () => {
    problems = [{ code: "too_many", sentence: "", retry_after: 600 }];
    const chat = await talking();
    expect(chat.screen.pending).toMatchObject([{ state: "not_sent", problem: { code: "too_many" } }]);

    chat.retry(chat.screen.pending[0]?.id ?? "");
    await service.clock.pass(200);
    expect(texts(chat)).toEqual(["Hei"]);
  });

  test("when only its own text is refused, the next one starts the conversation", async () => {
    problems = [{ code: "message_too_long", sentence: "" }];
    const chat = newChat();
    chat.say("liian pitkä");
    chat.say("lyhyt");
    await service.clock.pass(500);

    expect(texts(chat)).toEqual(["lyhyt"]);
    expect(chat.started).toBe(true);
  });

  test("an answer that was lost starts no second conversation", async () => {
    const well = answers["v1/conversations"] as (body: Start) => unknown;
    let lost = false;
    answers["v1/conversations"] = (body: Start) => {
      const answer = well(body);
      if (lost) return answer;
      lost = true;
      throw new Refusal({ code: "offline", sentence: "" });
    };
    const chat = await talking();
    await service.clock.pass(10_000);

    expect(texts(chat)).toEqual(["Hei"]);
    expect(service.entries(ID)).toHaveLength(1);
  });

  test("when the parts for talking cannot be loaded, it is started and kept all the same, and goes on once they can", async () => {
    connectable = false;
    const chat = await talking();
    expect(texts(chat)).toEqual(["Hei"]);
    expect(kept).toMatchObject({ key: "key-1", conversation: ID });
    expect(chat).toMatchObject({ isSending: false, unsent: [] });
    chat.say("vielä");
    expect(chat.unsent).toEqual(["vielä"]);

    connectable = true;
    await service.clock.pass(10_000);
    expect(texts(chat)).toEqual(["Hei", "vielä"]);
    expect(chat.unsent).toEqual([]);
    expect(asked.filter(({ path }) => path === "v1/conversations")).toHaveLength(1);
  });

  test("where storage is blocked the chat works and knows it", async () => {
    storageWorks = false;
    const chat = await talking();

    expect(chat.kept).toBe(false);
    expect(texts(chat)).toEqual(["Hei"]);
  });
});

describe("a network that has started many conversations", () => {
  const needed = (challenge: string): Problem => ({
    code: "check_needed",
    sentence: "",
    retry_after: 20,
    challenge,
    bits: 14,
  });
  const starts = () => asked.filter(({ path }) => path === "v1/conversations").map(({ body }) => body as Start);

  test("waits as long as it is asked to, does the work, and the message goes by itself", async () => {
    const chat = newChat();
    problems = [needed("one")];
    chat.say("Hei");
    await service.clock.pass(15_000);
    expect(starts()).toMatchObject([{ check: null }]);
    expect(chat.screen.pending).toMatchObject([{ state: "sending", problem: { code: "check_needed" } }]);

    await service.clock.pass(10_000);
    expect(starts()).toMatchObject([{ check: null }, { check: { challenge: "one", answer: "one with 14" } }]);
    expect(starts()[1]?.id).toBe(starts()[0]?.id);
    expect(texts(chat)).toEqual(["Hei"]);
  });

  test("waits, however long, while as many as may wait for an answer, and then goes by itself", async () => {
    const chat = newChat();
    const full: Problem = { code: "too_many_waiting", sentence: "", retry_after: 60 };
    problems = [needed("one"), ...Array.from({ length: 9 }, () => full)];
    chat.say("Hei");
    await service.clock.pass(9 * 60_000);
    expect(chat.screen.pending).toMatchObject([{ state: "sending", problem: { code: "too_many_waiting" } }]);

    await service.clock.pass(4 * 60_000);
    expect(texts(chat)).toEqual(["Hei"]);
    // What was done for the check is done.
    expect(
      starts()
        .slice(1)
        .every(({ check }) => check?.challenge === "one"),
    ).toBe(true);
  });

  test("is told once what the operator says while the chat is closed, and starts by hand when it is open again", async () => {
    const chat = newChat();
    problems = [{ code: "chat_closed", sentence: "", words: "Palaamme klo 12." }];
    chat.say("Hei");
    await service.clock.pass(120_000);
    expect(starts()).toHaveLength(1);
    expect(chat.screen.pending).toMatchObject([{ state: "not_sent", problem: { words: "Palaamme klo 12." } }]);

    chat.retry(chat.screen.pending[0]?.id ?? "");
    await service.clock.pass(1000);
    expect(texts(chat)).toEqual(["Hei"]);
  });

  test("is told plainly when it does not help, and may try again", async () => {
    const chat = newChat();
    problems = ["one", "two", "three", "four"].map(needed);
    chat.say("Hei");
    await service.clock.pass(120_000);
    expect(chat.screen.pending).toMatchObject([{ state: "not_sent", problem: { code: "too_many", retry_after: 20 } }]);

    chat.retry(chat.screen.pending[0]?.id ?? "");
    await service.clock.pass(1000);
    expect(texts(chat)).toEqual(["Hei"]);
  });
});

describe("coming back", () => {
  test("goes on where the device left off, with the key that was kept", async () => {
    await talking();
    service.store(ID, { kind: "said", by: "agent", text: "Terve" });
    asked = [];
    const chat = newChat();
    chat.resume();
    expect(chat.loading).toBe(true);

    await service.clock.pass(200);
    expect(texts(chat)).toEqual(["Hei", "Terve"]);
    expect(asked).toMatchObject([{ key: "key-1", path: "v1/tickets" }]);
  });

  test("what is written before the history is here is sent after it", async () => {
    await talking();
    const chat = newChat();
    chat.resume();
    chat.say("vielä");
    await service.clock.pass(1000);

    expect(texts(chat)).toEqual(["Hei", "vielä"]);
  });

  test("a conversation that another tab has started is gone on with, not begun anew", async () => {
    const here = newChat();
    await talking();
    here.say("toisesta välilehdestä");
    await service.clock.pass(1000);

    expect(texts(here)).toEqual(["Hei", "toisesta välilehdestä"]);
    expect(asked.filter(({ path }) => path === "v1/conversations")).toHaveLength(1);
  });

  test.each(["unauthenticated", "not_found"])("a key that is %s is forgotten with a kind word", async (code) => {
    await talking();
    service.ticketProblems = [{ code, sentence: "" }];
    const chat = newChat();
    chat.resume();
    await service.clock.pass(500);

    expect(chat).toMatchObject({ gone: "ended", started: false });
    expect(kept).toBeNull();
    chat.say("uusi");
    await service.clock.pass(0);
    expect(asked.at(-1)?.key).toBe("key-2");
  });

  test("without a network nothing is forgotten", async () => {
    await talking();
    service.reachable = false;
    const chat = newChat();
    chat.resume();
    await service.clock.pass(60_000);
    expect(kept).not.toBeNull();
    expect(chat.loading).toBe(true);

    service.reachable = true;
    await service.clock.pass(60_000);
    expect(texts(chat)).toEqual(["Hei"]);
  });

  test("a socket that the service does not know any more is replaced by itself", async () => {
    const chat = await talking();
    service.broadcast({ is: "ended", why: "signed_out" });
    await service.clock.pass(100);
    expect(chat.link.is).toBe("ended");

    await service.clock.pass(5000);
    expect(chat.link.is).toBe("open");
  });

  test("a conversation that is lost while it is on screen stays on screen", async () => {
    const chat = await talking();
    service.ticketProblems = [{ code: "not_found", sentence: "" }];
    service.cut();
    await service.clock.pass(5000);

    expect(chat.screen.lost).toBe(true);
    expect(texts(chat)).toEqual(["Hei"]);
    expect(kept).toBeNull();
  });
});

describe("two tabs that start at once", () => {
  const OTHER = "0000000000000002";
  const starts = () => asked.filter(({ path }) => path === "v1/conversations").map(({ key }) => key);
  const conversationOf = (key: string) => (key === "key-1" ? ID : OTHER);
  let release: () => void;

  /** The first start's answer is held until it is released; each key has a conversation of its own. */
  beforeEach(() => {
    let held = false;
    answers["v1/conversations"] = async ({ id, text }: Start, key: string) => {
      const conversation = conversationOf(key);
      service.begin(conversation);
      service.store(conversation, { kind: "said", by: "visitor", id, text });
      if (!held) {
        held = true;
        await new Promise<void>((go) => {
          release = go;
        });
      }
      return { facts: service.facts(conversation), entry: service.entries(conversation)[0] };
    };
  });

  test("have one conversation: who comes second waits for the first and goes on with it", async () => {
    const [one, other] = [newChat(), newChat()];
    one.say("ensimmäinen");
    other.say("toinen");
    await service.clock.pass(2000);
    expect(starts()).toEqual(["key-1"]);
    expect(pending(other)).toEqual(["toinen: sending"]);

    release();
    await service.clock.pass(2000);
    expect(starts()).toEqual(["key-1"]);
    for (const chat of [one, other, newChat()]) {
      chat.resume();
      await service.clock.pass(2000);
      expect(texts(chat)).toEqual(["ensimmäinen", "toinen"]);
    }
  });

  test("have one each where they cannot wait, and neither takes the other's key or forgets it", async () => {
    inTurn = (act) => act();
    const [one, other] = [newChat(), newChat()];
    one.say("ensimmäinen");
    await service.clock.pass(100);
    other.say("toinen");
    await service.clock.pass(2000);
    expect(kept).toMatchObject({ key: "key-2", conversation: OTHER });

    // As each `storage` event does.
    one.resume();
    release();
    await service.clock.pass(2000);
    expect(kept).toMatchObject({ key: "key-1", conversation: ID });
    one.say("lisää");
    await service.clock.pass(2000);
    expect(texts(one)).toEqual(["ensimmäinen", "lisää"]);
    expect(texts(other)).toEqual(["toinen"]);

    other.startOver();
    expect(kept).toMatchObject({ key: "key-1", conversation: ID });
  });

  test("a start that may have arrived goes on under its own key, whatever others have started meanwhile", async () => {
    inTurn = (act) => act();
    const one = newChat();
    problems = [{ code: "offline", sentence: "" }];
    one.say("ensimmäinen");
    await service.clock.pass(100);
    kept = {
      key: "key-9",
      conversation: OTHER,
      until: service.clock.now + HOUR,
      language: "fi",
      size: 0,
      sound: false,
    };
    one.resume();
    await service.clock.pass(10_000);
    release();
    await service.clock.pass(1000);

    expect(starts()).toEqual(["key-1", "key-1"]);
    expect(texts(one)).toEqual(["ensimmäinen"]);
  });

  test("a start that was given up without an answer may have arrived all the same, and keeps its key", async () => {
    inTurn = (act) => act();
    const [one, other] = [newChat(), newChat()];
    problems = Array.from({ length: 4 }, () => ({ code: "offline", sentence: "" }));
    one.say("ensimmäinen");
    await service.clock.pass(60_000);
    expect(pending(one)).toEqual(["ensimmäinen: not_sent"]);
    other.say("toinen");
    await service.clock.pass(100);
    release();
    await service.clock.pass(1000);

    one.resume();
    one.retry(one.screen.pending[0]?.id as string);
    await service.clock.pass(2000);
    expect(starts()).toEqual(["key-1", "key-1", "key-1", "key-1", "key-2", "key-1"]);
    expect(texts(one)).toEqual(["ensimmäinen"]);
    expect(texts(other)).toEqual(["toinen"]);
  });

  test("a start that was refused goes on in the conversation that another tab has started", async () => {
    inTurn = (act) => act();
    const [one, other] = [newChat(), newChat()];
    problems = [{ code: "too_many_waiting", sentence: "", retry_after: 60 }];
    one.say("ensimmäinen");
    await service.clock.pass(100);
    other.say("toinen");
    await service.clock.pass(100);
    release();
    await service.clock.pass(90_000);

    expect(starts()).toEqual(["key-1", "key-2"]);
    expect(texts(one)).toEqual(["toinen", "ensimmäinen"]);
    expect(texts(other)).toEqual(["toinen", "ensimmäinen"]);
  });
});

describe("the end", () => {
  test("the key is forgotten 30 minutes after it", async () => {
    const chat = await talking();
    expect(await chat.end()).toBe(true);
    await service.clock.pass(1000);
    expect(chat.ended).toBe(true);
    expect(kept?.until).toBeGreaterThan(service.clock.now);

    await service.clock.pass(29 * 60_000);
    expect(kept).not.toBeNull();
    await service.clock.pass(2 * 60_000);
    expect(kept).toBeNull();
  });

  test("a key that should have been forgotten is not used any more", async () => {
    await talking();
    if (kept) kept = { ...kept, until: service.clock.now };
    const chat = newChat();
    chat.resume();

    expect(chat.started).toBe(false);
    expect(kept).toBeNull();
  });

  test("an end that is refused leaves the conversation open and says why", async () => {
    const chat = await talking();
    problems = [{ code: "unavailable", sentence: "" }];

    expect(await chat.end()).toBe(false);
    expect(chat.asked.end.problem?.code).toBe("unavailable");
    expect(chat.ended).toBe(false);
  });

  test("reference and rights code are derived from the key, without asking", async () => {
    hashes = true;
    const chat = await talking();

    expect(await chat.fetchRights()).toBe(true);
    expect(chat.rights).toEqual({ reference: ID, rights_code: "of key-1" });
    expect(asked.map(({ path }) => path)).not.toContain("v1/conversation/rights");
  });

  test("where the browser cannot hash they can be fetched, again when it failed", async () => {
    const chat = await talking();
    problems = [{ code: "offline", sentence: "" }];

    expect(await chat.fetchRights()).toBe(false);
    expect(await chat.fetchRights()).toBe(true);
    expect(chat.rights).toEqual({ reference: "7K3M", rights_code: "4FZ7" });
  });

  test("a new beginning has a new key", async () => {
    const chat = await talking();
    await chat.end();
    chat.startOver();
    expect(kept).toBeNull();
    expect(chat.screen.entries).toEqual([]);

    chat.say("uusi");
    await service.clock.pass(0);
    expect(asked.filter(({ path }) => path === "v1/conversations").map(({ key }) => key)).toEqual(["key-1", "key-2"]);
  });
});

describe("the copy by e-mail", () => {
  test("an order shows its state at once, and only an address that the visitor wrote is offered", async () => {
    answers["v1/conversation/transcript"] = ({ address }: { address: string }) => ({
      order: 1,
      state: "ordered",
      at: 1,
      address,
    });
    const chat = newChat();
    chat.say("Osoitteeni on oma@example.com.");
    await service.clock.pass(200);
    service.tell(ID, { kind: "said", by: "agent", text: "Tässä meidän: palvelu@example.com" });
    await service.clock.pass(200);

    expect(writtenAddress(chat.screen)).toBe("oma@example.com");
    expect(await chat.order("oma@example.com")).toBe(true);
    expect(chat.transcript).toMatchObject({ state: "ordered", address: "oma@example.com" });
  });

  test("a code that is wrong says how often it may be tried", async () => {
    const chat = await talking();
    problems = [{ code: "wrong_code", sentence: "", tries_left: 2 }];

    expect(await chat.confirm("000000")).toBe(false);
    expect(chat.asked.confirm.problem).toMatchObject({ code: "wrong_code", tries_left: 2 });
    chat.forgive("confirm");
    expect(chat.asked.confirm.problem).toBeNull();
  });
});

describe("reading", () => {
  test("the agent's messages are told as read when they are before one's eyes, with one frame", async () => {
    const chat = await talking();
    chat.look(false);
    service.tell(ID, { kind: "said", by: "agent", text: "1" });
    service.tell(ID, { kind: "said", by: "agent", text: "2" });
    await service.clock.pass(5000);
    expect(chat.unread).toBe(2);
    expect(service.framesThat("read")).toEqual([]);

    chat.look(true);
    await service.clock.pass(READ_ALONE_AFTER + 100);
    expect(chat.unread).toBe(0);
    expect(service.framesThat("read")).toEqual([{ do: "read", conversation: ID, seq: 3 }]);
  });

  test("one's own messages need no telling", async () => {
    service.faults = noFaults;
    const chat = await talking();
    chat.look(true);
    await service.clock.pass(2 * READ_ALONE_AFTER);

    expect(service.framesThat("read")).toEqual([]);
  });
});
