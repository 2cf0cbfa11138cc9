import { SendHorizontal } from "lucide";
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { DRAFT_CHARACTERS, isBlank, lengthOf, MESSAGE_CHARACTERS } from "../../shared/text";
import { useWords } from "../words";

interface ComposerProps {
  draft: string;
  onDraft: (text: string) => void;
  /** Whether something is being written: told while it changes. */
  onTyping: (on: boolean) => void;
  onSay: (text: string) => void;
  /** Something was brought that is not taken in: why, `Refused` says once it is loaded. */
  onRefuse: () => void;
  Refused: ComponentType<{ characters: number }> | null;
  /** What else one can do with a draft. */
  children?: ComponentChildren;
}

const COUNTED_FROM = 1800;
/** So often is it read out how long the draft is, in characters. */
const HEARD_EVERY = 50;

/** The input: it grows to five lines, Enter sends, Shift and Enter break the line. */
export function Composer({ draft, onDraft, onTyping, onSay, onRefuse, Refused, children }: ComposerProps) {
  const { widget } = useWords();
  const input = useRef<HTMLTextAreaElement>(null);
  /** How long the text is that was refused; 0 for what is no text. */
  const [refused, setRefused] = useState<number | null>(null);
  const length = lengthOf(draft);
  const over = length - MESSAGE_CHARACTERS;
  const sendable = !isBlank(draft) && over <= 0;

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
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
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

  const told =
    over > 0 ? widget.tooLong(over) : length > COUNTED_FROM ? widget.counter(length, MESSAGE_CHARACTERS) : "";
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
          aria-describedby="counter"
          aria-invalid={over > 0}
          enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)}
          onPaste={(event) => bring(event, event.clipboardData)}
          onDrop={(event) => bring(event, event.dataTransfer)}
          onKeyDown={key}
        />
        <button type="submit" class="send" aria-label={widget.send} title={widget.send} aria-disabled={!sendable}>
          <Icon of={SendHorizontal} />
        </button>
      </div>
      <p id="counter" class={over > 0 ? "counter counter-over" : "counter"}>
        {told}
      </p>
      {refused !== null && Refused && (
        <p class="counter counter-over" role="alert">
          <Refused characters={refused} />
        </p>
      )}
      <p class="only-heard" role="status">
        {useSteps(told, Math.ceil(length / HEARD_EVERY))}
      </p>
      {children}
    </form>
  );
}

/** Returns what was told when the step began: not every character is read out. */
function useSteps(told: string, step: number): string {
  const heard = useRef({ step, told });
  if (heard.current.step !== step) heard.current = { step, told };
  return heard.current.told;
}

/** The style sheet holds the greatest height: five lines. */
function growToFit(input: HTMLTextAreaElement | null): void {
  if (input === null) return;
  input.style.height = "auto";
  // An empty one has its one line; to measure it would have the page laid out in the middle of being drawn.
  if (input.value === "") return;
  input.style.height = `${input.scrollHeight}px`;
}
