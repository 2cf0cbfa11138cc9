import { Scissors } from "lucide";
import { Icon } from "../../shared/icon";
import { DRAFT_CHARACTERS, lengthOf, MESSAGE_CHARACTERS } from "../../shared/text";
import { partsOf } from "../parting";
import { useLaterWords } from "../words";

/** Offers to send a draft that is too long for one message as several. */
export function InParts({ draft, onSay }: { draft: string; onSay: (texts: string[]) => void }) {
  const { later } = useLaterWords();
  const length = lengthOf(draft);
  if (length <= MESSAGE_CHARACTERS || length > DRAFT_CHARACTERS) return null;
  const parts = partsOf(draft, MESSAGE_CHARACTERS);
  return (
    <button type="button" class="text-button" onClick={() => onSay(parts)}>
      <Icon of={Scissors} small />
      {later.inParts(parts.length)}
    </button>
  );
}
