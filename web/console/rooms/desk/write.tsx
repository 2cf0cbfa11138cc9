import { MessageSquareReply, StickyNote } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Screen } from "../../../shared/conversation";
import { Icon } from "../../../shared/icon";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "../../../shared/text";
import { sentenceOf } from "../../../shared/words";
import { growToFit, isComposed, isTouched, sends } from "../../../shared/writing";
import type { NoteActs } from "../../conversation/note";
import { NO_NOTES, type NoteLine, noteLines } from "../../conversation/notes";
import { useApp } from "../../parts/context";
import { useWished } from "../../parts/wished";
import { useDesk, useLaterSpeech } from "./context";
import { noteOf } from "./drafts";
import { type Noting, notingOf } from "./noting";
import { isGone } from "./state";
import { useTooLong } from "./too_long";

/** Returns the notes of the desk. */
export function useNoting(): Noting {
  const { ask, outside } = useApp();
  const { work } = useDesk();
  return useMemo(() => {
    const { newId } = outside.surroundings(() => Promise.reject(), ask);
    return notingOf({ work, ask, now: outside.now, newId });
  }, [work]);
}

/** Returns the notes beside a conversation that is on the screen, as its agent reads them; they are fetched meanwhile. */
export function useNotes(screen: Screen): NoteLine[] {
  const { session } = useApp();
  const noting = useNoting();
  const { conversation, facts, lost } = screen;
  const noted = facts?.noted ?? 0;
  useEffect(() => {
    noting.shows(conversation, noted);
    return () => noting.shows(null);
  }, [conversation, noted]);
  const known = facts === null || isGone(screen) ? NO_NOTES : noting.of(conversation);
  return noteLines(known, session.me.value?.person ?? "", facts?.status === "active" && !lost);
}

/** Returns what its agent may do with the notes beside a conversation. */
export function useNoteActs({ conversation, facts, lost }: Screen): NoteActs {
  const { question } = useDesk();
  const noting = useNoting();
  const open = facts?.status === "active" && !lost;
  return {
    retry: open ? (id) => noting.retry(conversation, id) : null,
    discard: (id) => noting.discard(conversation, id),
    takeBack: (number) => {
      question.value = { takeBack: number, run: () => noting.takeBack(conversation, number) };
    },
  };
}

/** While notes are missing on the screen, that is said, with a way to fetch them. */
export function NotesTrouble({ screen: { conversation } }: { screen: Screen }) {
  const { words } = useLaterSpeech();
  const noting = useNoting();
  const { problem } = noting.of(conversation);
  if (problem === null) return null;
  return (
    <p class="log-trouble" role="status">
      {words.notes.notFetched} {sentenceOf(words.errors, problem)}{" "}
      <button type="button" class="secondary" onClick={() => noting.again(conversation)}>
        {words.again}
      </button>
    </p>
  );
}

/** Where one writes: an answer to the visitor, or a note for colleagues. Which of the two it is, cannot be overlooked. */
export function Writing({ screen, children: answer }: { screen: Screen; children: ComponentChildren }) {
  const { noting, writes } = useDesk();
  const { words } = useLaterSpeech();
  const isNote = noting.value.has(screen.conversation);
  return (
    <div class="writing" data-note={isNote ? "" : undefined}>
      {isNote ? <NoteComposer screen={screen} /> : answer}
      <fieldset class="writing-what">
        <legend class="only-heard">{words.notes.what}</legend>
        <button type="button" class="quiet" aria-pressed={!isNote} onClick={() => writes("answer")}>
          <Icon of={MessageSquareReply} small />
          {words.notes.answer}
        </button>
        <button type="button" class="quiet" aria-pressed={isNote} onClick={() => writes("note")}>
          <Icon of={StickyNote} small />
          {words.notes.note}
        </button>
      </fieldset>
    </div>
  );
}

/** From here on the characters left are counted. */
const COUNTED_FROM = 1800;

/** Where a note is written. Nothing of it is told to the visitor, not even that somebody types. */
function NoteComposer({ screen }: { screen: Screen }) {
  const { wished } = useApp();
  const { work } = useDesk();
  const { words } = useLaterSpeech();
  const noting = useNoting();
  const input = useRef<HTMLTextAreaElement>(null);
  const { conversation } = screen;
  const draft = noteOf(conversation);
  const text = work.drafts.of(draft);
  const length = lengthOf(text);
  const tooLong = useTooLong(text);
  const isReady = !isBlank(text) && length <= MESSAGE_CHARACTERS;
  useLayoutEffect(() => growToFit(input.current), [text]);
  useWished("note", input);
  const save = () => {
    if (tooLong.refuses() || !isReady) return;
    noting.save(conversation, text);
    input.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    if (sends(event)) {
      event.preventDefault();
      save();
    } else if (event.key === "Escape" && !isComposed(event)) wished.value = "row";
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label class="note-label" for="note">
        {words.notes.label}
      </label>
      <div class="composer-box">
        <textarea
          id="note"
          ref={input}
          rows={1}
          value={text}
          placeholder={words.notes.placeholder}
          aria-describedby="note-help"
          aria-invalid={length > MESSAGE_CHARACTERS ? "true" : undefined}
          onInput={({ currentTarget }) => work.drafts.keep(draft, currentTarget.value)}
          onKeyDown={pressed}
        />
        <button type="submit" class="save-note" aria-disabled={!isReady}>
          {words.notes.save}
        </button>
      </div>
      {tooLong.alert}
      <p class="composer-foot">
        <span id="note-help">
          {words.notes.asked} {!isTouched() && words.notes.enterSaves}
        </span>
        {length >= COUNTED_FROM && (
          <span class="figures" role="status" data-over={length > MESSAGE_CHARACTERS ? "" : undefined}>
            {words.conversation.counted(length, MESSAGE_CHARACTERS)}
          </span>
        )}
      </p>
    </form>
  );
}
