/** The chat in its frame: reads what the page and the launcher say, and draws the chat whenever it changes. */
import { render } from "preact";
import { browserSurroundings, randomToken, wakeOnReturn } from "../shared/browser";
import type { FromFrame, FromPage } from "../shared/frame";
import { asking } from "../shared/http";
import type { Language } from "../shared/wire";
import { App } from "./app";
import { Chat } from "./chat";
import { keepingIn } from "./keeping";
import type * as Later from "./later";
import { languageNames, type Words, WordsProvider, wordsIn } from "./words";

/** What the service wrote into the document; a placeholder that it does not know stays empty. */
function written(name: "site" | "company" | "privacy"): string {
  const value = document.documentElement.dataset[name] ?? "";
  return value.startsWith("{{") ? "" : value;
}

function languageOf(...wishes: (string | null)[]): Language {
  const found = wishes.find((wish) => wish !== null && Object.hasOwn(languageNames, wish));
  return (found ?? "fi") as Language;
}

const fromLauncher = new URLSearchParams(location.hash.slice(1));
const pageOrigin = fromLauncher.get("origin") ?? "";
const framed = window.parent !== window;

function tellPage(message: FromFrame): void {
  if (framed && pageOrigin !== "") window.parent.postMessage(message, pageOrigin);
}

const base = new URL("../", location.href).href;
const root = document.getElementById("chat") as HTMLElement;
const chat = new Chat(
  {
    // The ticket of these surroundings is never asked for: the chat fetches its own, with its key.
    ...browserSurroundings(() => Promise.reject()),
    site: written("site"),
    keeping: keepingIn(() => localStorage),
    newKey: () => randomToken(32),
    asking: (key) =>
      asking({
        base,
        headers: (): Record<string, string> => (key ? { Authorization: `Bearer ${key}` } : {}),
        fetch: (...request) => fetch(...request),
      }),
    connect: async (...asked) => (await loadLater()).connect(...asked),
  },
  () => drawSoon(),
  languageOf(fromLauncher.get("language"), document.documentElement.lang),
);
let words: Words | null = null;
let later: typeof Later | null = null;
let loadingLater: Promise<typeof Later> | null = null;
/** The launcher makes the frame when it is clicked, so the chat begins open; counted, so that each opening takes the focus in. */
let open = true;
let opened = 1;
let toldUnread = 0;
let drawing = false;

/** Draws once for all that changes in one go, and never from within a drawing. */
function drawSoon(): void {
  if (!drawing) queueMicrotask(draw);
  drawing = true;
}

function draw(): void {
  drawing = false;
  if (words === null) return;
  if (words.language !== chat.language) {
    void speak(chat.language);
    return;
  }
  render(
    <WordsProvider value={words}>
      <App
        chat={chat}
        company={written("company")}
        privacyNotice={written("privacy")}
        later={words.later && later}
        onNeedLater={() => loadLater().catch(() => {})}
        opened={opened}
        open={open}
        onClose={framed ? () => tellPage({ juttu: "close" }) : null}
      />
    </WordsProvider>,
    root,
  );
  if (chat.unread !== toldUnread) tellPage({ juttu: "unread", count: chat.unread });
  toldUnread = chat.unread;
}

/** Loads what is not needed before the first message, once; when it cannot be had now, it may be asked for again. */
function loadLater(): Promise<typeof Later> {
  loadingLater ??= fetchLater().catch((failure) => {
    loadingLater = null;
    throw failure;
  });
  return loadingLater;
}

async function fetchLater(): Promise<typeof Later> {
  later = await import("./later");
  await speak(chat.language);
  return later;
}

async function speak(language: Language): Promise<void> {
  words = await wordsIn(language, later !== null);
  document.documentElement.lang = language;
  document.title = words.widget.title(written("company"));
  draw();
}

function hear({ origin, source, data }: MessageEvent<FromPage | null>): void {
  if (source !== window.parent || origin !== pageOrigin) return;
  if (data?.juttu !== "open" && data?.juttu !== "close") return;
  open = data.juttu === "open";
  if (open) opened += 1;
  // At once: a hidden frame is drawn late, and what comes from now on has not been seen.
  else chat.look(false);
  draw();
}

window.addEventListener("message", hear);
// Another tab of this site may start the conversation, or end it.
window.addEventListener("storage", () => chat.resume());
wakeOnReturn(() => chat.wake());
chat.resume();
void speak(chat.language);
