import { useRef, useState } from "preact/hooks";
import { randomToken } from "../../shared/browser";
import { clockTime, date, HERE } from "../../shared/dates";
import type { Ask } from "../../shared/http";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "../../shared/text";
import type { Copy, Entry, Facts } from "../../shared/wire";
import { useAsking } from "../parts/asking";
import { Trouble } from "./trouble";
import { useMoreWords } from "./words";

/** What one has said and may put right, the newest first: of what is hidden there is nothing left to put right. */
export const correctable = (copy: Copy): Entry[] =>
  copy.entries.filter(({ kind, by, hidden_at }) => kind === "said" && by === "visitor" && hidden_at == null).reverse();

interface CorrectProps {
  copy: Copy;
  ask: Ask;
  onDone: (facts: Facts) => void;
}

/** Putting something right that one has said: it stays as it was, and the correction stands beside it. */
export function CorrectForm({ copy, ask, onDone }: CorrectProps) {
  const { widget, later, more, language } = useMoreWords();
  const own = correctable(copy);
  const [about, setAbout] = useState<number | null>(own.length === 1 ? (own[0]?.seq ?? null) : null);
  const [text, setText] = useState(own.length === 1 ? (own[0]?.text ?? "") : "");
  const [{ busy, problem }, run] = useAsking();
  // The same for every try, so that what was stored and not answered is stored once.
  const id = useRef(randomToken(12));
  const field = useRef<HTMLTextAreaElement>(null);
  const over = lengthOf(text) - MESSAGE_CHARACTERS;
  const choose = (seq: number, original: string) => {
    setAbout(seq);
    setText(original);
  };
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy || about === null || isBlank(text) || over > 0) return field.current?.focus();
    const facts = await run(() =>
      ask<Facts>("POST", "v1/conversation/corrections", { about, id: id.current, text: text.trim() }),
    );
    if (facts) onDone(facts);
  };
  return (
    <form class="form" onSubmit={send}>
      <p class="quiet">{more.correct.help}</p>
      {own.length > 1 && (
        <fieldset class="choices">
          <legend>{more.correct.which}</legend>
          {own.map(({ seq, at, text: said }) => (
            <label key={seq}>
              <input type="radio" name="about" checked={about === seq} onChange={() => choose(seq, said ?? "")} />
              <span>
                <span class="quiet figures">
                  {date(language, at)} {clockTime(language, at, HERE)}
                </span>
                <span class="excerpt" dir="auto">
                  {said}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {about !== null && (
        <>
          <label for="correction">{more.correct.text}</label>
          <textarea
            id="correction"
            ref={field}
            rows={4}
            value={text}
            aria-invalid={over > 0}
            aria-describedby="correction-trouble"
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <p class="form-trouble" id="correction-trouble" role="alert">
            {over > 0 && widget.tooLong(over)}
          </p>
          <Trouble problem={problem} />
          <div class="actions">
            <button type="submit" class="button button-first" aria-disabled={busy || isBlank(text) || over > 0}>
              {busy ? later.copy.working : more.correct.verb}
            </button>
          </div>
        </>
      )}
    </form>
  );
}
