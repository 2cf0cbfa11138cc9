import { CircleCheck } from "lucide";
import { useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Facts } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { useAsking } from "./asking";

/** How it went, in words; nothing is chosen before its person chooses, and it can be left alone. */
export function Rating({ chat }: { chat: Chat }) {
  const { later, errors } = useLaterWords();
  const { rating } = later;
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  const [{ busy, problem }, ask] = useAsking();
  const rated = chat.screen.facts?.rated ?? null;
  if (rated !== null) {
    return (
      <p class="rated" role="status">
        <Icon of={CircleCheck} />
        <span>{rating.thanks((rating.words[rated - 1] ?? "").toLowerCase())}</span>
      </p>
    );
  }
  const send = async (event: Event) => {
    event.preventDefault();
    if (score === null || busy) return;
    const facts = await ask(() => chat.ask<Facts>("POST", "v1/conversation/rating", { score, comment }));
    if (facts) chat.learn(facts);
  };
  return (
    <form class="rating form" onSubmit={send}>
      <fieldset>
        <legend>{rating.question}</legend>
        <div class="scores">
          {rating.words.map((word, at) => (
            <label key={word}>
              <input type="radio" name="score" checked={score === at + 1} onChange={() => setScore(at + 1)} />
              <span>{word}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {score !== null && (
        <>
          <label for="comment">{rating.comment}</label>
          <textarea
            id="comment"
            rows={2}
            maxLength={2000}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <p class="quiet">{rating.help}</p>
          <p class="form-trouble" role="alert">
            {problem && sentenceOf(errors, problem)}
          </p>
          <div class="actions">
            <button type="submit" class="button" aria-disabled={busy}>
              {busy ? later.copy.working : rating.send}
            </button>
          </div>
        </>
      )}
    </form>
  );
}
