/**
 * What the browser runs of the console while no page of it is open: it shows that somebody waits, opens the queue at a
 * tap, and says so where there is no network. It keeps nothing, and whatever else is asked goes past it.
 *
 * In which language it speaks stands in its own address. A push has no content: what is shown is the same for everybody.
 */
import { words as en } from "../../words/en/worker";
import { words as fi } from "../../words/fi/worker";
import { words as sv } from "../../words/sv/worker";
import { offlinePage } from "./offline";
import { QUEUE, TO_QUEUE } from "./queue";
import { wordsIn } from "./words";

interface Window {
  url: string;
  focused: boolean;
  focus(): Promise<Window>;
  postMessage(message: unknown): void;
}

interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}

/** What is used here of a worker's surroundings: TypeScript knows either those of pages or those of workers. */
interface Surroundings {
  location: { search: string };
  registration: { scope: string; showNotification(title: string, options: object): Promise<void> };
  clients: {
    claim(): Promise<void>;
    matchAll(wanted: { type: "window"; includeUncontrolled: boolean }): Promise<Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate" | "push", hear: (event: Lasting) => void): void;
  addEventListener(
    kind: "notificationclick",
    hear: (event: Lasting & { notification: { close(): void } }) => void,
  ): void;
  addEventListener(
    kind: "fetch",
    hear: (event: Event & { request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
}

const worker = self as unknown as Surroundings;
const words = wordsIn({ fi, sv, en }, worker.location.search);

// It keeps nothing that an older page might want: a new release takes over at once.
worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// A browser takes the right to be called away from whoever shows nothing. One notification replaces the one before.
worker.addEventListener("push", (event) =>
  event.waitUntil(
    worker.registration.showNotification(words.waiting, {
      body: words.open,
      tag: "waiting",
      renotify: true,
      lang: words.lang,
      icon: new URL("static/%icon%", worker.registration.scope).href,
    }),
  ),
);

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(toQueue());
});

worker.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith(fetch(event.request).catch(() => offlinePage(words)));
});

/** Shows the queue in a console that is open, or in a new one. */
async function toQueue(): Promise<void> {
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const consoles = open.filter(({ url }) => url.split(/[?#]/)[0] === worker.registration.scope);
  const one = consoles.find(({ focused }) => focused) ?? consoles[0];
  if (one === undefined) {
    await worker.clients.openWindow(worker.registration.scope + QUEUE);
    return;
  }
  one.postMessage(TO_QUEUE);
  await one.focus();
}
