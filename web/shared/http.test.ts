import { describe, expect, test } from "vitest";
import { asking, problemOf, Refusal } from "./http";

interface Asked {
  address: string;
  request: RequestInit;
}

function service(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = [];
  const ask = asking({
    base: "https://chat.example/api/",
    headers: () => ({ Authorization: "Bearer key" }),
    fetch: async (address, request) => {
      asked.push({ address: String(address), request: request ?? {} });
      return answer();
    },
  });
  return { ask, asked };
}

const refusalOf = (answer: () => Response | Promise<Response>) =>
  service(answer)
    .ask("GET", "v1/conversation")
    .catch((failure: unknown) => failure);

describe("asking", () => {
  test("sends JSON with the headers and gives the decoded answer", async () => {
    const { ask, asked } = service(() => Response.json({ ticket: "t" }));

    expect(await ask("POST", "v1/tickets", { a: 1 })).toEqual({ ticket: "t" });
    expect(asked[0]?.address).toBe("https://chat.example/api/v1/tickets");
    expect(asked[0]?.request).toMatchObject({
      method: "POST",
      body: '{"a":1}',
      headers: { Authorization: "Bearer key", "Content-Type": "application/json" },
    });
  });

  test("escapes the sign that stands for what is no UTF-8, so that it can be said", async () => {
    const { ask, asked } = service(() => Response.json({}));
    await ask("POST", "v1/conversation/messages", { text: "caf\ufffd" });

    expect(asked[0]?.request.body).toBe('{"text":"caf\\ufffd"}');
    expect(JSON.parse(String(asked[0]?.request.body))).toEqual({ text: "caf\ufffd" });
  });

  test("an answer without content is nothing", async () => {
    expect(await service(() => new Response(null, { status: 204 })).ask("POST", "v1/sign-out")).toBeNull();
  });
});

describe("refusals", () => {
  test("carry the service's problem and status", async () => {
    const problem = { code: "wrong_code", sentence: "no", tries_left: 2 };

    expect(await refusalOf(() => Response.json(problem, { status: 422 }))).toMatchObject({ problem, status: 422 });
  });

  test.each([
    [429, "too_many"],
    [502, "unavailable"],
    [403, "unexpected"],
  ])("a %i in a gateway's own words is %s", async (status, code) => {
    const answer = () => new Response("<html>", { status, headers: { "Retry-After": "7" } });

    expect(await refusalOf(answer)).toMatchObject({ code, status });
    if (code !== "unexpected") expect(problemOf(await refusalOf(answer)).retry_after).toBe(7);
  });

  test("no answer is offline", async () => {
    expect(await refusalOf(() => Promise.reject(new TypeError("Failed to fetch")))).toMatchObject({ code: "offline" });
  });

  test("an answer that is not JSON is unexpected", async () => {
    expect(await refusalOf(() => new Response("hello"))).toMatchObject({ code: "unexpected" });
  });

  test("an answer that breaks off is offline", async () => {
    const broken = () =>
      new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError("network error")) }));

    expect(await refusalOf(broken)).toMatchObject({ code: "offline" });
  });

  test("any other failure has a problem too", () => {
    expect(problemOf(new Error("bug")).code).toBe("unexpected");
    expect(problemOf(new Refusal({ code: "offline", sentence: "" })).code).toBe("offline");
  });
});
