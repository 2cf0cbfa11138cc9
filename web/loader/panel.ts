/**
 * What is needed on the company's page from the first click on: the chat's frame, what it and the page say to each
 * other, the number of unread messages on the launcher and before the page's title, and the mark by which a chat that
 * is under way follows to the next page.
 *
 * `/panel.js` is this file. The launcher that imports it may be one that a browser has kept from yesterday, so what
 * a `View` has is taken away from it never, and added to it with care.
 */
import { every as words } from "words:panel";
import type { FromFrame, FromPage } from "../shared/frame";
import type { Language } from "../shared/wire";
import style from "./panel.css";

/** An event's name, and what is called with its number of unread messages. */
export type Hears = [event: "opened" | "closed" | "unread", hear: (unread: number) => void];

/** What the launcher hands over. */
export interface View {
  root: ShadowRoot;
  button: HTMLButtonElement;
  /** The service's address, with a slash at its end. */
  base: string;
  site: string;
  /** Who on the page wants to hear what happens. */
  hearing: Iterable<Hears>;
  /** The launcher looks at the panel. */
  changed: () => void;
  /** The chat could not be shown. */
  failed: () => void;
  /** What the page before has left: a chat is under way in this tab, and was open or shut. */
  mark?: string | undefined;
  /** What opens the chat, the page's own or ours; absent in launchers that are older than the question. */
  openers?: () => Iterable<Element>;
}

export interface Panel {
  readonly open: boolean;
  /**
   * Opens or closes. When a person has asked for it the focus goes in, and comes back to the opener; with null, what
   * was open on the page before only goes on.
   */
  show: (open: boolean, opener?: Element | null) => void;
  /** Draws on the launcher what there is to know, over what the launcher has drawn. */
  draw: () => void;
  /** Before the launcher comes back to a page that has thrown it out, its frame with it. */
  comeBack: () => void;
  remove: () => void;
}

export type PanelMaker = (view: View) => Panel;

/** How long the chat may take to say that it is there; a frame that was refused says nothing, and looks empty. */
const PATIENCE = 20_000;
/** The same, once something has been loaded into the frame. */
const PATIENCE_LOADED = 3000;

export const makePanel: PanelMaker = (view) => {
  const { root, button, base } = view;
  const host = root.host as HTMLElement;
  const say = words[host.lang as Language];
  const origin = base.split("/", 3).join("/");
  const name = `juttu ${view.site}`;
  const seen = window.visualViewport;
  const sheet = new CSSStyleSheet();
  const title = titleCount();
  const badge = document.createElement("b");
  const label = button.firstChild as Element;
  const word = label.firstChild as Text;
  const launch = word.data;
  let frame: HTMLIFrameElement | undefined;
  /** Where the focus comes back to, when a person has opened the chat. */
  let back: Element | null | undefined;
  let open = false;
  let unread = 0;
  /** A chat has begun that goes on on the next page. */
  let underWay = !!view.mark;
  /** It goes on here because of what the page before has left, and nobody has confirmed that there still is one. */
  let unsure = underWay;
  /** The height of what is shown beside the launcher while the chat is shut: 0 where there is nothing. */
  let preview = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;

  sheet.replaceSync(style);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  badge.ariaHidden = "true";
  button.append(badge);

  /** Where the focus goes when the chat is shut from within. */
  const home = () => (back?.isConnected ? back : view.openers ? [...view.openers()][0] : button);

  /** Leaves word for the next page of this tab, in the one place that reaches no further. */
  const leave = (state: string | null) => {
    try {
      if (state) sessionStorage[name] = state;
      else delete sessionStorage[name];
    } catch {
      // Where that is blocked, the chat goes on at the next click.
    }
  };

  const address = (quiet: boolean) => {
    const said: [string, string][] = [
      ["language", host.lang],
      ["origin", location.origin],
    ];
    // As the page's own style sheet means it, where it is a variable of the page's.
    const brand = host.style.getPropertyValue("--juttu") && getComputedStyle(host).getPropertyValue("--juttu");
    if (brand) said.push(["colour", brand]);
    if (quiet) said.push(["quiet", "1"]);
    if (!open) said.push(["shut", "1"]);
    // Twice, for the service cannot see what comes after the #: with its first words in it the script is one request.
    return `${base}widget/${view.site}?language=${host.lang}#${said.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
  };

  const tell = (focus: boolean) => {
    const message: FromPage = open ? { juttu: "open", focus } : { juttu: "close" };
    frame?.contentWindow?.postMessage(message, origin);
  };

  /** On a phone the keyboard covers what is fixed to the page, so the panel follows what is really visible. */
  const follow = () => {
    if (!frame || !seen) return;
    // What is written on the launcher may take more than a line or two.
    frame.style.setProperty("--up", `${button.offsetHeight + 14}px`);
    // What is visible is not measured in the page's own zoom, and what it is put on is.
    const zoom = host.currentCSSZoom || 1;
    frame.style.setProperty("--seen", `${seen.height / zoom}px`);
    frame.style.setProperty("--above", `${seen.offsetTop / zoom}px`);
  };

  /**
   * Puts the frame where it belongs. While a chat is under way it is there also when it is shut, a line that nobody sees:
   * what is not displayed announces nothing.
   */
  const place = () => {
    if (!frame) return;
    const shut = preview ? "preview" : "shut";
    frame.className = `${button.className} ${button.isConnected ? "" : "alone"} ${open ? "" : shut}`.trim();
    frame.hidden = !open && !underWay;
    frame.tabIndex = open || preview ? 0 : -1;
    frame.style.setProperty("--preview", `${preview}px`);
  };

  const draw = () => {
    badge.textContent = unread ? `${unread}` : "";
    word.data = open ? say.close : launch;
    // What cannot be had says so where the second line stands.
    const talking = underWay && !!frame;
    button.toggleAttribute("data-talking", talking);
    const parts = talking ? [word.data] : [...label.childNodes].map(({ textContent }) => textContent);
    const all = [...parts, say.unread(unread)].map((part) => part?.replace(/\.$/, "")).filter(Boolean);
    button.ariaLabel = unread && !open ? all.join(", ") : null;
  };

  const changed = (event: Hears[0]) => {
    view.changed();
    draw();
    for (const [name, hear] of view.hearing) {
      if (name !== event) continue;
      try {
        hear(unread);
      } catch (mistake) {
        // The page's own mistake: told where its mistakes are told, and no hindrance to us.
        reportError(mistake);
      }
    }
  };

  const listenFor = (patience: number) => {
    clearTimeout(silence);
    silence = setTimeout(drop, patience);
  };

  /** The frame has been heard, or is gone: however late it is loaded, nobody waits for it. */
  const waitNoMore = () => {
    clearTimeout(silence);
    silence = undefined;
  };

  const make = () => {
    frame = document.createElement("iframe");
    frame.title = say.title;
    // The second: so that it rings on a page on which one has clicked, though not in the chat.
    frame.allow = "clipboard-write; autoplay";
    frame.referrerPolicy = "no-referrer";
    // Before it is put in: the empty document of a frame without an address would be loaded first, and be taken for it.
    frame.src = address(!back);
    place();
    wire(!back);
    root.append(frame);
  };

  /** Again and again: a page that writes itself anew takes all listeners away. */
  const wire = (quiet: boolean) => {
    if (!frame) return;
    listenFor(PATIENCE);
    frame.onload = () => {
      if (silence !== undefined) listenFor(PATIENCE_LOADED);
      // It has taken the focus already, unless it was asked to be quiet and a person has come since.
      tell(quiet && !!back);
    };
    button.onkeydown = ({ key }) => {
      if (key === "Escape" && open) show(false);
    };
    addEventListener("message", hear);
    for (const change of ["resize", "scroll"]) seen?.addEventListener(change, follow);
  };

  /** What would cover the page is what one saw before only where it is the same page, loaded once more. */
  const goesOnOpen = () => {
    const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return page?.type === "reload" || Math.min(innerWidth, innerHeight) > 480;
  };

  const show = (next: boolean, opener?: Element | null) => {
    const before = open;
    open = next && (opener !== null || before || goesOnOpen());
    // Only a person moves the focus, not a page that opens the chat by itself.
    if (open && !(before && opener === null))
      back = opener !== null && navigator.userActivation.isActive ? (opener ?? document.activeElement) : null;
    if (open && back) unsure = false;
    if (!frame) {
      if (!open && !underWay) return;
      make();
    } else tell(!!back);
    if (!frame) return;
    follow();
    const focused = root.activeElement === frame;
    place();
    if (underWay) leave(open ? "open" : "shut");
    if (open && back) frame.focus();
    if (!open && focused) goHome();
    if (open !== before) changed(open ? "opened" : "closed");
  };

  const goHome = () => (home() as HTMLElement | undefined)?.focus();

  /** Takes away a frame in which there is no chat. */
  const takeAway = () => {
    waitNoMore();
    if (open) show(false);
    frame?.remove();
    frame = undefined;
    preview = 0;
    title.show(0);
    unread = 0;
    view.changed();
    draw();
  };

  const drop = () => {
    const waitedFor = open;
    takeAway();
    if (!waitedFor) return;
    view.failed();
    if (back) root.querySelector("a")?.focus();
  };

  /** What the frame knows goes before what the page before has left. */
  const learn = (on: boolean) => {
    const gone = unsure && !on;
    unsure = false;
    underWay = on;
    leave(on ? (open ? "open" : "shut") : null);
    if (gone) return takeAway();
    place();
    draw();
  };

  const hear = ({ origin: from, source, data }: MessageEvent<FromFrame | null>) => {
    if (!frame || source !== frame.contentWindow || from !== origin) return;
    if (data?.juttu === "here") waitNoMore();
    if (data?.juttu === "close" && open) show(false);
    if (data?.juttu === "open") show(true, home());
    if (data?.juttu === "underway") learn(data.on);
    if (data?.juttu === "preview") {
      const focused = root.activeElement === frame;
      preview = +data.height;
      place();
      follow();
      // What one has put away had the focus.
      if (!preview && !open && focused) goHome();
    }
    if (data?.juttu === "unread") {
      unread = data.count;
      title.show(unread);
      changed("unread");
    }
  };

  return {
    get open() {
      return open;
    },
    show,
    draw,
    comeBack: () => {
      if (!frame) return;
      frame.src = address(true);
      wire(false);
    },
    remove: () => {
      waitNoMore();
      removeEventListener("message", hear);
      for (const change of ["resize", "scroll"]) seen?.removeEventListener(change, follow);
      title.show(0);
      leave(null);
    },
  };
};

export default makePanel;

/** Puts a number before the page's title and takes it away again, leaving whatever the page has written meanwhile. */
function titleCount() {
  let count = 0;
  let prefix = "";
  let text: Text | undefined;
  let made: HTMLTitleElement | undefined;
  let fights = 0;

  const find = (): Text => {
    let title = document.querySelector("head > title");
    if (!title) {
      made = document.createElement("title");
      document.head.append(made);
      title = made;
    }
    if (!title.firstChild) title.append("");
    return title.firstChild as Text;
  };

  const show = (next: number) => {
    count = next;
    // Wherever it is by now: others, too, write before what is there.
    if (prefix && text?.data.includes(prefix)) text.data = text.data.replace(prefix, "");
    // A space that no page writes after a number by itself.
    prefix = count ? `(${count})\u00a0` : "";
    if (!prefix) {
      watch.disconnect();
      if (made && !made.textContent) made.remove();
      made = text = undefined;
      return;
    }
    text = find();
    text.data = prefix + text.data;
    watch.observe(document.head, { childList: true, subtree: true, characterData: true });
  };

  const watch = new MutationObserver(() => {
    text = find();
    // A page that will not have it gets its way.
    if (text.data.includes(prefix) || fights > 4) return;
    fights += 1;
    setTimeout(() => {
      fights -= 1;
    }, 1000);
    show(count);
  });
  return { show };
}
