import { useApp, useSpeech } from "../parts/context";
import { Dialog } from "../parts/dialog";

/** Asked once before a conversation is closed, for that cannot be taken back. */
export function CloseQuestion() {
  const { question, close } = useApp();
  const { words } = useSpeech();
  const shut = () => {
    question.value = null;
  };
  return (
    <Dialog title={words.close.title} shut={words.shut} onShut={shut}>
      <p>{words.close.what}</p>
      <div class="form-end">
        <button type="button" class="danger" autofocus onClick={close}>
          {words.close.verb}
        </button>
        <button type="button" class="secondary" onClick={shut}>
          {words.close.keep}
        </button>
      </div>
    </Dialog>
  );
}
