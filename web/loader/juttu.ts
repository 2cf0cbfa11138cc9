/**
 * The one script a company puts on its pages: a launcher, and on the first click the chat in a frame of its own.
 *
 *     <script async src="https://chat.example/juttu.js" data-site="demo"></script>
 *
 * `data-language` (fi, sv, en; else the page's `lang`), `data-side="left"`. Until the click nothing is stored,
 * read or fetched. It is a guest: no globals, its own shadow root, a style sheet that the page's
 * Content-Security-Policy does not have to allow.
 */
import type { FromFrame, FromPage } from "../shared/frame";
import { loader as en } from "../shared/words/en/loader";
import { loader as fi } from "../shared/words/fi/loader";
import { loader as sv } from "../shared/words/sv/loader";
import style from "./juttu.css";

const TAG = "juttu-chat";
const words = { fi, sv, en };
type Language = keyof typeof words;

/** The first of the wished languages that there are words for. */
function chosen(wished: (string | null | undefined)[]): Language {
  for (const wish of wished) {
    const language = wish?.slice(0, 2).toLowerCase() ?? "";
    if (language in words) return language as Language;
  }
  return "en";
}

const BUBBLE = "M3 4h18v13h-9l-5 4v-4H3z";
const DOWN = "m6 9 6 6 6-6";

function svg<Tag extends "svg" | "path">(tag: Tag): SVGElementTagNameMap[Tag] {
  return document.createElementNS("http://www.w3.org/2000/svg", tag);
}

/** Puts the launcher on the page. */
export function launch({ dataset, src }: HTMLScriptElement): void {
  const { site } = dataset;
  // A second script, or the same one twice, changes nothing.
  if (!site || document.querySelector(TAG)) return;
  const language = chosen([dataset["language"], document.documentElement.lang, navigator.language]);
  const say = words[language];
  const address = new URL(`widget/${site}`, src);
  address.hash = new URLSearchParams({ language, origin: location.origin }).toString();

  const host = document.createElement(TAG);
  host.role = "region";
  host.ariaLabel = say.panel;
  host.lang = language;
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  const icon = svg("svg");
  const line = svg("path");
  const label = document.createElement("span");
  const badge = document.createElement("span");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.append(line);
  label.textContent = say.launch;
  button.append(icon, label, badge);
  if (dataset["side"] === "left") button.className = "left";
  root.append(button);

  const seen = window.visualViewport;
  let frame: HTMLIFrameElement | undefined;
  let open = false;
  let unread = 0;

  const tell = () => {
    const message: FromPage = { juttu: open ? "open" : "close" };
    frame?.contentWindow?.postMessage(message, address.origin);
  };

  /** On a phone the keyboard covers what is fixed to the page, so the panel follows what is really visible. */
  const follow = () => {
    if (!frame || !seen) return;
    frame.style.setProperty("--seen", `${seen.height}px`);
    frame.style.setProperty("--above", `${seen.offsetTop}px`);
  };

  const draw = () => {
    line.setAttribute("d", open ? DOWN : BUBBLE);
    button.ariaExpanded = `${open}`;
    badge.textContent = unread ? `${unread}` : "";
    button.ariaLabel = unread ? `${say.launch}, ${say.unread}: ${unread}` : null;
  };

  const show = (next: boolean) => {
    open = next;
    draw();
    if (frame) tell();
    else {
      frame = document.createElement("iframe");
      frame.className = button.className;
      frame.title = say.panel;
      frame.allow = "clipboard-write";
      frame.referrerPolicy = "no-referrer";
      frame.onload = tell;
      frame.src = address.href;
      root.append(frame);
      for (const change of ["resize", "scroll"]) seen?.addEventListener(change, follow);
    }
    follow();
    frame.hidden = !open;
    (open ? frame : button).focus();
  };

  const hear = ({ origin, source, data }: MessageEvent<FromFrame | null>) => {
    if (!frame || source !== frame.contentWindow || origin !== address.origin) return;
    if (data?.juttu === "close" && open) show(false);
    if (data?.juttu === "unread") {
      unread = data.count;
      draw();
    }
  };

  draw();
  button.onclick = () => show(!open);
  button.onkeydown = ({ key }) => {
    if (key === "Escape" && open) show(false);
  };
  addEventListener("message", hear);
  document.body.append(host);
}

const script = (document.currentScript ?? document.querySelector("script[data-site]")) as HTMLScriptElement | null;
if (script) {
  if (document.body) launch(script);
  else document.addEventListener("DOMContentLoaded", () => launch(script));
}
