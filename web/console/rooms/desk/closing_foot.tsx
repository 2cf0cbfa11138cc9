import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../../parts/context";
import type { Closing } from "./closings";
import { useDesk, useLaterSpeech } from "./context";

/** Where one answers, while the end waits to be undone: how long, the way back, and the way on. */
export function ClosingFoot({ conversation, closing: { due, problem, state } }: FootProps) {
  const { now } = useApp();
  const { closing, question, undoClosing } = useDesk();
  const { words } = useLaterSpeech();
  const place = useRef<HTMLElement>(null);
  const asked = question.value !== null;
  // The field that had the focus is gone: it stays where one was, and on no button that a second Enter would press.
  useEffect(() => {
    if (!asked && document.activeElement === document.body) place.current?.focus();
  }, [asked]);
  const seconds = Math.max(0, Math.ceil((due - now.value) / 1000));
  return (
    <footer class="end" tabIndex={-1} ref={place}>
      <p role="status">
        <strong>{state === "waits" ? words.undoing.waits : problem ? words.undoing.stuck : words.undoing.asked}</strong>
      </p>
      {state === "waits" && (
        <>
          <p class="help figures" aria-hidden="true">
            {words.undoing.seconds(seconds)}
          </p>
          <div class="end-actions">
            <button type="button" class="primary" onClick={() => undoClosing(conversation)}>
              {words.undoing.undo}
            </button>
            <button type="button" class="secondary" onClick={() => void closing.flush(conversation)}>
              {words.undoing.now}
            </button>
          </div>
        </>
      )}
    </footer>
  );
}

interface FootProps {
  conversation: string;
  closing: Closing;
}
