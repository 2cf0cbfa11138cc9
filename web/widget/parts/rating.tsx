import { CircleCheck } from "lucide";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { lengthOf, MESSAGE_CHARACTERS } from "../../shared/text";
import type { Facts } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { useAsking } from "./asking";
import { Counter } from "./counter";

/** How it went, in words; nothing is chosen before its person chooses, and it can be left alone. */
export function Rating({ chat }: { chat: Chat }) {
  const { later, errors } = useLaterWords();
  const { rating } = later;
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  const [{ busy, problem }, ask] = useAsking();
  const sentHere = useRef(false);
  const thanks = useRef<HTMLParagraphElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const over = lengthOf(comment) - MESSAGE_CHARACTERS;
  const rated = chat.screen.facts?.rated ?? null;
  // Who has just sent it is thanked where their button was.
  useLayoutEffect(() => {
    if (sentHere.current) thanks.current?.focus();
  }, [rated]);
  if (rated !== null) {
    return (
      <p class="rated" role="status" tabIndex={-1} ref={thanks}>
        <Icon of={CircleCheck} />
        <span>{rating.thanks((rating.words[rated - 1] ?? "").toLowerCase())}</span>
      </p>
    );
  }
  const send = async (event: Event) => {
    event.preventDefault();
    if (score === null || busy) return;
    if (over > 0) return field.current?.focus();
    // At once: what it has become may be told over the socket before the answer comes.
    sentHere.current = true;
    const facts = await ask(() => chat.ask<Facts>("POST", "v1/conversation/rating", { score, comment }));
    if (facts) chat.learn(facts);
    else sentHere.current = false;
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
            ref={field}
            rows={2}
            value={comment}
            aria-invalid={over > 0}
            aria-describedby="counter"
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <Counter draft={comment} refused={null} />
          <p class="quiet">{rating.help}</p>
          <p class="form-trouble" role="alert">
            {problem && sentenceOf(errors, problem)}
          </p>
          <div class="actions">
            <button type="submit" class="button" aria-disabled={busy || over > 0}>
              {busy ? later.copy.working : rating.send}
            </button>
          </div>
        </>
      )}
    </form>
  );
}
