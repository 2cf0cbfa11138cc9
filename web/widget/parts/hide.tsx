import { useEffect, useState } from "preact/hooks";
import { giveHidePicture, goByArrows } from "../../shared/hide_button";
import type { Facts } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { useAsking } from "./asking";
import { Sheet } from "./sheet";

giveHidePicture();

interface HideButtonProps {
  /** One Tab comes to the newest message; the arrows lead from there to the others. */
  newest: boolean;
  onHide: () => void;
}

/** Beside one's own message: has its text replaced by dots, once one has been asked. */
export function HideButton({ newest, onHide }: HideButtonProps) {
  const { later } = useLaterWords();
  // A moment after its message, so that it is not read out with it.
  const [here, come] = useState(false);
  useEffect(() => come(true), []);
  if (!here) return null;
  return (
    <button
      type="button"
      class="icon-button hide"
      aria-live="off"
      aria-label={later.hide.verb}
      aria-description={later.hide.others}
      title={later.hide.verb}
      tabIndex={newest ? 0 : -1}
      onKeyDown={goByArrows}
      onClick={onHide}
    />
  );
}

interface HideSheetProps {
  chat: Chat;
  /** The message's place. */
  seq: number;
  onClose: () => void;
}

/** Asks once, with what is true, before a message is hidden. */
export function HideSheet({ chat, seq, onClose }: HideSheetProps) {
  const { later, errors } = useLaterWords();
  const [{ busy, problem }, ask] = useAsking();
  const hide = async () => {
    if (busy) return;
    const facts = await ask(() => chat.ask<Facts>("POST", "v1/conversation/hide", { seq }));
    if (!facts) return;
    chat.hidHere.add(seq);
    chat.learn(facts);
    onClose();
  };
  return (
    <Sheet title={later.hide.question} onClose={onClose}>
      <p class="unsent excerpt" dir="auto">
        {chat.screen.entries[seq - 1]?.text}
      </p>
      <p>{later.hide.what}</p>
      <p>{later.hide.stays}</p>
      <p class="form-trouble" role="alert">
        {problem && sentenceOf(errors, problem)}
      </p>
      <div class="actions">
        <button type="button" class="button button-trouble" aria-disabled={busy} onClick={hide}>
          {busy ? later.copy.working : later.hide.verb}
        </button>
        <button type="button" class="button" data-first onClick={onClose}>
          {later.hide.keep}
        </button>
      </div>
    </Sheet>
  );
}
