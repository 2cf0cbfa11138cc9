/**
 * A visitor's client, written from docs/protocol.md: each line typed is said, each entry is printed as a line of JSON.
 * The end of the input closes the conversation. In a browser `WebSocket` is there, and the browser says the `Origin`.
 */
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import type { Entry, Facts, Join, Problem, Refused, Say, Started, Ticket } from "../shared/wire";

/** What is looked at in a frame; one of the gateway's own has nothing of it. */
interface Frame extends Partial<Omit<Refused, "is">> {
  is?: string;
  facts?: Facts;
  entry?: Entry | null;
  entries?: Entry[];
  seq?: number;
  why?: string;
}

const AGAIN = ["too_many", "too_many_waiting", "unavailable", "log_unavailable"];
const written = (value: object) => JSON.stringify(value).replaceAll("\ufffd", "\\ufffd");
const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
const random = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("base64url");

/** Returns an answer for which the digest begins with so many zero bits: at most 32 are looked at. */
async function answerTo(challenge: string, bits: number): Promise<string> {
  for (let answer = 0; ; answer++) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${challenge}:${answer}`));
    if (new DataView(digest).getUint32(0) < 2 ** (32 - bits)) return `${answer}`;
  }
}

/** One visitor in one conversation. One frame at a time is asked, and waits for its answer. */
class Client {
  outbox: { id: string; text: string }[] = [];
  typedAll = false;
  readonly #key = random(32);
  #conversation = "";
  #over = false;
  #failures = 0;
  #seq = 0; // the last that is printed
  #newest = 0; // the last there is
  #sent = 0; // one's own last `n`
  #sure = false; // whether a history has come since anything may have been missed
  #asked: Join | Say | undefined;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #broken = () => {};

  constructor(readonly service: string) {}

  /** Starts the conversation with its first message, and follows it to its end on one socket after the other. */
  async talk(site: string, text: string): Promise<void> {
    const start = { site, language: "fi", id: random(8), text };
    this.#conversation = (await this.#call<Started>("/v1/conversations", start)).facts.conversation;
    while (!this.#over) {
      const { ticket, socket } = await this.#call<Ticket>("/v1/tickets");
      await this.#follow(new WebSocket(socket, ["juttu.v1", `ticket.${ticket}`], { origin: this.service }));
      if (!this.#over) await this.#pause({});
    }
  }

  /** Asks for what is missing, else to say what waits, unless an answer is awaited. */
  ask(): void {
    if (this.#asked !== undefined || this.#socket?.readyState !== WebSocket.OPEN) return;
    const conversation = this.#conversation;
    const [first] = this.outbox;
    if (!this.#sure || this.#seq < this.#newest) this.#asked = { do: "join", conversation, after: this.#seq };
    else if (first !== undefined) this.#asked = { do: "say", conversation, n: this.#sent + 1, ...first };
    else if (this.typedAll) void this.#close();
    clearTimeout(this.#timer);
    this.#timer = this.#asked ? setTimeout(() => this.#broken(), 10_000) : setTimeout(() => this.#look(), 45_000);
    if (this.#asked !== undefined) this.#socket.send(written(this.#asked));
  }

  async #close(): Promise<void> {
    this.typedAll = false;
    await this.#call("/v1/conversation/close");
    this.#look();
  }

  /** Looks for what may have been lost. */
  #look(): void {
    this.#sure = false;
    this.ask();
  }

  /** Returns the answer over HTTPS, after as many tries as it takes. Throws when it is no. */
  async #call<Answer>(path: string, body?: object): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.#key}`, origin: this.service, "content-type": "application/json" };
    for (let check = {}; ; ) {
      const sent = body === undefined ? {} : { body: written({ ...body, ...check }) };
      const response = await fetch(this.service + path, { method: "POST", headers, ...sent }).catch(() => undefined);
      const answer = await response?.json().catch(() => undefined);
      if (response?.ok && answer !== undefined) return answer;
      const problem: Partial<Problem> = answer ?? {};
      const { code = "unavailable", challenge, bits } = problem; // where there is none, it is the gateway's own
      if (challenge && bits) check = { check: { challenge, answer: await answerTo(challenge, bits) } };
      else if (!AGAIN.includes(code)) throw new Error(problem.sentence);
      await this.#pause(problem);
    }
  }

  /** Waits as long as a refusal says, and a random time that grows. */
  #pause({ retry_after }: { retry_after?: number | null }): Promise<void> {
    this.#failures += 1;
    const seconds = (retry_after ?? 0) + Math.random() * Math.min(2 ** this.#failures / 2, 30);
    return new Promise((done) => setTimeout(done, seconds * 1000));
  }

  /** Asks and hears on a socket until its line is broken, or the conversation over. */
  async #follow(socket: WebSocket): Promise<void> {
    this.#socket = socket;
    this.#asked = undefined;
    this.#sure = false;
    await new Promise<void>((broken) => {
      this.#broken = broken;
      socket.onopen = () => this.ask();
      socket.onmessage = ({ data }) => this.#hear(JSON.parse(`${data}`));
      socket.onerror = () => broken();
      socket.onclose = () => broken();
    });
    clearTimeout(this.#timer);
    socket.onmessage = null;
    socket.close();
  }

  /** Prints what is next in a frame, and sees whether it answers what was asked. */
  async #hear(frame: Frame): Promise<void> {
    const { is, facts, entry, entries = entry ? [entry] : [] } = frame;
    for (const each of entries) {
      this.#newest = Math.max(this.#newest, each.seq);
      if (each.seq !== this.#seq + 1) continue;
      print(each);
      this.#seq = each.seq;
      this.#over ||= each.kind === "closed";
      this.outbox = this.outbox.filter(({ id }) => id !== each.id);
    }
    this.#newest = Math.max(this.#newest, frame.seq ?? 0, facts?.seq ?? 0); // an entry may be missing, or be told later
    const [join, say] = [this.#asked?.do === "join", this.#asked?.do === "say" ? this.#asked : undefined];
    if (is === "history" && join && facts !== undefined) {
      [this.#sent, this.#sure, this.#failures] = [Math.max(this.#sent, facts.sent), true, 0];
      this.#asked = undefined;
    } else if (is === "said" && say !== undefined && entry?.id === say.id) {
      this.#sent = say.n;
      this.#asked = undefined;
    } else if (is === "refused" && frame.id === say?.id && frame.n === say?.n) {
      clearTimeout(this.#timer);
      const { code = "" } = frame;
      if (AGAIN.includes(code)) await this.#pause(frame);
      else if (join) this.#over = true;
      else if (code !== "out_of_order") print({ not_sent: this.outbox.shift()?.text, code });
      [this.#asked, this.#sure] = [undefined, false]; // before anything is counted anew, a history
    }
    this.#over ||= is === "erased" || frame.why === "replaced";
    if (this.#over || is === undefined)
      this.#broken(); // without `is` it is the gateway's own
    else this.ask();
  }
}

const [service = "", site = ""] = process.argv.slice(2);
const client = new Client(service);
let talking: Promise<void> | undefined;
for await (const text of createInterface({ input: process.stdin })) {
  if (talking === undefined) talking = client.talk(site, text);
  else client.outbox.push({ id: random(8), text });
  client.ask();
}
client.typedAll = true;
client.ask();
await talking;
process.exit(); // what is left are timers
