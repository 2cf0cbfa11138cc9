import { useState } from "preact/hooks";
import type { Screen } from "../../../shared/conversation";
import { isBlank } from "../../../shared/text";
import { Dialog } from "../../parts/dialog";
import { useDesk, useLaterSpeech } from "./context";
import { unsent } from "./state";

/** Asked once before a conversation is closed, for that cannot be taken back. */
export function CloseQuestion({ screen }: { screen: Screen }) {
  const { question, close, work } = useDesk();
  const { words } = useLaterSpeech();
  const [abuse, setAbuse] = useState(false);
  const draft = work.drafts.of(screen.conversation);
  const waiting = unsent([screen]);
  const shut = () => {
    question.value = null;
  };
  return (
    <Dialog title={words.close.title} shut={words.shut} onShut={shut}>
      <p>{words.close[whatFollows(screen)]}</p>
      {isBlank(draft) ? null : (
        <p>
          {words.close.draft} <q dir="auto">{draft}</q>
        </p>
      )}
      {waiting > 0 && <p>{words.close.unsent(waiting)}</p>}
      <div class="choices">
        <label>
          <input
            type="checkbox"
            checked={abuse}
            aria-describedby="abuse-help"
            onChange={(event) => setAbuse(event.currentTarget.checked)}
          />
          {words.close.abuse}
        </label>
      </div>
      <p class="help" id="abuse-help">
        {words.close.abuseHelp}
      </p>
      <div class="form-end">
        <button type="button" class="danger" autofocus onClick={() => close(abuse ? "abuse" : null)}>
          {question.value === "close-next" ? words.close.verbNext : words.close.verb}
        </button>
        <button type="button" class="secondary" onClick={shut}>
          {words.close.keep}
        </button>
      </div>
    </Dialog>
  );
}

/** Who has asked for the answer by e-mail gets it with the end, or is told that there is none. */
function whatFollows({ facts, entries }: Screen): "what" | "answer" | "noAnswer" {
  if (facts?.left_until == null) return "what";
  return entries.some(({ kind, by }) => kind === "said" && by === "agent") ? "answer" : "noAnswer";
}
