import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { Sheet } from "./sheet";

/** Asks once before the end. */
export function EndSheet({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { later, errors } = useLaterWords();
  const { busy, problem } = chat.asked.end;
  const { facts } = chat.screen;
  const waitsForAnswer = facts?.left_until != null && facts.status === "waiting";
  const end = async () => {
    if (await chat.end()) onClose();
  };
  return (
    <Sheet title={later.endQuestion} onClose={onClose}>
      <p>{waitsForAnswer ? later.endLeftHelp : later.endHelp}</p>
      <p class="form-trouble" role="alert">
        {problem && sentenceOf(errors, problem)}
      </p>
      <div class="actions">
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
