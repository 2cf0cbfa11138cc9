/** The chat in its frame: reads what the page and the launcher say, and draws the chat whenever it changes. */

import { every } from "words:language";
import { render } from "preact";
import { setClock } from "../shared/clock";
import type { FromFrame, FromPage } from "../shared/frame";
import { wear } from "../shared/styles";
import type { Language } from "../shared/wire";
import { App } from "./app";
import type { Chat } from "./chat";
import type * as Later from "./later";
import { mindWriting, partMissing, writtenBefore } from "./renewal";
import { hearThere, noticeOf, ownWords, read, type Told } from "./site";
import type * as Talk from "./talk";
import style from "./widget.css";
import { type Part, type Words, WordsProvider, wordsIn } from "./words";

/** What the service wrote into the document; a placeholder that it does not know stays empty. */
function written(name: "site" | "company" | "notice" | "own" | "now"): string {
  const value = document.documentElement.dataset[name] ?? "";
  return value.startsWith("{{") ? "" : value;
}

function languageOf(...wishes: (string | null)[]): Language {
  const found = wishes.find((wish) => wish !== null && Object.hasOwn(every, wish));
  return (found ?? "fi") as Language;
}

/** What is told before the first message. */
const told: Told = JSON.parse(written("notice") || "{}");
const fromLauncher = new URLSearchParams(location.hash.slice(1));
const pageOrigin = fromLauncher.get("origin") ?? "";
const framed = window.parent !== window;

function tellPage(message: FromFrame): void {
  if (framed && pageOrigin !== "") window.parent.postMessage(message, pageOrigin);
}

setClock(Number(written("now")));
wear(style);
// At once, so that the page knows: this is no frame that was refused.
tellPage({ juttu: "here" });

/** Under this name stands what is kept in the browser's storage, and in the tab's: all sites of a service have the same. */
const NAME = `juttu ${written("site")}`;
/** Milliseconds until the words without which nothing can be shown are asked for again. */
const FIRST_WORDS_AGAIN = 3000;
const root = document.getElementById("chat") as HTMLElement;
/** The language until the chat has one of its own. */
const language = languageOf(fromLauncher.get("language"), document.documentElement.lang);
/** Made when it is needed: when one writes, opens the menu or has a conversation to go on with. */
let chat: Chat | null = null;
let words: Words | null = null;
/** What comes first has been drawn, or has no words yet. */
let begun: Promise<void>;
/** Counts the words that were asked for: what comes after newer ones is not wanted any more. */
let spoken = 0;
let talk: typeof Talk | null = null;
let later: typeof Later | null = null;
/** Parts that were needed could not be had. */
let unloaded = false;
/**
 * The launcher makes the frame when it is clicked, so the chat begins open, unless it goes on shut from the page before.
 * Counted, so that each opening takes the focus in. When the page opens the chat by itself, it does so quietly: the
 * focus stays where it is.
 */
let open = !fromLauncher.has("shut");
let opened = fromLauncher.has("quiet") ? 0 : 1;
/** The words with what the site says itself; most sites have nothing of their own. */
let own: ReturnType<typeof ownWords> | null = null;
/** What was written and not sent in the chat before this one: in this tab, or in the one that this has replaced. */
const unsentBefore = writtenBefore(NAME);
let toldUnread = 0;
let toldUnderWay: boolean | null = null;
/** Its reader has had the end before their eyes. */
let endSeen = false;
let drawing = false;

const tasks: (() => void)[] = [];
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => tasks.shift()?.();

/** Does something in a task of its own, so that the browser may hear its reader before it; a hidden page waits no longer. */
function inTask(run: () => void): void {
  tasks.push(run);
  port2.postMessage(0);
}

/** Draws once for all that changes in one go, and never from within a drawing. */
function drawSoon(): void {
  if (!drawing) inTask(draw);
  drawing = true;
}

function draw(): void {
  drawing = false;
  document.documentElement.toggleAttribute("data-shut", !open);
  tellUnderWay();
  if (words === null) return;
  if (chat && words.language !== chat.language) {
    void speak(chat.language);
    return;
  }
  // What the conversation has told last is newer than the document.
  const facts = chat?.screen.facts;
  if (facts?.status === "active" || facts?.staffed != null) hearThere(facts.staffed ?? true);
  render(
    <WordsProvider value={own?.(words) ?? words}>
      <App
        chat={chat}
        company={written("company")}
        privacyNotice={noticeOf(read(written("own")), written("site"), words.language)}
        told={told}
        talk={words.up === "first" ? null : talk}
        later={words.up === "later" ? later : null}
        onNeed={need}
        unloaded={unloaded}
        draftAtFirst={unsentBefore}
        opened={opened}
        open={open}
        onClose={framed ? () => tellPage({ juttu: "close" }) : null}
      />
      {chat && later && words.up === "later" && framed && (
        <later.Preview chat={chat} open={open} endSeen={endSeen} onHeight={preview} onOpen={askToOpen} onEnd={seeEnd} />
      )}
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

/** Whether the conversation goes on on the next page: until its reader has seen its end. Null while nobody knows yet. */
function goesOn(): boolean | null {
  if (chat === null) return hasKept() ? null : false;
  if (!chat.ended) endSeen = false;
  else if (open && chat.unread === 0 && document.visibilityState === "visible") endSeen = true;
  return chat.started && chat.kept && !chat.screen.lost && !endSeen;
}

function tellUnderWay(): void {
  const on = goesOn();
  if (on !== null && on !== toldUnderWay) tellPage({ juttu: "underway", on });
  toldUnderWay = on;
}

const preview = (height: number) => tellPage({ juttu: "preview", height });
const askToOpen = () => tellPage({ juttu: "open" });
const seeEnd = () => {
  endSeen = true;
  drawSoon();
};

/** Returns a loading that is done once; when it cannot be had now, it may be asked for again. */
function once<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | null = null;
  return () => {
    loading ??= load().catch((failure) => {
      loading = null;
      unloaded = true;
      drawSoon();
      void partMissing();
      throw failure;
    });
    return loading;
  };
}

const loadTalk = once(async () => {
  const [loaded] = await Promise.all([import("./talk"), begun]);
  await new Promise<void>(inTask);
  talk = loaded;
  const base = new URL("../", location.href).href;
  chat ??= talk.beginChat({
    name: NAME,
    base,
    site: written("site"),
    notice: told.version,
    language,
    loadLater,
    changed: drawSoon,
    withDraft,
  });
  await speak(chat.language);
});

const loadLater = once(async () => {
  const [loaded] = await Promise.all([import("./later"), loadTalk()]);
  await new Promise<void>(inTask);
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
  const anew = !open;
  open = data.juttu === "open";
  if (anew && !chat?.started) void need("talk").then(() => talk?.lookAgain(drawSoon));
  if (takesFocus) opened += 1;
  // At once: a hidden frame is drawn late, and what comes from now on has not been seen.
  if (!open) chat?.look(false);
  draw();
}

/** Returns texts with what stands in the field, which is not drawn before there are words. */
function withDraft(texts: string[] = []): string {
  const draft = words === null ? unsentBefore : (root.querySelector("textarea")?.value ?? "");
  return [...texts, draft].filter(Boolean).join("\n\n");
}

mindWriting({
  unsent: () => withDraft(chat?.unsent),
  isSending: () => chat?.isSending === true,
});
window.addEventListener("message", hear);
const colour = fromLauncher.get("colour");
if (colour || written("own")) own = ownWords(written("own"), colour, drawSoon);
// Another tab of this site may start the conversation.
for (const event of ["storage", "pageshow"]) window.addEventListener(event, () => hasKept() && need("later"));
document.addEventListener("visibilitychange", drawSoon);
// Not in the task that has read the script; and each part after it in one of its own, so that none is long.
begun = new Promise<void>(inTask).then(() => speak(language));
if (hasKept()) void need("later");
// It minds what is in the field again.
else if (unsentBefore) void need("talk");
