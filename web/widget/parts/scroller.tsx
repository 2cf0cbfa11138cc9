import { ArrowDown } from "lucide";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { isBehind } from "../../shared/screen";
import type { Entry } from "../../shared/wire";
import type { Chat } from "../chat";
import { MOST_DRAWN, type View } from "../rows";
import { useLaterWords } from "../words";

interface ScrollingProps {
  chat: Chat;
  open: boolean;
  /** What scrolls. */
  box: RefObject<HTMLDivElement | null>;
  /** What of the conversation is drawn. */
  view: View;
  onView: (change: Partial<View>) => void;
}

/** So many entries are drawn at first, and so many more each time one comes near an end of them. */
const PAGE = 100;
/** How near, in pixels. */
const NEAR = 400;
/** So many entries are drawn before the first new one, so that one sees what it follows on. */
const BEFORE_NEWS = 10;
/** So far below the upper edge, in pixels, the line stands to which one is taken. */
const ABOVE_NEWS = 16;
/** Nearer to the end than this one is at the end. */
const AT_END = 48;

const isNews = (entry: Entry) => entry.by === "agent" && entry.kind === "said";

/**
 * Keeps the newest message in view, unless one reads further up: then nothing moves, and a button says what came.
 *
 * Of a long conversation only what is near is drawn, and where one left off there is a line.
 */
export function Scrolling({ chat, open, box, view, onView }: ScrollingProps) {
  const { widget, later } = useLaterWords();
  const atEnd = useRef(true);
  const anchor = useRef<{ node: Element; top: number } | null>(null);
  const sentBefore = useRef(0);
  const [away, setAway] = useState<"no" | "near" | "far">("no");
  const { unread, screen } = chat;
  const total = screen.entries.length;
  const sentHere = screen.pending.length;

  const seesEnd = () => atEnd.current && view.to === null;
  const caughtUp = useRef(false);
  const look = () => chat.look(open && caughtUp.current && seesEnd() && document.visibilityState === "visible");
  const toEnd = () => {
    // Before the first message one reads from the top: the notice.
    const begun = chat.started || sentHere > 0;
    if (box.current) box.current.scrollTop = begun ? box.current.scrollHeight : 0;
  };
  const remember = () => {
    anchor.current = anchorIn(box.current);
  };
  const scrolled = () => {
    // The last scrolling may be told after the page of the end has taken its place.
    if (box.current === null || box.current.clientHeight === 0) return;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    const below = scrollHeight - scrollTop - clientHeight;
    const now = view.to === null && below < AT_END;
    const turned = now !== atEnd.current;
    atEnd.current = now;
    remember();
    setAway(now ? "no" : view.to !== null || below > clientHeight ? "far" : "near");
    if (scrollTop < NEAR && view.from > 0) onView(earlier(view, total));
    else if (below < NEAR && view.to !== null) onView(newer(view, total));
    if (turned) look();
  };
  const goToEnd = () => {
    atEnd.current = true;
    setAway("no");
    if (view.to === null) toEnd();
    onView({ from: Math.max(0, total - PAGE), to: null });
    look();
  };
  const readOn = () => {
    goToEnd();
    // The button goes away: one reads on where it has taken one.
    box.current?.querySelector<HTMLElement>(".log")?.focus({ preventScroll: true });
  };
  /** Shows what is new, from where one left off if that is further than one page away. */
  const goToNews = () => {
    const line = box.current?.querySelector<HTMLElement>(".left-off");
    if (!box.current || !seesEnd()) return;
    toEnd();
    const hidden = line ? box.current.getBoundingClientRect().top - line.getBoundingClientRect().top + ABOVE_NEWS : 0;
    if (hidden <= 0) return;
    box.current.scrollTop -= hidden;
    atEnd.current = false;
    setAway("near");
    remember();
  };

  useLeftOff({ chat, open, view, onView }, goToNews);
  // Nothing counts as seen before all of it is here, and one stands where one left off.
  useLayoutEffect(() => {
    if (caughtUp.current || (chat.started && (!screen.facts || isBehind(screen)))) return;
    if (view.leftOff === null && firstNews(chat)) return;
    caughtUp.current = true;
    goToNews();
    look();
  });
  // Not at every drawing: what one unfolds further up does not take one to the end.
  useLayoutEffect(() => {
    if (seesEnd()) {
      toEnd();
      const least = Math.min(total - PAGE, (view.leftOff ?? total) - BEFORE_NEWS);
      if (least - view.from > PAGE / 4) onView({ from: least });
    } else if (anchor.current?.node.isConnected && box.current) {
      box.current.scrollTop += anchor.current.node.getBoundingClientRect().top - anchor.current.top;
    }
  }, [total, sentHere, screen.typing, screen.facts, view]);
  // What one has just written is what one wants to see.
  useLayoutEffect(() => {
    if (sentHere > sentBefore.current) goToEnd();
    sentBefore.current = sentHere;
  }, [sentHere]);
  // What is heard between two drawings is taken by what the newer one draws.
  const now = useRef({ scrolled, resized: () => {} });
  now.current = { scrolled, resized: () => (seesEnd() ? toEnd() : scrolled()) };
  useEffect(() => {
    const scroller = box.current as HTMLDivElement;
    const heard = () => now.current.scrolled();
    const sized = new ResizeObserver(() => now.current.resized());
    scroller.addEventListener("scroll", heard);
    sized.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", heard);
      sized.disconnect();
    };
  }, []);
  useEffect(() => {
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [open, view.to]);
  // Behind the page of the end nothing is seen.
  useEffect(() => () => chat.look(false), [chat]);

  const shown = away === "far" || unread > 0;
  return (
    // Where the newest are not drawn, the log does not tell of them.
    <div class="to-newest" aria-live={view.to === null ? "off" : "polite"}>
      {shown && !seesEnd() && (
        <button type="button" onClick={readOn}>
          <Icon of={ArrowDown} small />
          {unread > 0 ? widget.newMessages(unread) : later.toNewest}
        </button>
      )}
    </div>
  );
}

/** The uppermost message in view, by which what one reads is held where it is. */
function anchorIn(box: HTMLElement | null): { node: Element; top: number } | null {
  const top = box?.getBoundingClientRect().top ?? 0;
  for (const node of box?.querySelectorAll(".message") ?? []) {
    const place = node.getBoundingClientRect();
    if (place.bottom > top) return { node, top: place.top };
  }
  return null;
}

/** A page more before what is drawn; behind it so much falls away that no more than the most is drawn. */
export function earlier(view: View, total: number): Partial<View> & { from: number } {
  const from = Math.max(0, view.from - PAGE);
  const end = Math.min(view.to ?? total, from + MOST_DRAWN);
  return { from, to: end < total ? end : null };
}

/** A page more behind what is drawn. */
export function newer(view: View, total: number): Partial<View> {
  const end = Math.min(total, (view.to ?? total) + PAGE);
  return { from: Math.max(view.from, end - MOST_DRAWN), to: end < total ? end : null };
}

/** The first message that nobody has seen here, unless so much has come since that it is not drawn beside the newest. */
function firstNews({ screen, unread }: Chat): Entry | undefined {
  const first = unread > 0 ? screen.entries.filter(isNews).at(-unread) : undefined;
  return first && screen.entries.length - first.seq <= MOST_DRAWN - BEFORE_NEWS ? first : undefined;
}

/**
 * Draws the line above what came while nobody looked: while the chat was closed or hidden, while one read further up,
 * or before the page was loaded. It stays until one has read it and leaves, or writes.
 */
function useLeftOff({ chat, open, view, onView }: Omit<ScrollingProps, "box">, goToNews: () => void): void {
  const { unread, screen } = chat;
  const unreadBefore = useRef(0);
  // Before it is drawn: one may be taken to it in the same go.
  useLayoutEffect(() => {
    const news = unread > 0 && unreadBefore.current === 0;
    unreadBefore.current = unread;
    const first = news && firstNews(chat);
    if (first) onView({ from: Math.max(0, Math.min(view.from, first.seq - BEFORE_NEWS)), leftOff: first.seq });
  }, [unread]);
  useEffect(() => {
    if (screen.pending.length > 0 && view.leftOff !== null) onView({ leftOff: null });
  }, [screen.pending.length]);
  useEffect(() => {
    const leave = () => {
      if (chat.unread === 0 && view.leftOff !== null) onView({ leftOff: null });
    };
    const shown = () => (document.visibilityState === "visible" ? goToNews() : leave());
    if (!open) leave();
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  }, [open, view]);
  useLayoutEffect(() => {
    if (open) goToNews();
  }, [open]);
}

/** Asks for a page of earlier messages; where scrolling does it, nobody has to press it. */
export function Earlier({ chat, view, onView }: Pick<ScrollingProps, "chat" | "view" | "onView">) {
  const { later } = useLaterWords();
  const [told, tell] = useState(0);
  const button = useRef<HTMLButtonElement>(null);
  const total = chat.screen.entries.length;
  const from = Math.max(view.from, (view.to ?? total) - MOST_DRAWN);
  // With the last of them the button goes away, and the focus stays with what came.
  const hadFocus = button.current !== null && document.activeElement === button.current;
  useLayoutEffect(() => {
    if (from === 0 && hadFocus) document.querySelector<HTMLElement>(".log")?.focus({ preventScroll: true });
  }, [from]);
  if (from === 0 && told === 0) return null;
  const ask = () => {
    const next = earlier({ ...view, from }, total);
    tell(from - next.from);
    onView(next);
  };
  return (
    <div class="earlier">
      {from > 0 && (
        <button type="button" class="text-button" ref={button} onClick={ask}>
          {later.earlier}
        </button>
      )}
      <span class="only-heard" role="status">
        {told > 0 && later.earlierShown(told)}
      </span>
    </div>
  );
}
