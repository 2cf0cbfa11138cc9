import { Unplug } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Chat } from "../chat";
import { useWords } from "../words";

interface LineProps {
  chat: Chat;
  onBack: (() => void) | null;
  onStartOver: () => void;
}

/** The one banner, between messages and input: what is wrong with the line, and what one can do about it. */
export function Line({ chat, onBack, onStartOver }: LineProps) {
  const { widget } = useWords();
  const { link, screen } = chat;
  const broken = useLasting(
    link.is === "waiting" || link.is === "ended" || (link.is === "connecting" && link.tries > 0),
  );
  const unsent = screen.pending.filter((one) => one.state === "sending").length;
  if (onBack) return <Banner words={widget.endTitle} action={widget.endHide} onAction={onBack} />;
  if (screen.lost) return <Banner words={widget.lost} action={widget.endNew} onAction={onStartOver} />;
  if (link.is === "ended" && link.why === "replaced") {
    return <Banner words={widget.lineReplaced} action={widget.lineHere} onAction={() => chat.takeOver()} />;
  }
  if (broken && chat.started) {
    const words = unsent > 0 ? widget.lineBrokenUnsent(unsent) : widget.lineBroken;
    return <Banner words={words} action={widget.lineNow} onAction={() => chat.wake()} trouble />;
  }
  if (screen.problem) return <Banner words={widget.behind} trouble />;
  const slow = chat.started && !chat.ended && link.is === "open" && link.by === "polling";
  return <Banner words={slow ? widget.lineSlow : ""} />;
}

/** A break that heals within a moment is nobody's concern. */
function useLasting(now: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!now) return setLasts(false);
    const timer = setTimeout(() => setLasts(true), 1200);
    return () => clearTimeout(timer);
  }, [now]);
  return now && lasts;
}

interface BannerProps {
  words: string;
  action?: string;
  onAction?: () => void;
  trouble?: boolean;
}

function Banner({ words, action, onAction, trouble = false }: BannerProps) {
  return (
    <div class={words === "" ? "line line-empty" : trouble ? "line line-trouble" : "line"}>
      <p role="status">
        {trouble && words !== "" && <Icon of={Unplug} small />}
        {words}
      </p>
      {action && (
        <button type="button" class="text-button" onClick={onAction}>
          {action}
        </button>
      )}
    </div>
  );
}
