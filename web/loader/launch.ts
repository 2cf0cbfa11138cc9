/**
 * The launcher on a company's page, and its documented interface, `Juttu`.
 *
 * Until the first click nothing is stored, and nothing fetched but what the launcher shows of its site; all that is
 * needed from then on is in `panel.ts`. All that is ever read is the tab's mark that a chat is under way, which `panel.ts`
 * leaves: with it the chat goes on. It is a guest: one global, its own shadow root beside the body, a style sheet that
 * the page's Content-Security-Policy does not have to allow, and nothing of the page's that it relies on.
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
  /** The site's own word for the launcher, in the languages in which it has one. */
  launch?: Partial<Record<Language, string>>;
  /** The notice of the day, until a second. */
  today?: { until: number; words: Partial<Record<Language, string>> } | null;
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
  const name = "juttu-chat" as "div";
  // Some pages hide what is not defined.
  customElements.get(name) ?? customElements.define(name, class extends HTMLElement {});
  const host = make(name);
  const button = make("button");
  const label = make("span");
  const status = make("small");
  const elsewhere = make("a");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  host.lang = language;
  button.append(label);
  button.className = elsewhere.className = dataset["side"] ?? "";
  elsewhere.href = `${base}chat/${site}`;
  elsewhere.target = "_blank";
  if (!launcher) {
    root.append(button);
    host.role = "region";
    host.ariaLabel = words[language].region;
  }

  const hearing = new Set<Hears>();
  let shown: Shown | undefined;
  let panel: Panel | undefined;
  let busy = false;
  let wanted = false;
  /** Where the focus comes back to; null where it stays where it is. */
  let from: Element | null | undefined;
  /** That a chat is under way in this tab, `open` or `shut`. */
  let mark: string | undefined;
  let fights = 0;
  let timer: ReturnType<typeof setTimeout>;

  const openers = (): Iterable<Element> => (launcher ? document.querySelectorAll(launcher) : [button]);

  const draw = () => {
    const now = Date.now() / 1000;
    const [until, open, hours] = shown?.sentences.find(([until]) => until > now) ?? [Infinity, true];
    // What is special today says nothing to whoever finds the door shut.
    const today = open && (shown?.today?.until ?? 0) > now ? shown?.today : null;
    const next = Math.min(until, today?.until ?? until);
    clearTimeout(timer);
    if (next < Infinity) timer = setTimeout(draw, (next - now) * 1000);
    status.textContent = (today?.words ?? hours)?.[language] ?? "";
    for (const each of openers()) {
      each.ariaExpanded = `${!!panel?.open}`;
      each.ariaBusy = `${busy}`;
    }
    panel?.draw?.();
  };

  /** The launcher to try again with, the page's own or not, and another way. */
  const failed = () => {
    elsewhere.textContent = shown?.failed[language] ?? words[language].region;
    root.append(button, elsewhere);
  };

  /** `opener`: where the focus comes back to; null: it stays where it is. `needed`: the panel, open or not. */
  const show = async (next: boolean, opener?: Element | null, needed = next) => {
    wanted = next;
    from = opener;
    elsewhere.remove();
    if (!panel && needed && !busy) {
      busy = true;
      draw();
      try {
        // A browser keeps a module that could not be had as failed; under another name it tries again.
        const made = await fetching(`${base}panel.js#${Date.now()}`);
        if (page.Juttu === juttu)
          panel = made.default({ root, button, base, site, hearing, changed: draw, failed, mark, openers });
      } catch {
        // Nobody has asked for what would only have gone on out of sight.
        if (wanted) failed();
        // So that it is heard.
        if (from) elsewhere.focus();
      }
      busy = false;
      draw();
    }
    panel?.show(wanted, from);
  };

  const toggle = (opener: Element) => show(!panel?.open, opener);

  const press = (event: MouseEvent) => {
    // Whatever is in it, and wherever it is: also within somebody's component.
    const pressed = event.composedPath().find((each) => (each as Element).matches?.(launcher as string));
    if (!pressed) return;
    // It may be a link to the chat's own page, for whoever has no scripts.
    event.preventDefault();
    toggle(pressed as Element);
  };

  /** A chat that is under way goes on as it was on the page before, also when one comes back to a page. */
  const follow = () => {
    try {
      mark = sessionStorage[`juttu ${site}`];
    } catch {
      // Where that is blocked, it goes on at the first click.
    }
    if (mark) show(mark === "open", null, true);
  };

  /** Beside the body: a page that swaps its body leaves the chat alone, and so does one that transforms it. */
  const mount = () => {
    const { documentElement } = document;
    // A page that will not have it gets its way.
    if (host.isConnected || !documentElement || fights > 4) return;
    fights += 1;
    setTimeout(() => {
      fights -= 1;
    }, 1000);
    panel?.comeBack();
    documentElement.append(host);
    // A document that is written anew takes all listeners from the old one, and from what was in it.
    button.onclick = () => toggle(button);
    addEventListener("pageshow", follow);
    // Before anything of the page's own can stop it.
    if (launcher) addEventListener("click", press, true);
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
      removeEventListener("pageshow", follow);
      removeEventListener("click", press, true);
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
    label.append(shown?.launch?.[language] ?? words[language].launch, status);
    host.style.cssText = `--x:${x}px;--y:${y}px;${CSS.supports("color", brand) ? `--juttu:${brand}` : ""}`;
    mount();
    waiting?.forEach?.(juttu.push);
    follow();
    // By this word whoever has put the tag there sees it at work.
    const opens = dataset["open"] || location.hash === "#juttu";
    if (opens && !mark && innerWidth > 480 && innerHeight > 480) show(true, null);
  };
  fetching(`${base}launcher/${site}.js`)
    .catch((): undefined => {})
    .then(begin);
}

/** Launches from the script tag that is being run, as soon as the page has a body to stand beside. */
export function launchFromTag(fetching: Fetching, up?: string): void {
  const script = (document.currentScript ?? document.querySelector("script[data-site]")) as HTMLScriptElement;
  const begin = () => launch(script, fetching, up);
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
}
