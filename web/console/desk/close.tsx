import { useState } from "preact/hooks";
import { useApp, useSpeech } from "../parts/context";
import { Dialog } from "../parts/dialog";

/** Asked once before a conversation is closed, for that cannot be taken back. */
export function CloseQuestion() {
  const { question, close } = useApp();
  const { words } = useSpeech();
  const [abuse, setAbuse] = useState(false);
  const shut = () => {
    question.value = null;
  };
  return (
    <Dialog title={words.close.title} shut={words.shut} onShut={shut}>
      <p>{words.close.what}</p>
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
          {words.close.verb}
        </button>
        <button type="button" class="secondary" onClick={shut}>
          {words.close.keep}
        </button>
      </div>
    </Dialog>
  );
}
