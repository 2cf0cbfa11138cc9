import { Copy } from "lucide";
import { Icon } from "../../shared/icon";
import { useApp, useSpeech } from "./context";

/** Puts a text on the clipboard and says whether it got there. */
export function CopyText({ text, quiet = false }: { text: string; quiet?: boolean }) {
  const { notices } = useApp();
  const { conversation } = useSpeech().words;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      notices.tell(conversation.textCopied);
    } catch {
      notices.tell(conversation.textNotCopied);
    }
  };
  return (
    <button type="button" class={quiet ? "quiet" : "secondary"} onClick={() => void copy()}>
      {!quiet && <Icon of={Copy} small />}
      {conversation.copyText}
    </button>
  );
}
