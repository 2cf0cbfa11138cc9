/** The chat in its frame: reads what the page and the launcher say, and draws the chat whenever it changes. */

import { every } from "words:language";
import { render } from "preact";
import type { FromFrame, FromPage } from "../shared/frame";
import type { Language } from "../shared/wire";
import { App } from "./app";
import type { Chat } from "./chat";
import type * as Later from "./later";
import { ownWords } from "./site";
import { wear } from "./styles";
import type * as Talk from "./talk";
import style from "./widget.css";
import { type Part, type Words, WordsProvider, wordsIn } from "./words";

/** What the service wrote into the document; a placeholder that it does not know stays empty. */
function written(name: "site" | "company" | "privacy" | "own"): string {
  const value = document.documentElement.dataset[name] ?? "";
  return value.startsWith("{{") ? "" : value;
}

function languageOf(...wishes: (string | null)[]): Language {
  const found = wishes.find((wish) => wish !== null && Object.hasOwn(every, wish));
  return (found ?? "fi") as Language;
}

const fromLauncher = new URLSearchParams(location.hash.slice(1));
const pageOrigin = fromLauncher.get("origin") ?? "";
const framed = window.parent !== window;

function tellPage(message: FromFrame): void {
  if (framed && pageOrigin !== "") window.parent.postMessage(message, pageOrigin);
}

wear(style);
// At once, so that the page knows: this is no frame that was refused.
tellPage({ juttu: "here" });

/** Under this name the one kept thing stands in the browser's storage. */
const NAME = "juttu";
/** Milliseconds until the words without which nothing can be shown are asked for again. */
const FIRST_WORDS_AGAIN = 3000;
const root = document.getElementById("chat") as HTMLElement;
/** The language until the chat has one of its own. */
const language = languageOf(fromLauncher.get("language"), document.documentElement.lang);
/** Made when it is needed: when one writes, opens the menu or has a conversation to go on with. */
let chat: Chat | null = null;
let words: Words | null = null;
/** Counts the words that were asked for: what comes after newer ones is not wanted any more. */
let spoken = 0;
let talk: typeof Talk | null = null;
let later: typeof Later | null = null;
/** Parts that were needed could not be had. */
let unloaded = false;
/**
 * The launcher makes the frame when it is clicked, so the chat begins open; counted, so that each opening takes the
 * focus in. When the page opens the chat by itself, it does so quietly: the focus stays where it is.
 */
let open = true;
let opened = fromLauncher.has("quiet") ? 0 : 1;
/** The words with what the site says itself; most sites have nothing of their own. */
let own: ReturnType<typeof ownWords> | null = null;
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
  if (chat && words.language !== chat.language) {
    void speak(chat.language);
    return;
  }
  render(
    <WordsProvider value={own?.(words) ?? words}>
      <App
        chat={chat}
        company={written("company")}
        privacyNotice={written("privacy")}
        talk={words.up === "first" ? null : talk}
        later={words.up === "later" ? later : null}
        onNeed={need}
        unloaded={unloaded}
        opened={opened}
        open={open}
        onClose={framed ? () => tellPage({ juttu: "close" }) : null}
      />
    </WordsProvider>,
    root,
  );
  document.documentElement.dataset["size"] = `${chat?.size ?? 0}`;
  // Whoever has closed the chat is called back before silence ends it.
  const warned = !open && chat?.screen.facts?.silence_ends_in != null;
  const unread = (chat?.unread ?? 0) + (warned ? 1 : 0);
  if (unread !== toldUnread) tellPage({ juttu: "unread", count: unread });
  toldUnread = unread;
}

/** Returns a loading that is done once; when it cannot be had now, it may be asked for again. */
function once<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | null = null;
  return () => {
    loading ??= load().catch((failure) => {
      loading = null;
      unloaded = true;
      drawSoon();
      throw failure;
    });
    return loading;
  };
}

const loadTalk = once(async () => {
  talk = await import("./talk");
  const base = new URL("../", location.href).href;
  chat ??= talk.beginChat({ name: NAME, base, site: written("site"), language, loadLater, changed: drawSoon });
  await speak(chat.language);
});

const loadLater = once(async () => {
  const [loaded] = await Promise.all([import("./later"), loadTalk()]);
  later = loaded;
  await speak(chat?.language ?? language);
  return loaded;
});

async function need(part: Part): Promise<boolean> {
  try {
    await (part === "later" ? loadLater() : loadTalk());
    return true;
  } catch {
    return false;
  }
}

/** Has the chat speak a language; where its words cannot be had, it goes on in the one it speaks. */
async function speak(wanted: Language): Promise<void> {
  spoken += 1;
  const mine = spoken;
  try {
    const fetched = await wordsIn(wanted, talk?.words, later?.words);
    if (mine !== spoken) return;
    words = fetched;
    unloaded = false;
  } catch (failure) {
    if (mine !== spoken) return;
    unloaded = true;
    if (words === null) setTimeout(() => speak(wanted), FIRST_WORDS_AGAIN);
    else if (words.language === wanted) throw failure;
    else chat?.speak(words.language);
  }
  document.documentElement.lang = words?.language ?? wanted;
  document.title = words?.widget.title(written("company")) ?? written("company");
  draw();
}

/** Whether this device has kept a conversation; which one, the chat reads. */
function hasKept(): boolean {
  try {
    return localStorage.getItem(NAME) !== null;
  } catch {
    return false;
  }
}

function hear({ origin, source, data }: MessageEvent<FromPage | null>): void {
  if (source !== window.parent || origin !== pageOrigin) return;
  if (data?.juttu !== "open" && data?.juttu !== "close") return;
  const takesFocus = data.juttu === "open" && data.focus !== false;
  // Told as soon as the frame has loaded, too: what is being drawn for the first time is not disturbed.
  if (open === (data.juttu === "open") && !takesFocus) return;
  open = data.juttu === "open";
  if (takesFocus) opened += 1;
  // At once: a hidden frame is drawn late, and what comes from now on has not been seen.
  if (!open) chat?.look(false);
  draw();
}

window.addEventListener("message", hear);
const colour = fromLauncher.get("colour");
if (colour || written("own")) own = ownWords(written("own"), colour, drawSoon);
// Another tab of this site may start the conversation.
window.addEventListener("storage", () => hasKept() && need("later"));
if (hasKept()) void need("later");
// Not in the task that has read the script, so that neither is long.
setTimeout(() => speak(language));
