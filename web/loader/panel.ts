/**
 * What is needed on the company's page from the first click on: the chat's frame, what it and the page say to each
 * other, and the number of unread messages before the page's title.
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
}

export interface Panel {
  readonly open: boolean;
  /** Opens or closes. When a person has asked for it the focus goes in, and comes back to the opener. */
  show: (open: boolean, opener?: Element) => void;
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
  const seen = window.visualViewport;
  const sheet = new CSSStyleSheet();
  const title = titleCount();
  const badge = document.createElement("b");
  const heard = document.createElement("span");
  let frame: HTMLIFrameElement | undefined;
  let back: Element | null | undefined;
  let open = false;
  let unread = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;

  sheet.replaceSync(style);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  heard.textContent = `${say.unread}: `;
  button.append(badge);

  const address = (quiet: boolean) => {
    const said: [string, string][] = [
      ["language", host.lang],
      ["origin", location.origin],
    ];
    // As the page's own style sheet means it, where it is a variable of the page's.
    const brand = host.style.getPropertyValue("--juttu") && getComputedStyle(host).getPropertyValue("--juttu");
    if (brand) said.push(["colour", brand]);
    if (quiet) said.push(["quiet", "1"]);
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
    frame.style.setProperty("--seen", `${seen.height}px`);
    frame.style.setProperty("--above", `${seen.offsetTop}px`);
  };

  const changed = (event: Hears[0]) => {
    badge.replaceChildren(...(unread ? [heard, `${unread}`] : []));
    view.changed();
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

  const make = () => {
    frame = document.createElement("iframe");
    frame.className = `${button.className} ${button.isConnected ? "" : "alone"}`;
    frame.title = say.title;
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "no-referrer";
    // Before it is put in: the empty document of a frame without an address would be loaded first, and be taken for it.
    frame.src = address(!back);
    wire();
    root.append(frame);
  };

  /** Again and again: a page that writes itself anew takes all listeners away. */
  const wire = () => {
    if (!frame) return;
    listenFor(PATIENCE);
    frame.onload = () => {
      if (silence !== undefined) listenFor(PATIENCE_LOADED);
      // It has taken the focus already, unless it was asked to be quiet.
      tell(false);
    };
    button.onkeydown = ({ key }) => {
      if (key === "Escape" && open) show(false);
    };
    addEventListener("message", hear);
    for (const change of ["resize", "scroll"]) seen?.addEventListener(change, follow);
  };

  const show = (next: boolean, opener?: Element) => {
    const before = open;
    open = next;
    // Only a person moves the focus, not a page that opens the chat by itself.
    if (open) back = navigator.userActivation.isActive ? (opener ?? document.activeElement) : null;
    if (!frame) {
      if (!open) return;
      make();
    } else tell(!!back);
    if (!frame) return;
    follow();
    const focused = root.activeElement === frame;
    frame.hidden = !open;
    if (open && back) frame.focus();
    if (!open && focused && back instanceof HTMLElement) back.focus();
    if (open !== before) changed(open ? "opened" : "closed");
  };

  /** Takes away a frame in which there is no chat. */
  const drop = () => {
    const waitedFor = open;
    if (open) show(false);
    frame?.remove();
    frame = undefined;
    if (!waitedFor) return;
    view.failed();
    if (back) root.querySelector("a")?.focus();
  };

  const hear = ({ origin: from, source, data }: MessageEvent<FromFrame | null>) => {
    if (!frame || source !== frame.contentWindow || from !== origin) return;
    if (data?.juttu === "here") {
      clearTimeout(silence);
      silence = undefined;
    }
    if (data?.juttu === "close" && open) show(false);
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
    comeBack: () => {
      if (!frame) return;
      frame.src = address(true);
      wire();
    },
    remove: () => {
      clearTimeout(silence);
      removeEventListener("message", hear);
      for (const change of ["resize", "scroll"]) seen?.removeEventListener(change, follow);
      title.show(0);
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
    if (prefix && text?.data.startsWith(prefix)) text.data = text.data.slice(prefix.length);
    prefix = count ? `(${count}) ` : "";
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
    if (!text?.isConnected || !text.data.startsWith(prefix)) show(count);
  });
  return { show };
}
