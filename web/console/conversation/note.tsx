import { EyeOff, StickyNote, TriangleAlert, Undo2 } from "lucide";
import { useRef } from "preact/hooks";
import { clockTime } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { sentenceOf } from "../../shared/words";
import { useSpeech } from "../parts/context";
import { CopyText } from "../parts/copy";
import type { NoteLine } from "./notes";
import { Text } from "./text";
import type { NoteWords, ReadingWords } from "./words";

/** What a reader may do with the notes that they read. */
export interface NoteActs {
  /** Tries once more to save; null where nothing can be saved any more. */
  retry: ((id: string) => void) | null;
  discard(id: string): void;
  /** Asks whether a note of one's own is to be taken back. */
  takeBack(number: number): void;
}

interface NoteItemProps {
  note: NoteLine;
  words: NoteWords;
  reading: ReadingWords;
  acts: NoteActs | null;
}

/** A note among the messages: its colour, its picture and its word say that no visitor sees it. */
export function NoteItem({ note, words, reading, acts }: NoteItemProps) {
  const { language } = useSpeech();
  const { alias, at, masked, number, state, text } = note;
  return (
    // What was taken back has the focus that its button had.
    <article class="note" data-state={state} data-note={number} tabIndex={text === null ? -1 : undefined}>
      <h3>
        <Icon of={StickyNote} small />
        <span>{alias === null ? words.own : words.by(alias)}</span> <time>{clockTime(language, at)}</time>
      </h3>
      {text === null ? (
        <p class="mark">
          <Icon of={Undo2} small />
          {words.takenBack}
        </p>
      ) : (
        <p class="note-text" dir="auto" lang={language}>
          <Text text={text} />
        </p>
      )}
      {masked.map((kind) => (
        <p class="mark" key={kind}>
          <Icon of={EyeOff} small />
          {reading.masked[kind]}
        </p>
      ))}
      {state === "saving" && <p class="message-foot">{words.saving}</p>}
      {state === "not_saved" && acts && <NotSaved note={note} acts={acts} words={words} reading={reading} />}
      {note.mayTakeBack && acts && number !== null && (
        <button type="button" class="quiet in-text take-back" onClick={() => acts.takeBack(number)}>
          <Icon of={Undo2} small />
          {words.takeBack}
        </button>
      )}
    </article>
  );
}

/** A note that was not saved stays, says why, and can be tried again or taken away. */
function NotSaved({ note, acts, words, reading }: NoteItemProps & { acts: NoteActs }) {
  const { words: console } = useSpeech();
  const { id, problem, text } = note;
  return (
    <div class="not-sent">
      <p>
        <Icon of={TriangleAlert} small />
        <span>
          <strong>{words.notSaved}</strong>{" "}
          {problem && (problem.of === "conversation" ? words.noMore : sentenceOf(console.errors, problem))}
        </span>
      </p>
      <p>
        {acts.retry && (
          <button type="button" class="quiet" onClick={() => acts.retry?.(id)}>
            {console.again}
          </button>
        )}
        <CopyText text={text ?? ""} quiet />
        <button type="button" class="quiet" onClick={() => acts.discard(id)}>
          {reading.discard}
        </button>
      </p>
    </div>
  );
}

/** So many stay to be said: what comes together is said together. */
const SPOKEN = 5;

/** Says each new note of a colleague's once, as a note. What was there when one came, and one's own, is not said. */
export function NotesHeard({ notes, words }: { notes: readonly NoteLine[]; words: NoteWords }) {
  const from = useRef<number | null>(null);
  const newest = Math.max(0, ...notes.map(({ number }) => number ?? 0));
  if (from.current === null && newest > 0) from.current = newest;
  const start = from.current;
  const fresh = notes.filter(
    ({ alias, number }) => start !== null && number !== null && number > start && alias !== null,
  );
  return (
    <div class="only-heard" aria-live="polite">
      {fresh.slice(-SPOKEN).map(({ key, alias, text }) => (
        <p key={key}>{text === null ? words.takenBack : words.heard(alias ?? "", text)}</p>
      ))}
    </div>
  );
}
