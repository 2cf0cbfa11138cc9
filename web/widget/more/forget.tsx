import { useEffect } from "preact/hooks";
import type { Chat } from "../chat";
import { CopyTextButton } from "../parts/copy-text";
import { Sheet } from "../parts/sheet";
import { Trouble } from "./trouble";
import { useMoreWords } from "./words";

/** Asks once before this device forgets the conversation, and shows by what one can come back to it. */
export function ForgetSheet({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { later, more } = useMoreWords();
  const { rights } = chat;
  useEffect(() => {
    if (rights === null) void chat.fetchRights();
  }, []);
  const forget = () => {
    chat.startOver("forgotten");
    onClose();
  };
  return (
    <Sheet title={more.forget.title} onClose={onClose}>
      <p>{more.forget.what}</p>
      <div class="rights">
        <dl>
          <div>
            <dt>{later.endReference}</dt>
            <dd class="figures">{rights?.reference}</dd>
          </div>
          <div>
            <dt>{later.endRightsCode}</dt>
            <dd class="figures">{rights?.rights_code}</dd>
          </div>
        </dl>
        {rights && (
          <CopyTextButton
            text={`${later.endReference}: ${rights.reference}\n${later.endRightsCode}: ${rights.rights_code}`}
            words={later.endCopyBoth}
          />
        )}
      </div>
      <Trouble problem={chat.asked.rights.problem} />
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
