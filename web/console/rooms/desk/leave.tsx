import { Dialog } from "../../parts/dialog";
import { useDesk, useLaterSpeech } from "./context";

/** Asked before somebody who has visitors goes away or signs out: nobody is left alone without a word. */
export function LeaveQuestion({ out }: { out: boolean }) {
  const { giveAllBack, leave, mine, question, setAway } = useDesk();
  const { words } = useLaterSpeech();
  const { leaving } = words;
  const shut = () => {
    question.value = null;
  };
  return (
    <Dialog title={out ? leaving.outTitle : leaving.awayTitle} shut={words.shut} onShut={shut}>
      <p>{out ? leaving.out(mine.value) : leaving.away(mine.value)}</p>
      <div class="form-end">
        <button type="button" class="primary" autofocus onClick={shut}>
          {leaving.stay}
        </button>
        {out ? (
          <button type="button" class="danger" onClick={leave}>
            {leaving.outVerb}
          </button>
        ) : (
          <>
            <button type="button" class="secondary" onClick={setAway}>
              {leaving.keepThem}
            </button>
            <button type="button" class="secondary" onClick={giveAllBack}>
              {leaving.giveBack}
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}
