import { Copy } from "lucide";
import { useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { useTalkWords } from "../words";

/** Puts a text on the clipboard and says whether it got there. */
export function CopyTextButton({ text, words }: { text: string; words: string }) {
  const { widget } = useTalkWords();
  const [done, setDone] = useState<"no" | "yes" | "failed">("no");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone("yes");
    } catch {
      setDone("failed");
    }
  };
  return (
    <>
      <button type="button" class="text-button" onClick={copy}>
        <Icon of={Copy} small />
        {words}
      </button>
      <span class="quiet" role="status">
        {done === "yes" && widget.copied}
        {done === "failed" && widget.copyFailed}
      </span>
    </>
  );
}
