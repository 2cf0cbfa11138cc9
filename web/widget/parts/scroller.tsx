import { ArrowDown } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Chat } from "../chat";
import { useWords } from "../words";

/** Keeps the newest message in view, unless one reads further up: then nothing moves, and a button says what came. */
export function Scroller({ chat, open, children }: { chat: Chat; open: boolean; children: ComponentChildren }) {
  const { widget } = useWords();
  const box = useRef<HTMLDivElement>(null);
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
    const resized = new ResizeObserver(() => atEnd.current && toEnd());
    resized.observe(box.current as HTMLDivElement);
    return () => resized.disconnect();
  }, [chat.started]);
  useEffect(() => {
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [open]);

  return (
    <div class="scroller-frame">
      <div class="scroller" ref={box} onScroll={scrolled}>
        {children}
      </div>
      {away && unread > 0 && (
        <button
          type="button"
          class="to-newest"
          onClick={() => {
            atEnd.current = true;
            setAway(false);
            toEnd();
            look();
          }}
        >
          <Icon of={ArrowDown} small />
          {widget.newMessages(unread)}
        </button>
      )}
    </div>
  );
}
