import { useEffect, useRef, useState } from "preact/hooks";
import type { Facts } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { useAsking } from "./asking";
import { Banner } from "./banner";

/** Returns when the visitor's silence ends the conversation, by this device's clock; null before they are warned. */
export const useSilence = (chat: Chat) => useEndOf(chat, "silence_ends_in");

/** Returns when what the agent is checking should be checked, by this device's clock; null while they check nothing. */
export const useHold = (chat: Chat) => useEndOf(chat, "hold_ends_in");

function useEndOf({ screen, now }: Chat, fact: "silence_ends_in" | "hold_ends_in"): number | null {
  const left = screen.facts?.[fact] ?? null;
  // What stands in the facts was true when it was told, so the time is counted from when it came.
  const told = useRef({ what: "", endsAt: 0 });
  const what = `${left} ${screen.facts?.seq}`;
  if (told.current.what !== what) told.current = { what, endsAt: now + (left ?? 0) * 1000 };
  return left === null || screen.facts?.status !== "active" ? null : told.current.endsAt;
}

/** Says that the agent is checking something, once, and for how long still, for the eye alone: a clock that talks disturbs. */
export function Hold({ chat, endsAt }: { chat: Chat; endsAt: number }) {
  const { widget, later } = useLaterWords();
  useEveryTenSeconds();
  const minutes = Math.ceil((endsAt - chat.now) / 60_000);
  const words = later.onHold(chat.screen.facts?.alias ?? widget.agentUnknown);
  return <Banner words={words} beside={minutes > 0 ? later.onHoldFor(minutes) : later.onHoldStill} attention />;
}

/** Warns of the end that silence brings, with the one action that keeps the conversation open. */
export function Silence({ chat, endsAt }: { chat: Chat; endsAt: number }) {
  const { later, errors } = useLaterWords();
  const [{ busy, problem }, ask] = useAsking();
  useEveryTenSeconds();
  const minutes = Math.max(1, Math.ceil((endsAt - chat.now) / 60_000));
  const stay = async () => {
    if (busy) return;
    const facts = await ask(() => chat.ask<Facts>("POST", "v1/conversation/stay"));
    if (facts) chat.learn(facts);
  };
  const words = problem ? `${later.silence(minutes)} ${sentenceOf(errors, problem)}` : later.silence(minutes);
  return <Banner words={words} action={later.silenceStay} onAction={stay} attention />;
}

function useEveryTenSeconds(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
}
