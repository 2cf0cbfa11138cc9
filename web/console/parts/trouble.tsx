import { TriangleAlert } from "lucide";
import { Icon } from "../../shared/icon";
import { staffSentenceOf } from "../speaking";
import { useApp, useSpeech } from "./context";

/** The one place for what went wrong: what happened, and the way on. */
export function TroubleLine() {
  const { notices } = useApp();
  const { words } = useSpeech();
  const trouble = notices.trouble.value;
  const clear = () => {
    notices.trouble.value = null;
  };
  const again = () => {
    clear();
    trouble?.again?.();
  };
  return (
    <div role="alert" class="trouble-place">
      {trouble && (
        <div class="trouble">
          <Icon of={TriangleAlert} />
          <p>{staffSentenceOf(words, trouble.problem)}</p>
          {trouble.again && (
            <button type="button" class="secondary" onClick={again}>
              {words.again}
            </button>
          )}
          <button type="button" class="quiet" onClick={clear}>
            {words.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
