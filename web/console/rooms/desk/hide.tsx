import { TriangleAlert } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Screen } from "../../../shared/conversation";
import { wordsOf } from "../../../shared/corrections";
import { Icon } from "../../../shared/icon";
import type { Problem } from "../../../shared/wire";
import { useApp } from "../../parts/context";
import { Dialog } from "../../parts/dialog";
import { type Speech, staffSentenceOf } from "../../speaking";
import { useDesk, useLaterSpeech } from "./context";
import type { DeskLaterWords } from "./words";
import type { Work } from "./work";

function sentenceOfRefusal(words: Speech<DeskLaterWords>["words"], problem: Problem): string {
  if (problem.of === "conversation") return words.hide.noMore;
  return problem.code === "not_found" ? words.hide.notFound : staffSentenceOf(words, problem);
}

/** Asks once before a message is hidden; about one's own also on which ground. */
export function HideQuestion({ screen, room, seq }: { screen: Screen; room: Work; seq: number }) {
  const { notices } = useApp();
  const { question } = useDesk();
  const { words } = useLaterSpeech();
  const [ground, setGround] = useState(false);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const open = useRef(true);
  useEffect(
    () => () => {
      open.current = false;
    },
    [],
  );
  const { conversation } = screen;
  const entry = screen.entries[seq - 1];
  const own = entry?.by === "agent";
  const shut = () => {
    question.value = null;
  };
  const hide = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setMissing(own && !ground);
    if (own && !ground) return;
    setBusy(true);
    setProblem(null);
    const refused = await room.hide(conversation, seq, own ? "personal_data" : null);
    // An answer that was lost on its way leaves open whether it was done; then the line tells.
    const isDone = refused === null || room.screenOf(conversation)?.entries[seq - 1]?.hidden_at != null;
    if (isDone) notices.tell(words.hide.done);
    else if (!open.current) notices.tell(sentenceOfRefusal(words, refused));
    if (!open.current) return;
    setBusy(false);
    if (isDone) shut();
    else setProblem(refused);
  };
  return (
    <Dialog title={words.hide.title} shut={words.shut} onShut={shut}>
      <form class="asking" onSubmit={(event) => void hide(event)}>
        <p class="excerpt" dir="auto">
          {entry && wordsOf(screen.entries, entry)}
        </p>
        <p>{words.hide.what}</p>
        <p class="help">{words.hide.stays}</p>
        {own && (
          <div class="choices">
            <p class="help" id="ground-help">
              {words.hide.own}
            </p>
            <label>
              <input
                type="checkbox"
                checked={ground}
                aria-describedby="ground-help"
                aria-invalid={missing ? "true" : undefined}
                onChange={({ currentTarget }) => {
                  setGround(currentTarget.checked);
                  setMissing(false);
                }}
              />
              {words.hide.ground}
            </label>
          </div>
        )}
        <div role="alert" class="refused">
          {(problem || missing) && (
            <p>
              <Icon of={TriangleAlert} small />
              <span>{problem ? sentenceOfRefusal(words, problem) : words.hide.groundMissing}</span>
            </p>
          )}
        </div>
        <div class="form-end">
          <button type="submit" class="danger" aria-disabled={busy}>
            {busy ? words.hide.busy : words.hide.verb}
          </button>
          <button type="button" class="secondary" autofocus onClick={shut}>
            {words.hide.keep}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
