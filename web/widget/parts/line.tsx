import { useEffect, useRef, useState } from "preact/hooks";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { Banner } from "./banner";
import { isRated } from "./end-page";
import { Hold, Silence, useHold, useSilence } from "./silence";

interface LineProps {
  chat: Chat;
  /** Goes on to the page of the end. */
  onEnd: () => void;
  onStartOver: () => void;
}

/** So many tries go by before a line that was never open is called broken. */
const TRIES_OF_CONNECTING = 3;

/** The one banner, between messages and input: what is wrong with the line, and what one can do about it. */
export function Line({ chat, onEnd, onStartOver }: LineProps) {
  const { widget, later, errors } = useLaterWords();
  const { link, screen } = chat;
  const state = useLasting(useStateOf(chat));
  const silenceEndsAt = useSilence(chat);
  const holdEndsAt = useHold(chat);
  const unsent = screen.pending.filter((one) => one.state === "sending").length;
  const checked = screen.pending.find(({ problem }) => problem?.code === "check_needed")?.problem;
  if (checked) return <Banner words={sentenceOf(errors, checked)} attention />;
  if (chat.ended) {
    const rates = screen.facts !== null && isRated(screen.facts);
    return <Banner words={widget.endTitle} action={later.endGoOn(rates)} onAction={onEnd} takesFocus />;
  }
  if (screen.lost) return <Banner words={later.lost} action={widget.endNew} onAction={onStartOver} takesFocus />;
  if (link.is === "ended" && link.why === "replaced") {
    return <Banner words={later.lineReplaced} action={later.lineHere} onAction={() => chat.takeOver()} />;
  }
  if (state === "broken") {
    // The same words at every try, so that they are read out once.
    const words = unsent > 0 ? later.lineBrokenUnsent(unsent) : later.lineBroken;
    return <Banner words={words} action={later.lineNow} onAction={() => chat.wake()} trouble />;
  }
  if (silenceEndsAt !== null) return <Silence chat={chat} endsAt={silenceEndsAt} />;
  const { messages_left: left = null } = screen.facts ?? {};
  if (left !== null && !chat.ended) return <Banner words={later.nearlyFull(left)} attention />;
  if (holdEndsAt !== null) return <Hold chat={chat} endsAt={holdEndsAt} />;
  if (screen.problem) return <Banner words={later.behind} trouble />;
  if (state === "connecting") return <Banner words={later.lineConnecting} />;
  return <Banner words={state === "polling" && !chat.ended ? later.lineSlow : ""} />;
}

type State = "fine" | "connecting" | "broken" | "polling";

function useStateOf({ link, started }: Chat): State {
  const wasOpen = useRef(false);
  if (!started) wasOpen.current = false;
  if (link.is === "open") wasOpen.current = true;
  if (!started || link.is === "idle") return "fine";
  if (link.is === "open") return link.by === "polling" ? "polling" : "fine";
  const begins = !wasOpen.current && link.is !== "ended" && link.tries < TRIES_OF_CONNECTING;
  return begins || (link.is === "connecting" && link.tries === 0) ? "connecting" : "broken";
}

/** A break that heals within a moment is nobody's concern. */
function useLasting(state: State): State {
  const [lasting, setLasting] = useState<State>("fine");
  const passing = state === "connecting" || state === "broken";
  useEffect(() => {
    if (!passing) return setLasting(state);
    const timer = setTimeout(() => setLasting(state), 1200);
    return () => clearTimeout(timer);
  }, [state]);
  return passing ? lasting : state;
}
