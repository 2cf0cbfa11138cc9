import type { Chat } from "../chat";
import { useLaterWords } from "../words";

/** Three dots while the agent writes. */
export function TypingDots({ chat }: { chat: Chat }) {
  const { widget } = useLaterWords();
  if (!chat.screen.typing || chat.ended) return null;
  return (
    <p class="typing">
      <span class="only-heard">{widget.typing(chat.screen.facts?.alias ?? widget.agentUnknown)}</span>
      <i />
      <i />
      <i />
    </p>
  );
}
