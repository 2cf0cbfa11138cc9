import { MessageSquareQuote } from "lucide";
import type { JSX, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../shared/icon";
import { isBlank } from "../../../shared/text";
import type { Facts } from "../../../shared/wire";
import { useApp } from "../../parts/context";
import { later } from "../../parts/later";
import { staffSentenceOf } from "../../speaking";
import type { Canned } from "./canned";
import { useDesk, useLaterSpeech } from "./context";
import { laterWords } from "./later_words";
import { cannedAnswers, type Source } from "./sources";

/** Where in the field something is put, and how that was begun. */
interface Opening {
  /** By `/`, which stands at the end of the range. */
  slash: boolean;
  range: readonly [number, number];
  sources: readonly Source[];
}

const Panel = later(async () => (await import("./insert")).InsertPanel, laterWords);

interface Inserting {
  /** What is shown above the field. */
  panel: JSX.Element | null;
  /** The button beside it. */
  button: JSX.Element;
  /** Call it with what was typed into the field. */
  typed(event: InputEvent): void;
  /** Whether this text is the greeting that was put there. */
  greets(text: string): boolean;
  /** That a greeting is missing beside this text, with the way on; null: none is. */
  trouble(text: string): JSX.Element | null;
}

/** Puts texts from elsewhere where one writes, at the caret: `/` at the start or after a space opens them, and so does a button. */
export function useInserting(field: RefObject<HTMLTextAreaElement | null>, facts: Facts | null): Inserting {
  const app = useApp();
  const { answers } = useDesk();
  const { words } = useLaterSpeech();
  const { inserting } = words;
  const button = useRef<HTMLButtonElement>(null);
  const [canned, setCanned] = useState<Canned | null>(null);
  const [opening, setOpening] = useState<Opening | null>(null);
  /** What is open; once it is shut, the focus that leaves it says nothing more. */
  const opened = useRef<Opening | null>(null);
  useEffect(() => {
    let drawn = true;
    Panel.warm(app.speaking);
    answers().then(
      (it) => {
        if (drawn) setCanned(() => it);
        void it.look();
      },
      () => {},
    );
    return () => {
      drawn = false;
    };
  }, []);
  const openWith = (it: Canned, slash: boolean) => {
    const { current } = field;
    if (current === null || facts === null) return;
    const { selectionStart: start, selectionEnd: end } = current;
    void it.look();
    const alias = app.session.me.peek()?.alias ?? "";
    const sources = [cannedAnswers(it, facts, alias, inserting.groups)];
    opened.current = { slash, range: [slash ? end - 1 : start, end], sources };
    setOpening(opened.current);
  };
  const open = (slash: boolean) => {
    if (canned) return openWith(canned, slash);
    // Whoever has gone on meanwhile is not moved.
    const asked = app.moment();
    answers().then(
      (it) => {
        setCanned(() => it);
        if (app.moment() === asked) openWith(it, slash);
      },
      () => app.notices.tell(words.roomNotLoaded, { verb: words.loadAgain, run: () => location.reload() }),
    );
  };
  const shut = (put: (current: HTMLTextAreaElement, of: Opening) => void) => {
    const was = opened.current;
    opened.current = null;
    setOpening(null);
    if (field.current && was) put(field.current, was);
  };
  return {
    panel: opening && facts && (
      <Panel
        sources={opening.sources}
        language={facts.language}
        slash={opening.slash}
        onInsert={(text) =>
          shut((current, { range: [start, end] }) => {
            const before = current.value.slice(0, start);
            const gap = before === "" || /\s$/.test(before) ? "" : " ";
            replace(current, start, end, gap + text);
          })
        }
        onLeave={(typed, stays) =>
          shut((current, { slash, range: [, end] }) => {
            if (slash) replace(current, end, end, typed, stays);
            else if (!stays) button.current?.focus();
          })
        }
        onErase={() => shut((current, { range: [start, end] }) => replace(current, start, end, ""))}
      />
    ),
    button: (
      <button
        type="button"
        class="quiet square insert"
        ref={button}
        aria-label={inserting.title}
        title={inserting.title}
        aria-haspopup="dialog"
        aria-expanded={opening !== null}
        // Else the phone's keyboard goes away, and comes again for the field that is searched in.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => (opening ? shut((current) => current.focus()) : open(false))}
      >
        <Icon of={MessageSquareQuote} />
      </button>
    ),
    typed({ data, isComposing }) {
      const { current } = field;
      if (data !== "/" || isComposing || current === null) return;
      const { selectionStart: start, selectionEnd: end, value } = current;
      if (start === end && beginsWith(value, end)) open(true);
    },
    greets: (text) => text !== "" && facts !== null && canned?.greeted.value[facts.conversation] === text,
    trouble(text) {
      const one = facts?.conversation;
      if (!canned || one === undefined || !isBlank(text) || !canned.ungreeted.value.has(one)) return null;
      const why = canned.problem.value ? ` ${staffSentenceOf(words, canned.problem.value)}` : "";
      const again = () => {
        field.current?.focus();
        void canned.greet(one);
      };
      return (
        <p class="log-trouble" role="status">
          {inserting.notGreeted + why}{" "}
          <button type="button" class="secondary" onClick={again}>
            {words.again}
          </button>
        </p>
      );
    },
  };
}

/** Whether a `/` before the caret stands at the start or after a space. */
export function beginsWith(text: string, caret: number): boolean {
  return text[caret - 1] === "/" && (caret === 1 || /\s/.test(text[caret - 2] ?? ""));
}

/** Puts a text in the place of another, with the caret after it; the browser's own undo takes it back. `stays`: the focus is elsewhere. */
function replace(field: HTMLTextAreaElement, start: number, end: number, text: string, stays = false): void {
  if (!stays) {
    field.focus();
    field.setSelectionRange(start, end);
    if (text === "" && start === end) return;
    if (text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text)) return;
  }
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
