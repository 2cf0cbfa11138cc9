import { X } from "lucide";
import { useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Chat } from "../chat";
import { MAILED } from "../rows";
import { useLaterWords } from "../words";
import { OrderState, offersCopy, unhappy } from "./order-state";
import { awaitsCode } from "./order-words";

/** In the chat: the agent's offer of a copy, or where the visitor's order stands, until it is put away or has been sent. */
export function CopyCard({ chat, onCopy }: { chat: Chat; onCopy: () => void }) {
  const { transcript } = chat;
  const [putAway, setPutAway] = useState("");
  const { widget, later } = useLaterWords();
  if (transcript === null) return null;
  const { state, order } = transcript;
  // What comes of it next is told again.
  const stands = `${order} ${state}`;
  if (MAILED.includes(state) || putAway === stands) return null;
  // What waits for its answer is told of where one waits.
  if (transcript.with_answer && state === "confirmed" && chat.screen.facts?.status === "waiting") return null;
  const isOver = unhappy.includes(state) || (state === "ordered" && !awaitsCode(transcript));
  return (
    <section class="card copy-card" aria-label={later.copy.title}>
      {state === "offered" ? (
        <p role="status">{later.copy.offer(chat.screen.facts?.alias ?? widget.agentUnknown)}</p>
      ) : (
        <OrderState chat={chat} transcript={transcript} />
      )}
      {state !== "offered" && (
        <button
          type="button"
          class="icon-button"
          aria-label={later.copy.putAway}
          title={later.copy.putAway}
          onClick={() => setPutAway(stands)}
        >
          <Icon of={X} small />
        </button>
      )}
      <div class="actions">
        {state === "offered" && (
          <>
            <button type="button" class="button button-first" onClick={onCopy}>
              {later.copy.offerYes}
            </button>
            <button type="button" class="button" onClick={() => setPutAway(stands)}>
              {later.copy.offerNo}
            </button>
          </>
        )}
        {awaitsCode(transcript) && (
          <button type="button" class="button button-first" onClick={onCopy}>
            {later.copy.giveCode}
          </button>
        )}
        {isOver && offersCopy(chat) && (
          <button type="button" class="button" onClick={onCopy}>
            {later.copy.again}
          </button>
        )}
      </div>
    </section>
  );
}
