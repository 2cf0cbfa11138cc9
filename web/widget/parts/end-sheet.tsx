import { Mail } from "lucide";
import { Icon } from "../../shared/icon";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { offersCopy } from "./order-state";
import { Sheet } from "./sheet";
import { waitsAlone, withoutAddress } from "./without-address";

interface EndSheetProps {
  chat: Chat;
  /** It has ended by this. */
  onEnded: () => void;
  /** An address is to be given instead, to which the answer goes. */
  onLeave: () => void;
  onClose: () => void;
}

/** Asks once before the end, and says what it costs: of a question that nobody is there to answer, how its answer would come. */
export function EndSheet({ chat, onEnded, onLeave, onClose }: EndSheetProps) {
  const words = useLaterWords();
  const { later, errors } = words;
  const { busy, problem } = chat.asked.end;
  const { facts } = chat.screen;
  const end = async () => {
    if (!(await chat.end())) return;
    onEnded();
    onClose();
  };
  const unanswered = facts?.left_until != null ? later.endLeftHelp : later.endUnansweredHelp;
  return (
    <Sheet title={later.endQuestion} onClose={onClose}>
      <p>{facts?.status === "waiting" && !chat.answered ? unanswered : later.endHelp}</p>
      {waitsAlone(chat) && (
        <p>
          {later.leave.alone}. {withoutAddress(chat, words)}
        </p>
      )}
      {offersCopy(chat) && <p>{later.endCopyHelp}</p>}
      <p class="form-trouble" role="alert">
        {problem && sentenceOf(errors, problem)}
      </p>
      <div class="actions">
        {waitsAlone(chat) && (
          <button type="button" class="button button-first" onClick={onLeave}>
            <Icon of={Mail} small />
            {later.leave.verb}
          </button>
        )}
        <button type="button" class="button button-trouble" aria-disabled={busy} onClick={end}>
          {busy ? later.copy.working : later.endYes}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {later.endNo}
        </button>
      </div>
    </Sheet>
  );
}
