import type { TemporaryPassword } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { CopyText } from "../../parts/copy";
import { Dialog } from "../../parts/dialog";
import { useMoment } from "../../parts/moment";
import { people } from "./room";

/** A temporary password, which nobody can be told again. */
export function Password({ made, onShut }: { made: TemporaryPassword; onShut: () => void }) {
  const { words } = useSpeechOf(people);
  const momentOf = useMoment();
  const { password } = words;
  return (
    // Only its button closes it: nobody can be told again what it says.
    <Dialog title={password.title(made.person.person)} shut={words.shut} onShut={onShut} stays>
      <p>{password.lead}</p>
      <p>
        <code class="secret">{made.password}</code>
      </p>
      <p class="help">{password.until(momentOf(made.valid_until))}</p>
      <div class="form-end">
        <CopyText text={made.password} first />
        <button type="button" class="primary" onClick={onShut}>
          {password.done}
        </button>
      </div>
    </Dialog>
  );
}
