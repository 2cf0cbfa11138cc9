import { useState } from "preact/hooks";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { awaitsCode, OrderState, unhappy } from "./order-state";

/** In the chat: the agent's offer to order the conversation, or where the visitor's order stands. */
export function CopyCard({ chat, onCopy }: { chat: Chat; onCopy: () => void }) {
  const { transcript } = chat;
  const [declined, decline] = useState(0);
  const { widget, later } = useLaterWords();
  if (transcript === null || transcript.order === declined) return null;
  const { state } = transcript;
  // What waits for its answer is told of where one waits.
  if (transcript.with_answer && state === "confirmed" && chat.screen.facts?.status === "waiting") return null;
  return (
    <section class="card" aria-label={later.copy.title}>
      {state === "offered" ? (
        <p role="status">{later.copy.offer(chat.screen.facts?.alias ?? widget.agentUnknown)}</p>
      ) : (
        <OrderState transcript={transcript} />
      )}
      <div class="actions">
        {state === "offered" && (
          <>
            <button type="button" class="button button-first" onClick={onCopy}>
              {later.copy.offerYes}
            </button>
            <button type="button" class="button" onClick={() => decline(transcript.order)}>
              {later.copy.offerNo}
            </button>
          </>
        )}
        {awaitsCode(transcript) && (
          <button type="button" class="button button-first" onClick={onCopy}>
            {later.copy.giveCode}
          </button>
        )}
        {(unhappy.includes(state) || (state === "ordered" && !awaitsCode(transcript))) && (
          <button type="button" class="button" onClick={onCopy}>
            {later.copy.again}
          </button>
        )}
      </div>
    </section>
  );
}
