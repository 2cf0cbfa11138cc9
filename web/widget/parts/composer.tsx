import { SendHorizontal } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "../../shared/text";
import { useWords } from "../words";

interface ComposerProps {
  /** Whether something is being written: told while it changes. */
  onTyping: (on: boolean) => void;
  draft: string;
  onDraft: (text: string) => void;
  onSay: (text: string) => void;
}

const COUNTED_FROM = 1800;

/** The input: it grows to five lines, Enter sends, Shift and Enter break the line. */
export function Composer({ draft, onDraft, onTyping, onSay }: ComposerProps) {
  const { widget } = useWords();
  const input = useRef<HTMLTextAreaElement>(null);
  const length = lengthOf(draft);
  const over = length - MESSAGE_CHARACTERS;
  const sendable = !isBlank(draft) && over <= 0;

  useLayoutEffect(() => growToFit(input.current), [draft]);

  const send = () => {
    if (!sendable) return;
    onSay(draft.trim());
    input.current?.focus();
  };
  const key = (event: KeyboardEvent) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const write = (text: string) => {
    onDraft(text);
    onTyping(!isBlank(text));
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
          value={draft}
          placeholder={widget.write}
          aria-label={widget.write}
          aria-describedby="counter"
          aria-invalid={over > 0}
          enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={key}
        />
        <button type="submit" class="send" aria-label={widget.send} title={widget.send} aria-disabled={!sendable}>
          <Icon of={SendHorizontal} />
        </button>
      </div>
      <p id="counter" class={over > 0 ? "counter counter-over" : "counter"} aria-live="polite">
        {over > 0 && widget.tooLong(over)}
        {over <= 0 && length > COUNTED_FROM && widget.counter(length, MESSAGE_CHARACTERS)}
      </p>
    </form>
  );
}

/** The style sheet holds the greatest height: five lines. */
function growToFit(input: HTMLTextAreaElement | null): void {
  if (input === null) return;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight}px`;
}
