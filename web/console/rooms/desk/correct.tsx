import { Check, PencilLine, TriangleAlert } from "lucide";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Screen } from "../../../shared/conversation";
import { Icon } from "../../../shared/icon";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "../../../shared/text";
import type { Problem } from "../../../shared/wire";
import { growToFit, isComposed, sends } from "../../../shared/writing";
import { useApp } from "../../parts/context";
import { useWished } from "../../parts/wished";
import { type Speech, staffSentenceOf } from "../../speaking";
import { useDesk, useLaterSpeech } from "./context";
import type { Correcting } from "./desk";
import { nameOf } from "./name";
import { useTooLong } from "./too_long";
import type { DeskLaterWords } from "./words";

function sentenceOfRefusal(words: Speech<DeskLaterWords>["words"], problem: Problem): string {
  if (problem.of === "conversation") return words.correct.noMore;
  return problem.code === "not_found" ? words.correct.notFound : staffSentenceOf(words, problem);
}

/** Where one answers, while one's newest message is put right: in its words, which the new ones take the place of. */
export function CorrectForm({ screen, correcting }: { screen: Screen; correcting: Correcting }) {
  const { notices, wished } = useApp();
  const { correct, work } = useDesk();
  const { words } = useLaterSpeech();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const { conversation } = screen;
  const { seq, text, before } = correcting;
  const length = lengthOf(text);
  const isOver = length > MESSAGE_CHARACTERS;
  const tooLong = useTooLong(text);
  const isSame = text.trim() === before.trim();
  useLayoutEffect(() => growToFit(input.current), [text]);
  useWished("correct", input);
  const leave = () => {
    correct.end(conversation);
    wished.value = "answer";
  };
  const send = async () => {
    if (busy || isBlank(text) || tooLong.refuses()) return;
    if (isSame) return leave();
    setBusy(true);
    setProblem(null);
    const refused = await work.correct(conversation, { about: seq, id: correcting.id, text: text.trim() });
    setBusy(false);
    if (refused) return setProblem(refused);
    notices.tell(words.correct.done);
    // In the field, or on the button that was pressed.
    const isHere = input.current?.form?.contains(document.activeElement);
    correct.end(conversation);
    if (isHere) wished.value = "answer";
  };
  const pressed = (event: KeyboardEvent) => {
    if (sends(event)) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape" && !isComposed(event)) leave();
  };
  return (
    <form
      class="composer correcting"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p class="correcting-head">
        <Icon of={PencilLine} small />
        <label for="correction">{words.correct.label(nameOf(words, conversation, screen.facts?.name))}</label>
        <button type="button" class="quiet" onClick={leave}>
          {words.correct.keep}
        </button>
      </p>
      <div class="composer-box">
        <textarea
          id="correction"
          ref={input}
          rows={1}
          value={text}
          lang={screen.facts?.language}
          aria-describedby="correction-help correction-refused"
          aria-invalid={isOver ? "true" : undefined}
          onInput={({ currentTarget }) => correct.typed(conversation, currentTarget.value)}
          onKeyDown={pressed}
        />
        <button
          type="submit"
          class="primary square"
          aria-label={words.correct.verb}
          aria-disabled={busy || isBlank(text) || isOver}
        >
          <Icon of={Check} />
        </button>
      </div>
      <div role="alert" class="refused" id="correction-refused">
        {problem && (
          <p>
            <Icon of={TriangleAlert} small />
            <span>{sentenceOfRefusal(words, problem)}</span>
          </p>
        )}
      </div>
      {tooLong.alert}
      <p class="composer-foot">
        <span id="correction-help">{words.correct.help}</span>
        {isOver && (
          <span class="figures" role="status" data-over="">
            {words.conversation.counted(length, MESSAGE_CHARACTERS)}
          </span>
        )}
      </p>
    </form>
  );
}
