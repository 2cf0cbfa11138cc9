/**
 * A visitor's client, written from docs/protocol.md: each line typed is said, each entry is printed as a line of JSON.
 * The end of the input closes the conversation. In a browser `WebSocket` is there, and the browser says the `Origin`.
 */
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

interface Entry {
  seq: number;
  id?: string;
}

/** An answer, a refusal or a frame: the fields that are looked at here. */
interface Answer {
  is?: string;
  code?: string;
  sentence?: string;
  retry_after?: number;
  challenge?: string;
  bits?: number;
  of?: string;
  id?: string;
  n?: number;
  why?: string;
  facts?: { conversation: string; status: string; sent: number };
  entries?: Entry[];
  entry?: Entry;
  more?: boolean;
  ticket?: string;
  socket?: string;
}

interface Message {
  id: string;
  text: string;
  n?: number;
}

type Frame = { do: "join"; conversation: string; after: number } | ({ do: "say"; conversation: string } & Message);

const AGAIN = ["too_many", "unavailable", "log_unavailable"];
const UNAVAILABLE: Answer = { code: "unavailable", sentence: "No answer." };

const sleep = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));
const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
const again = ({ code }: Answer) => code !== undefined && AGAIN.includes(code);

/** Returns random bytes in base64url: 32 of them are a key of 43 characters. */
function random(bytes: number): string {
  const binary = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes)));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Returns an answer for which the digest begins with so many zero bits: at most 32 are looked at. */
async function answerTo(challenge: string, bits: number): Promise<string> {
  for (let answer = 0; ; answer++) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${challenge}:${answer}`));
    if (new DataView(digest).getUint32(0) < 2 ** (32 - bits)) return `${answer}`;
  }
}

/** Returns whether this is the answer to a frame, and not to an earlier try. */
function answers(answer: Answer, frame: Frame): boolean {
  if (answer.is === "history") return frame.do === "join";
  if (frame.do === "join") return answer.is === "refused" && answer.of === "join";
  if (answer.is === "said") return answer.entry?.id === frame.id;
  return answer.of === "say" && answer.id === frame.id && answer.n === frame.n;
}

/** One visitor in one conversation: catch up, say what waits, wait for what comes, and again. */
class Client {
  outbox: Message[] = [];
  typedAll = false;
  over = false;
  woken = () => {};
  readonly #key = random(32);
  #conversation = "";
  #seq = 0;
  #sent = 0;
  #failures = 0;
  #socket: WebSocket | null = null;
  #opensAt = 0;
  #answered = (_: Answer) => {};

  constructor(readonly service: string) {}

  /** Starts the conversation, after a wait and some work where many were started from this network. */
  async start(site: string, text: string): Promise<void> {
    const start = { site, language: "fi", id: random(8), text };
    let check: { challenge: string; answer: string } | undefined;
    for (;;) {
      const { facts, ...problem } = await this.call("POST", "/v1/conversations", { ...start, check });
      if (facts !== undefined) {
        this.#conversation = facts.conversation;
        return;
      }
      if (problem.code === "check_needed") {
        const { challenge = "", bits = 0 } = problem;
        check = { challenge, answer: await answerTo(challenge, bits) };
      } else if (!again(problem) && problem.code !== "too_many_waiting") {
        throw new Error(problem.sentence);
      }
      await this.#pause(problem);
    }
  }

  /** Follows the conversation to its end. */
  async talk(): Promise<void> {
    while (!this.over) {
      const woken = new Promise<void>((wake) => {
        this.woken = wake;
      });
      if (this.#socket === null && Date.now() >= this.#opensAt) await this.#open();
      if (!(await this.#catchUp()) || this.over) continue;
      const [first] = this.outbox;
      if (first !== undefined) await this.#say(first);
      else if (this.typedAll) await this.#pause(await this.call("POST", "/v1/conversation/close"));
      else await Promise.race([woken, sleep(this.#socket === null ? 5 : 45)]);
    }
    this.#socket?.close();
  }

  /** Returns what is answered over HTTPS; an answer that is not the service's own is like `unavailable`. */
  async call(method: string, path: string, body?: object): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.#key}`, origin: this.service, "content-type": "application/json" };
    try {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(this.service + path, { method, headers, ...sent });
      const answer: Answer = await response.json();
      return response.ok || answer.code !== undefined ? answer : UNAVAILABLE;
    } catch {
      return UNAVAILABLE;
    }
  }

  /** Prints what came after `seq`; returns whether nothing is left out. */
  async #catchUp(): Promise<boolean> {
    for (let more = true; more; ) {
      const join: Frame = { do: "join", conversation: this.#conversation, after: this.#seq };
      const history = await this.#ask(join, "GET", `/v1/conversation?after=${this.#seq}`);
      if (history.facts === undefined) {
        this.over ||= !again(history);
        await this.#pause(history);
        return false;
      }
      for (const entry of history.entries ?? []) {
        if (entry.seq !== this.#seq + 1) continue; // it may answer an earlier question
        print(entry);
        this.#seq = entry.seq;
        this.outbox = this.outbox.filter((each) => each.id !== entry.id);
      }
      more = history.more ?? false;
      this.#sent = history.facts.sent;
      this.over ||= !more && history.facts.status === "closed";
    }
    this.#failures = 0;
    return true;
  }

  /** Says the first that waits, under the next count. Unless it is refused for good, the next round looks for it. */
  async #say(first: Message): Promise<void> {
    const message = { ...first, n: this.#sent + 1 };
    const say: Frame = { do: "say", conversation: this.#conversation, ...message };
    const answer = await this.#ask(say, "POST", "/v1/conversation/messages", message);
    if (again(answer)) {
      await this.#pause(answer);
    } else if (answer.code !== undefined && answer.code !== "out_of_order") {
      this.outbox.shift();
      print({ not_sent: first.text, code: answer.code });
    }
  }

  /** Returns the answer to a frame, from the socket or, without one, over HTTPS. */
  async #ask(frame: Frame, method: string, path: string, body?: object): Promise<Answer> {
    const socket = this.#socket;
    if (socket === null) return this.call(method, path, body);
    const answered = new Promise<Answer>((done) => {
      this.#answered = (answer) => (answer === UNAVAILABLE || answers(answer, frame)) && done(answer);
    });
    socket.send(JSON.stringify(frame));
    const answer = await Promise.race([answered, sleep(10).then(() => UNAVAILABLE)]);
    if (answer === UNAVAILABLE) {
      this.#socket = null; // whatever it was, a new one is better
      socket.close();
    }
    return answer;
  }

  /** Opens a socket. Where none opens, everything goes over HTTPS until the next try. */
  async #open(): Promise<void> {
    this.#opensAt = Date.now() + 10_000 + Math.random() * 20_000;
    const { ticket, socket: address = "" } = await this.call("POST", "/v1/tickets");
    if (ticket === undefined) return;
    const socket = new WebSocket(address, ["juttu.v1", `ticket.${ticket}`], { origin: this.service });
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(`${data}`));
    await new Promise<void>((done) => {
      socket.onopen = () => {
        this.#socket = socket;
        this.#opensAt = 0;
        done();
      };
      socket.onerror = () => done();
      socket.onclose = () => {
        if (this.#socket === socket) this.#socket = null;
        this.#answered(UNAVAILABLE);
        this.woken();
        done();
      };
    });
  }

  /** Gives answers to whoever asked; whatever else comes is a reason to catch up. */
  #heard(frame: Answer): void {
    if (frame.is === undefined) this.#answered(UNAVAILABLE); // the gateway's own
    if (["history", "said", "refused"].includes(frame.is ?? "")) this.#answered(frame);
    this.over ||= frame.why === "replaced";
    if (["told", "changed", "ended", "erased"].includes(frame.is ?? "")) this.woken();
  }

  /** Waits as long as a refusal says, and a random time that grows. */
  #pause({ retry_after = 0 }: Answer): Promise<unknown> {
    this.#failures += 1;
    return sleep(retry_after + Math.random() * Math.min(2 ** this.#failures / 2, 30));
  }
}

const [service = "", site = ""] = process.argv.slice(2);
const client = new Client(service);
let talking: Promise<void> | undefined;
for await (const text of createInterface({ input: process.stdin })) {
  if (talking === undefined) {
    await client.start(site, text);
    talking = client.talk();
  } else {
    client.outbox.push({ id: random(8), text });
    client.woken();
  }
}
client.typedAll = true;
client.woken();
await talking;
process.exit(); // what is left are timers
