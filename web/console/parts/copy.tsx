import { Copy } from "lucide";
import { Icon } from "../../shared/icon";
import { useApp, useSpeech } from "./context";

interface CopyTextProps {
  text: string;
  quiet?: boolean;
  /** It has the focus in its dialog. */
  first?: boolean;
}

/** Puts a text on the clipboard and says whether it got there. */
export function CopyText({ text, quiet = false, first = false }: CopyTextProps) {
  const { notices } = useApp();
  const { copying } = useSpeech().words;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      notices.tell(copying.done);
    } catch {
      notices.tell(copying.failed);
    }
  };
  return (
    <button type="button" autofocus={first} class={quiet ? "quiet" : "secondary"} onClick={() => void copy()}>
      {!quiet && <Icon of={Copy} small />}
      {copying.verb}
    </button>
  );
}
