import { Dialog } from "../../parts/dialog";
import { useDesk, useLaterSpeech } from "./context";
import { NotSent, useNotSent } from "./not_sent";
import { WhoStays } from "./who_stays";

/** Asked before somebody goes away or signs out who has visitors, or is rung for some: nobody is left alone without a word. */
export function LeaveQuestion({ out }: { out: boolean }) {
  const { giveAllBack, leave, mine, question, setAway, waiting } = useDesk();
  const { words } = useLaterSpeech();
  const { leaving } = words;
  const notSent = useNotSent();
  const shut = () => {
    question.value = null;
  };
  return (
    <Dialog title={out ? leaving.outTitle : leaving.awayTitle} shut={words.shut} onShut={shut}>
      {mine.value > 0 && <p>{out ? leaving.out(mine.value) : leaving.away(mine.value)}</p>}
      {waiting.value > 0 && <p>{leaving.waiting(waiting.value)}</p>}
      {/* Being away keeps what is typed; signing out forgets it. */}
      {out && <NotSent of={notSent} />}
      {out && notSent.drafts > 0 && <p>{leaving.draftsGo}</p>}
      <WhoStays />
      <div class="form-end">
        <button type="button" class="primary" autofocus onClick={shut}>
          {leaving.stay}
        </button>
        {out ? (
          <button type="button" class="danger" onClick={leave}>
            {leaving.outVerb}
          </button>
        ) : mine.value > 0 ? (
          <>
            <button type="button" class="secondary" onClick={setAway}>
              {leaving.keepThem}
            </button>
            <button type="button" class="secondary" onClick={giveAllBack}>
              {leaving.giveBack}
            </button>
          </>
        ) : (
          <button type="button" class="secondary" onClick={setAway}>
            {words.away}
          </button>
        )}
      </div>
    </Dialog>
  );
}
