import { Dialog } from "../../parts/dialog";
import { useDesk, useLaterSpeech } from "./context";

/** Asked where a copy is offered by a single key: the visitor sees the offer at once, and it cannot be taken back. */
export function OfferQuestion() {
  const { question, offerCopy } = useDesk();
  const { words } = useLaterSpeech();
  const shut = () => {
    question.value = null;
  };
  const offer = () => {
    shut();
    offerCopy();
  };
  return (
    <Dialog title={words.facts.offerTitle} shut={words.shut} onShut={shut}>
      <p>{words.facts.offerWhat}</p>
      <div class="form-end">
        <button type="button" class="primary" autofocus onClick={offer}>
          {words.facts.offer}
        </button>
        <button type="button" class="secondary" onClick={shut}>
          {words.facts.keep}
        </button>
      </div>
    </Dialog>
  );
}
