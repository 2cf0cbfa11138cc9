/**
 * The launcher on a company's page, and its documented interface, `Juttu`.
 *
 * Until the first click nothing is stored or read, and nothing fetched but what the launcher shows of its site; all
 * that is needed from then on is in `panel.ts`. It is a guest: one global, its own shadow root beside the body, a style
 * sheet that the page's Content-Security-Policy does not have to allow, and nothing of the page's that it relies on.
 */
import { every as words } from "words:loader";
import type { Language } from "../shared/wire";
import style from "./launcher.css";
import type { Hears, Panel, PanelMaker } from "./panel";

/** What the service says of a site, the same to everybody. */
export interface Shown {
  colour: string;
  /** What is true of the opening hours until a second. */
  sentences: [until: number, open: boolean, words: Record<Language, string>][];
  /** The link to the chat's own page, for when it cannot be fetched here. */
  failed: Record<Language, string>;
}

/** Fetches one of the two things that a launcher needs from the service: what it shows, and at the first click the panel. */
export interface Fetching {
  (address: `${string}launcher/${string}.js`): Promise<{ default: Shown }>;
  (address: `${string}panel.js#${number}`): Promise<{ default: PanelMaker }>;
}

/** What a page may do and hear. No word of a conversation passes. */
export interface Juttu {
  open: () => void;
  close: () => void;
  /** Returns what stops the hearing. */
  on: (...hears: Hears) => () => void;
  /** Calls at once; until the script has loaded, an array of the page's own keeps the calls. */
  push: (call: (juttu: Juttu) => void) => void;
  /** Leaves without a trace. */
  remove: () => void;
}

/** Puts the launcher on the page. `up`: from the script's folder to the service. */
export function launch({ dataset, src }: HTMLScriptElement, fetching: Fetching, up = ""): void {
  const page = window as unknown as { Juttu?: Partial<Juttu> & { forEach?: (then: Juttu["push"]) => void } };
  const { Juttu: waiting } = page;
  const { site, colour, launcher } = dataset;
  // A second script, or the same one twice, changes nothing.
  if (!site || waiting?.on) return;
  const base = src.replace(/[^/]*$/, up);
  // The first that there are words for.
  const language = ([dataset["language"], document.documentElement.lang, navigator.language]
    .map((wish) => wish?.slice(0, 2).toLowerCase())
    .find((wish = "") => wish in words) ?? "en") as Language;

  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag) => document.createElement(tag);
  const host = make("juttu-chat" as "div");
  const button = make("button");
  const label = make("span");
  const status = make("small");
  const elsewhere = make("a");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  host.role = "region";
  host.ariaLabel = words[language].region;
  host.lang = language;
  label.append(words[language].launch, status);
  button.append(label);
  button.className = elsewhere.className = dataset["side"] ?? "";
  elsewhere.href = `${base}chat/${site}`;
  elsewhere.target = "_blank";
  if (!launcher) root.append(button);

  const hearing = new Set<Hears>();
  let shown: Shown | undefined;
  let panel: Panel | undefined;
  let busy = false;
  let wanted = false;
  let timer: ReturnType<typeof setTimeout>;

  const openers = (): Iterable<Element> => (launcher ? document.querySelectorAll(launcher) : [button]);

  const draw = () => {
    const now = Date.now();
    const sentence = shown?.sentences.find(([until]) => until * 1000 > now);
    clearTimeout(timer);
    if (sentence) timer = setTimeout(draw, sentence[0] * 1000 - now);
    status.textContent = sentence?.[2][language] ?? "";
    for (const each of openers()) {
      each.ariaExpanded = `${!!panel?.open}`;
      each.ariaBusy = `${busy}`;
    }
  };

  /** The launcher to try again with, the page's own or not, and another way. */
  const failed = () => {
    elsewhere.textContent = shown?.failed[language] ?? host.ariaLabel;
    root.append(button, elsewhere);
  };

  /** `opener`: where the focus comes back to. */
  const show = async (next: boolean, opener?: Element) => {
    wanted = next;
    elsewhere.remove();
    if (!panel && next && !busy) {
      busy = true;
      draw();
      try {
        // A browser keeps a module that could not be had as failed; under another name it tries again.
        const made = await fetching(`${base}panel.js#${Date.now()}`);
        if (page.Juttu === juttu) panel = made.default({ root, button, base, site, hearing, changed: draw, failed });
      } catch {
        failed();
        // So that it is heard.
        if (opener) elsewhere.focus();
      }
      busy = false;
      draw();
    }
    panel?.show(wanted, opener);
  };

  const toggle = (opener: Element) => show(!panel?.open, opener);

  const press = (event: MouseEvent) => {
    const pressed = (event.target as Element).closest?.(launcher as string);
    if (!pressed) return;
    // It may be a link to the chat's own page, for whoever has no scripts.
    event.preventDefault();
    toggle(pressed);
  };

  /** Beside the body: a page that swaps its body leaves the chat alone, and so does one that transforms it. */
  const mount = () => {
    const { documentElement } = document;
    if (host.isConnected || !documentElement) return;
    panel?.comeBack();
    documentElement.append(host);
    // A document that is written anew takes all listeners from the old one, and from what was in it.
    button.onclick = () => toggle(button);
    if (launcher) addEventListener("click", press);
    for (const each of [document, documentElement]) observer.observe(each, { childList: true });
    draw();
  };
  const observer = new MutationObserver(mount);

  const juttu: Juttu = {
    open: () => show(true),
    close: () => show(false),
    on: (...hears) => {
      hearing.add(hears);
      return () => hearing.delete(hears);
    },
    push: (call) => call(juttu),
    remove: () => {
      delete page.Juttu;
      observer.disconnect();
      clearTimeout(timer);
      removeEventListener("click", press);
      panel?.remove();
      host.remove();
      for (const each of openers()) each.ariaExpanded = each.ariaBusy = null;
    },
  };
  page.Juttu = juttu;

  /** Whatever is known by now: without an answer there is a launcher, too, which says nothing of hours. */
  const begin = (found: { default: Shown } | undefined) => {
    if (page.Juttu !== juttu) return;
    shown = found?.default;
    const [x, y = x] = (dataset["offset"] ?? "20").split(" ");
    const brand = colour ?? shown?.colour ?? "";
    host.style.cssText = `--x:${x}px;--y:${y}px;${CSS.supports("color", brand) ? `--juttu:${brand}` : ""}`;
    mount();
    waiting?.forEach?.(juttu.push);
    if (dataset["open"] && Math.min(innerWidth, innerHeight) > 480) juttu.open();
  };
  fetching(`${base}launcher/${site}.js`)
    .catch(() => undefined)
    .then(begin);
}

/** Launches from the script tag that is being run, as soon as the page has a body to stand beside. */
export function launchFromTag(fetching: Fetching, up?: string): void {
  const script = (document.currentScript ?? document.querySelector("script[data-site]")) as HTMLScriptElement;
  const begin = () => launch(script, fetching, up);
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
}
