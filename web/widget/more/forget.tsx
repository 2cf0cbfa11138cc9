import type { Chat } from "../chat";
import { RightsCode } from "../parts/rights-code";
import { Sheet } from "../parts/sheet";
import { useMoreWords } from "./words";

/** Asks once before this device forgets the conversation, and shows by what one can come back to it. */
export function ForgetSheet({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { more } = useMoreWords();
  const forget = () => {
    chat.startOver("forgotten");
    onClose();
  };
  return (
    <Sheet title={more.forget.title} onClose={onClose}>
      <p>{more.forget.what}</p>
      <RightsCode chat={chat} help={false} />
      <div class="actions">
        <button type="button" class="button button-trouble" onClick={forget}>
          {more.forget.verb}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {more.forget.keep}
        </button>
      </div>
    </Sheet>
  );
}
