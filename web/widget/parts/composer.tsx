import { SendHorizontal } from "lucide";
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { DRAFT_CHARACTERS, isBlank, lengthOf, MESSAGE_CHARACTERS } from "../../shared/text";
import { growToFit, isTouched, sends } from "../../shared/writing";
import { useWords } from "../words";

interface ComposerProps {
  draft: string;
  onDraft: (text: string) => void;
  /** Whether something is being written: told while it changes. */
  onTyping: (on: boolean) => void;
  onSay: (text: string) => void;
  /** Something was brought that is not taken in: why, `Counter` says once it is loaded. */
  onRefuse: () => void;
  /** Says how long the draft is, and why what was brought is not in it, once it is loaded. */
  Counter: ComponentType<{ draft: string; refused: number | null }> | null;
  /** What else one can do with a draft. */
  children?: ComponentChildren;
}

/** The input: it grows to five lines, Enter sends, Shift and Enter break the line; on a phone the button sends. */
export function Composer({ draft, onDraft, onTyping, onSay, onRefuse, Counter, children }: ComposerProps) {
  const { widget } = useWords();
  const input = useRef<HTMLTextAreaElement>(null);
  /** How long the text is that was refused; 0 for what is no text. */
  const [refused, setRefused] = useState<number | null>(null);
  const tooLong = lengthOf(draft) > MESSAGE_CHARACTERS;
  const sendable = !isBlank(draft) && !tooLong;

  useLayoutEffect(() => growToFit(input.current), [draft]);
  // A file that is dropped beside the input would be shown in the chat's place.
  useEffect(() => {
    document.addEventListener("dragover", refuseFiles);
    document.addEventListener("drop", refuseFiles);
    return () => {
      document.removeEventListener("dragover", refuseFiles);
      document.removeEventListener("drop", refuseFiles);
    };
  });

  const send = () => {
    if (!sendable) return;
    onSay(draft.trim());
    input.current?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (!sends(event)) return;
    event.preventDefault();
    send();
  };
  const write = (text: string) => {
    setRefused(null);
    onDraft(text);
    onTyping(!isBlank(text));
  };
  const refuse = (characters: number) => {
    onRefuse();
    setRefused(characters);
  };
  const refuseFiles = (event: Event & { dataTransfer?: DataTransfer | null }) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (event.type === "drop") refuse(0);
  };
  /** Takes in what is pasted or dropped, unless it is a book or a picture: that stays where it was, and is said so. */
  const bring = (event: Event, brought: DataTransfer | null) => {
    const text = brought?.getData("text/plain") ?? "";
    if (lengthOf(draft) + lengthOf(text) > DRAFT_CHARACTERS) {
      event.preventDefault();
      refuse(lengthOf(text));
    } else if (text === "" && (brought?.files.length ?? 0) > 0) {
      event.preventDefault();
      refuse(0);
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-box">
        <textarea
          ref={input}
          rows={1}
          dir="auto"
          value={draft}
          placeholder={widget.write}
          aria-label={widget.write}
          aria-describedby={Counter ? "counter" : undefined}
          aria-invalid={tooLong}
          enterkeyhint={isTouched() ? "enter" : "send"}
          onInput={(event) => write(event.currentTarget.value)}
          onPaste={(event) => bring(event, event.clipboardData)}
          onDrop={(event) => bring(event, event.dataTransfer)}
          onKeyDown={key}
        />
        <button type="submit" class="send" aria-label={widget.send} title={widget.send} aria-disabled={!sendable}>
          <Icon of={SendHorizontal} />
        </button>
      </div>
      {Counter && <Counter draft={draft} refused={refused} />}
      {children}
    </form>
  );
}
