import { ArrowDown } from "lucide";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Chat } from "../chat";
import { useTalkWords } from "../words";

interface ScrollingProps {
  chat: Chat;
  open: boolean;
  /** What scrolls. */
  box: RefObject<HTMLDivElement | null>;
}

/** Keeps the newest message in view, unless one reads further up: then nothing moves, and a button says what came. */
export function Scrolling({ chat, open, box }: ScrollingProps) {
  const { widget } = useTalkWords();
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const { unread } = chat;
  const sentHere = chat.screen.pending.length;

  const look = () => chat.look(open && atEnd.current && document.visibilityState === "visible");
  const toEnd = () => {
    // Before the first message one reads from the top: the notice.
    const begun = chat.started || chat.screen.pending.length > 0;
    if (box.current) box.current.scrollTop = begun ? box.current.scrollHeight : 0;
  };
  const scrolled = () => {
    // The last scrolling may be told after the page of the end has taken its place.
    if (box.current === null) return;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    const now = scrollHeight - scrollTop - clientHeight < 48;
    if (now === atEnd.current) return;
    atEnd.current = now;
    setAway(!now);
    look();
  };

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  });
  // What one has just written is what one wants to see.
  useLayoutEffect(() => {
    if (sentHere === 0) return;
    atEnd.current = true;
    setAway(false);
    toEnd();
  }, [sentHere]);
  useEffect(() => {
    const scroller = box.current as HTMLDivElement;
    const resized = new ResizeObserver(() => atEnd.current && toEnd());
    resized.observe(scroller);
    scroller.addEventListener("scroll", scrolled);
    return () => {
      resized.disconnect();
      scroller.removeEventListener("scroll", scrolled);
    };
  }, [chat.started, open]);
  useEffect(() => {
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [open]);

  if (!away || unread === 0) return null;
  const goToEnd = () => {
    atEnd.current = true;
    setAway(false);
    toEnd();
    look();
  };
  return (
    <button type="button" class="to-newest" onClick={goToEnd}>
      <Icon of={ArrowDown} small />
      {widget.newMessages(unread)}
    </button>
  );
}
