import { beforeEach, describe, expect, test, vi } from "vitest";
import { console as words } from "../words/en/console";
import { A, bench, factsOf, me, START, settled } from "./for_tests";
import { accessLog } from "./rooms/access_log/room";
import { desk } from "./rooms/desk/room";

const stage = () => at.it.session.stage.value.is;

let at: ReturnType<typeof bench>;
beforeEach(() => {
  at = bench();
});

describe("who may be where", () => {
  test("nobody signed in is led to sign in, without blame", async () => {
    at.refuse("v1/me", "unauthenticated");
    await at.begin();

    expect(stage()).toBe("signing_in");
    expect(at.it.session.signingIn.value.why).toBeNull();
  });

  test("the console stays shut until the commitment is accepted", async () => {
    const { accepted_at: _, ...open } = me().commitment;
    at.answers["v1/me"] = me({ commitment: open });
    await at.begin();

    expect(stage()).toBe("commitment");
    expect(at.hasDesk()).toBe(false);
    expect(at.asked).not.toContain("GET v1/desk");

    at.answers["v1/me/commitment"] = me();
    await at.it.session.commit("v1");

    expect(stage()).toBe("working");
  });

  test("a missing commitment met anywhere leads back to it", async () => {
    await at.begin();
    const { accepted_at: _, ...open } = me().commitment;
    at.answers["v1/me"] = me({ commitment: open });
    at.refuse("v1/desk", "commitment_missing");
    await at.desk().work.refresh();
    await settled();

    expect(stage()).toBe("commitment");
  });

  test("on a network where none of one's roles may be used it says so, and trying again asks once", async () => {
    at.refuse("v1/me", "network");
    await at.begin();
    expect(at.it.session.stage.value).toEqual({ is: "elsewhere", tries: 0 });

    const before = at.asked.length;
    await at.it.session.begin();
    expect(at.it.session.stage.value).toEqual({ is: "elsewhere", tries: 1 });
    at.clock.now += 60_000;
    at.it.tick();
    await settled();
    expect(at.asked.slice(before)).toEqual(["GET v1/me"]);

    at.answers["v1/me"] = me();
    await at.it.session.begin();
    expect(stage()).toBe("working");
  });

  test("a code that was right on the wrong network is not asked for again, and one can sign out", async () => {
    at.refuse("v1/me", "unauthenticated");
    await at.begin();
    at.refuse("v1/sign-in", "network");
    await at.it.session.giveCredentials("agent.a", "x");

    expect(stage()).toBe("elsewhere");
    expect(at.it.session.signingIn.value).toMatchObject({ user: "agent.a", mistakes: [], step: { name: "password" } });
    at.answers["v1/sign-out"] = undefined;
    at.it.signOut();
    await settled();
    expect(stage()).toBe("signing_in");
  });

  test("whoever loses the desk alone goes on in the rooms that are left, and gets it back", async () => {
    await at.begin();
    at.answers["v1/me"] = me({ roles: ["data-protection-officer"], may: ["access_log"] });
    await at.hear({ is: "ended", why: "network" });
    await settled();

    expect(stage()).toBe("working");
    expect(at.it.room.value.name).toBe("access_log");
    expect(at.hasDesk()).toBe(false);
    at.answers["v1/me"] = me();
    at.clock.now += 10_000;
    at.it.tick();
    await settled();
    await settled();
    expect(at.hasDesk()).toBe(true);
  });

  test("a data-protection officer begins in the access log, without a desk or a socket", async () => {
    at.answers["v1/me"] = me({ roles: ["data-protection-officer"], may: ["access_log"] });
    await at.begin();

    expect(at.it.room.value.name).toBe("access_log");
    expect(at.location.hash).toBe("#/access_log");
    expect(at.hasDesk()).toBe(false);
    expect(at.asked).not.toContain("POST v1/tickets");
  });

  test("a service that does not answer is told, and asking again helps", async () => {
    at.refuse("v1/me", "offline");
    await at.begin();
    const before = stage();
    at.answers["v1/me"] = me();
    await at.it.session.begin();

    expect(before).toBe("unreachable");
    expect(stage()).toBe("working");
  });
});

describe("a session that ends", () => {
  async function working() {
    at.answers["v1/desk"] = {
      waiting: [],
      left: [],
      mine: [{ conversation: A, site: "demo", language: "fi", started_at: START }],
      now: START,
    };
    await at.begin();
    await at.hear({ is: "history", facts: factsOf(A), entries: [] });
  }

  test("keeps drafts and unsent messages for the same person", async () => {
    await working();
    at.desk().work.say(A, "on its way");
    at.desk().work.typed(A, "half a sentence");
    at.refuse("v1/desk", "unauthenticated");
    await at.desk().work.refresh();

    expect(stage()).toBe("signing_in");
    expect(at.it.session.signingIn.value).toMatchObject({ user: "agent.a", why: "expired" });

    at.answers["v1/sign-in"] = { next: "done" };
    at.answers["v1/desk"] = { waiting: [], left: [], mine: [], now: START };
    await at.it.session.giveCredentials("agent.a", "x");
    await settled();

    expect(at.desk().work.drafts.of(A)).toBe("half a sentence");
    expect(at.desk().work.screenOf(A)?.pending).toMatchObject([{ text: "on its way", state: "sending" }]);
  });

  test("a network met in the middle of the work ends it until one is back, and keeps what was typed", async () => {
    await working();
    at.desk().work.typed(A, "half a sentence");
    at.refuse("v1/me", "network");
    await at.hear({ is: "ended", why: "network" });
    await settled();

    expect(stage()).toBe("elsewhere");
    expect(at.hasDesk()).toBe(false);
    at.answers["v1/me"] = me();
    await at.begin();
    expect(at.desk().work.drafts.of(A)).toBe("half a sentence");
  });

  test("keeps nothing of it for somebody else", async () => {
    await working();
    at.desk().work.typed(A, "half a sentence");
    await at.hear({ is: "ended", why: "signed_out" });

    expect(at.it.session.signingIn.value.why).toBe("signed_out");

    at.answers["v1/sign-in"] = { next: "done" };
    at.answers["v1/me"] = me({ person: "agent.b" });
    at.answers["v1/desk"] = { waiting: [], left: [], mine: [], now: START };
    await at.it.session.giveCredentials("agent.b", "x");
    await settled();

    expect(at.desk().work.drafts.of(A)).toBe("");
    expect(at.desk().work.screenOf(A)).toBeUndefined();
  });

  test("signs out by itself when nobody has touched anything until its end", async () => {
    await working();
    at.clock.now = START + 30 * 60_000;
    at.it.tick();
    await settled();

    expect(at.asked).toContain("POST v1/sign-out");
    expect(stage()).toBe("signing_in");
  });

  test("goes on where somebody is at work in another tab: the service is asked before it is ended", async () => {
    await working();
    at.answers["v1/me"] = me({ session_ends_at: START + 50 * 60_000 });
    at.clock.now = START + 30 * 60_000;
    at.it.tick();
    at.it.tick();
    await settled();

    expect(at.asked.filter((one) => one === "GET v1/me?by=page")).toHaveLength(1);
    expect(at.asked).not.toContain("POST v1/sign-out");
    expect(stage()).toBe("working");
    expect(at.it.sessionEnds.value).toBe(START + 50 * 60_000);
  });

  test("is looked after every few seconds where no line tells of its end, which is no sign of work", async () => {
    at.answers["v1/me"] = me({ roles: ["administrator"], may: ["access_log"] });
    await at.begin();
    at.it.go(accessLog);
    at.clock.now = START + 5_000;
    at.it.tick();
    await settled();
    expect(at.asked.filter((one) => one === "GET v1/me?by=page")).toHaveLength(1);
    at.clock.now = START + 11 * 60_000;
    at.it.touched();
    await settled();
    expect(at.asked.filter((one) => one === "GET v1/me")).toHaveLength(2);
    at.refuse("v1/me", "unauthenticated");
    at.it.tick();
    await settled();

    expect(stage()).toBe("signing_in");
  });

  test("leaves nothing behind when its person signs out, and says that they have left", async () => {
    await working();
    at.desk().work.typed(A, "half a sentence");
    at.it.signOut();
    await at.hear({ is: "ended", why: "signed_out" });

    expect(at.it.session.signingIn.value).toMatchObject({ user: "", why: "left" });
    expect(at.tab.getItem("juttu.drafts")).toBeNull();
  });

  test("is not ended by a clock that is wrong", async () => {
    Object.assign(at.clock, { now: START + 5 * 3_600_000, ahead: -5 * 3_600_000 });
    await at.begin();
    at.it.tick();

    expect(stage()).toBe("working");
    expect(at.it.sessionEnds.value).toBe(at.clock.now + 30 * 60_000);
  });

  test("is not ended by a clock that is put right meanwhile", async () => {
    Object.assign(at.clock, { now: START - 12 * 3_600_000, ahead: 12 * 3_600_000 });
    await at.begin();
    Object.assign(at.clock, { now: START + 60_000, ahead: 0 });
    at.it.tick();
    await settled();

    expect(at.asked).not.toContain("POST v1/sign-out");
    expect(stage()).toBe("working");
    expect(at.it.sessionEnds.value).toBe(START + 30 * 60_000);
  });

  test("goes on while somebody works, asked for every ten minutes at most", async () => {
    await working();
    const asked = () => at.asked.filter((one) => one === "GET v1/me").length;
    const before = asked();
    at.clock.now = START + 9 * 60_000;
    at.it.touched();
    await settled();
    expect(asked()).toBe(before);

    at.clock.now = START + 11 * 60_000;
    at.refuse("v1/me", "offline");
    at.it.touched();
    at.it.touched();
    await settled();
    expect(asked()).toBe(before + 1);

    at.clock.now = START + 12 * 60_000;
    at.answers["v1/me"] = me({ session_ends_at: START + 42 * 60_000 });
    at.it.touched();
    await settled();
    expect(asked()).toBe(before + 2);
    at.clock.now = START + 31 * 60_000;
    at.it.tick();

    expect(stage()).toBe("working");
  });

  test("is known to last longer by each message that is taken, without being asked for", async () => {
    await working();
    const asked = () => at.asked.filter((one) => one === "GET v1/me").length;
    const before = asked();
    at.clock.now = START + 9 * 60_000;
    const entry = { seq: 2, kind: "said" as const, by: "agent" as const, at: at.clock.now, text: "x", id: "id-of-one" };
    await at.hear({ is: "said", conversation: A, entry, session_ends_at: START + 38 * 60_000 });
    at.clock.now = START + 18 * 60_000;
    at.it.touched();
    await settled();

    expect(asked()).toBe(before);
    expect(at.it.sessionEnds.value).toBe(START + 38 * 60_000);
  });

  test("that was replaced in another window says so and can be taken back", async () => {
    await working();
    await at.hear({ is: "ended", why: "replaced" });

    expect(stage()).toBe("working");
    expect(at.desk().work.link.value).toEqual({ is: "ended", why: "replaced" });

    at.desk().work.wake();

    expect(at.desk().work.link.value.is).toBe("connecting");
  });
});

describe("the end of a session that is near", () => {
  test("is heard and notified of once", async () => {
    await at.begin();
    at.clock.now = START + 27 * 60_000 + 1000;
    at.it.tick();
    at.it.tick();

    expect(at.rung.filter((one) => one !== "prime")).toEqual(["knock", `notify ${words.ringing.ending}`]);
  });
});

describe("rooms", () => {
  const B = "5TGF9QWX0A1BC2D3";

  test("are those that the service says, and who comes by a link to another is told", async () => {
    at.answers["v1/me"] = me({ may: ["access_log"] });
    at.location.hash = "#/desk/7K3M-9QWX-0A1B-C2D3";
    at.it.moved();
    await at.begin();

    expect(at.it.rooms.value.map(({ name }) => name)).toEqual(["access_log"]);
    expect(at.it.room.value.name).toBe("access_log");
    expect(at.it.notices.toast.value?.sentence).toBe(words.notYourRoom);
  });

  test("are gone to and back, and one finds what was open", async () => {
    await at.begin();
    at.it.go(desk, { conversation: B });
    at.it.go(accessLog);

    expect(at.location.hash).toBe("#/access_log");
    expect(at.it.openings.value["access_log"]?.is).toBe("loading");

    at.it.go(desk);

    expect(at.location.hash).toBe("#/desk/5TGF-9QWX-0A1B-C2D3");
    expect(at.it.placeOf(desk).value).toEqual({ conversation: B });
  });

  test("that cannot be fetched say so, and the others work on", async () => {
    vi.spyOn(accessLog, "load").mockRejectedValue(new TypeError("offline"));
    await at.begin();
    at.it.go(accessLog);
    await settled();

    expect(at.it.openings.value["access_log"]).toEqual({ is: "refused" });
    expect(at.it.openings.value["desk"]?.is).toBe("open");
  });

  test("that could not be fetched are tried again by whoever comes back, and not because its person is told anew", async () => {
    const load = vi.spyOn(accessLog, "load").mockRejectedValue(new TypeError("offline"));
    await at.begin();
    at.it.go(accessLog);
    await settled();
    const entry = { seq: 2, kind: "said" as const, by: "agent" as const, at: START, text: "x", id: "id-of-one" };
    await at.hear({ is: "said", conversation: A, entry, session_ends_at: START + 38 * 60_000 });
    await settled();
    expect(load).toHaveBeenCalledTimes(1);

    at.it.go(desk);
    at.it.go(accessLog);
    await settled();
    expect(load).toHaveBeenCalledTimes(2);
  });

  test("that come when somebody has left meanwhile are not opened behind them", async () => {
    let arrive: (loaded: never) => void = () => {};
    let opened = 0;
    vi.spyOn(accessLog, "load").mockReturnValue(new Promise((resolve) => (arrive = resolve)));
    await at.begin();
    at.it.go(accessLog);
    at.it.signOut();
    await settled();
    arrive({ open: () => (opened += 1) } as never);
    await settled();

    expect(stage()).toBe("signing_in");
    expect(opened).toBe(0);
    expect(at.hasDesk()).toBe(false);
  });

  test("give their commands to keys and palette while they are on the screen, beside the console's own", async () => {
    await at.begin();
    const names = () => at.it.commands.value.map(({ name }) => name);
    expect(names()).toEqual(expect.arrayContaining(["take", "close", "go.access_log", "keys", "sign_out"]));
    at.it.go(accessLog);

    expect(names()).not.toContain("take");
    expect(names()).toContain("go.desk");
  });

  test("no two commands have one name or one key", async () => {
    await at.begin();
    const keys = at.it.commands.value.flatMap(({ key }) => key ?? []);

    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(at.it.commands.value.map(({ name }) => name)).size).toBe(at.it.commands.value.length);
  });
});
