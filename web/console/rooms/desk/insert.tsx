import { every } from "words:language";
import { X } from "lucide";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../shared/icon";
import { wear } from "../../../shared/styles";
import type { Language } from "../../../shared/wire";
import type { Piece } from "../../canned/filling";
import { Pieces } from "../../canned/pieces";
import { Combobox } from "../../parts/combobox";
import { LANGUAGES, staffSentenceOf } from "../../speaking";
import { useLaterSpeech } from "./context";
import style from "./insert.css";
import type { Found, Source } from "./sources";

wear(style);

interface InsertProps {
  sources: readonly Source[];
  /** The visitor's. */
  language: Language;
  /** It was opened by `/`: what is typed belongs behind it, unless something is chosen. */
  slash: boolean;
  onInsert: (text: string) => void;
  /** Leaves with what was typed. `stays`: the focus has gone elsewhere, and stays there. */
  onLeave: (typed: string, stays: boolean) => void;
  /** Takes the `/` away as well. */
  onErase: () => void;
}

/** What can be put where one writes, found by typing some of it; with what would stand there. */
export function InsertPanel({ sources, language, slash, onInsert, onLeave, onErase }: InsertProps) {
  const { words } = useLaterSpeech();
  const { inserting } = words;
  const [spoken, setSpoken] = useState(language);
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLElement>(null);
  const state = sources.map((source) => source.state()).find((one) => one !== "ready");
  useLayoutEffect(() => field.current?.focus(), []);
  const leave = useRef(onLeave);
  leave.current = onLeave;
  useEffect(() => {
    const pressed = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) leave.current(field.current?.value ?? "", true);
    };
    document.addEventListener("pointerdown", pressed);
    return () => document.removeEventListener("pointerdown", pressed);
  }, []);
  const all = (typed: string) =>
    sources.flatMap((source) =>
      source.find(typed, spoken).map((found) => ({ ...found, key: `${source.name}-${found.key}` })),
    );
  const textOf = (of: readonly Piece[]) => of.map(({ text }) => text).join("");
  const named = (key: string | null) => all(field.current?.value ?? "").find((found) => found.key === key) ?? null;
  const speak = (to: Language) => setSpoken(to);
  const pressed = ({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, typed: string) => {
    if (altKey || ctrlKey || metaKey || shiftKey) return false;
    if (key === "Escape") onLeave(typed, false);
    else if (key === "Backspace" && typed === "" && slash) onErase();
    else if (key === "ArrowRight" && field.current?.selectionStart === typed.length)
      speak(LANGUAGES[(LANGUAGES.indexOf(spoken) + 1) % LANGUAGES.length] ?? spoken);
    else return false;
    return true;
  };
  return (
    <section
      class="insert-panel"
      ref={box}
      role="dialog"
      aria-label={inserting.title}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget))
          onLeave(field.current?.value ?? "", true);
      }}
    >
      <header>
        <fieldset class="languages">
          <legend class="only-heard">{inserting.languages}</legend>
          {LANGUAGES.map((one) => (
            <button
              key={one}
              type="button"
              class="quiet"
              lang={one}
              aria-pressed={one === spoken}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => speak(one)}
            >
              {every[one].name}
            </button>
          ))}
        </fieldset>
        <p class="meta insert-hint">{inserting.nextLanguage}</p>
        <button
          type="button"
          class="quiet square"
          aria-label={words.shut}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onLeave(field.current?.value ?? "", false)}
        >
          <Icon of={X} small />
        </button>
      </header>
      <Combobox
        label={inserting.find}
        field={field}
        find={(typed) =>
          all(typed).map((found) => ({
            key: found.key,
            label: found.title,
            aside: found.short,
            detail: textOf(found.pieces).replace(/\s+/g, " ").slice(0, DETAIL),
            lang: found.language,
            group: found.group,
          }))
        }
        onChoose={(key) => {
          const chosen = named(key);
          if (chosen) onInsert(textOf(chosen.pieces));
        }}
        none={
          state === "loading"
            ? words.loading
            : sources.some((source) => source.any())
              ? inserting.none
              : state === undefined
                ? inserting.empty
                : ""
        }
        count={(count) => inserting.count(count, every[spoken].name)}
        pressed={pressed}
        typing={(typed) => {
          const goesOn = slash && /^\s/.test(typed);
          if (goesOn) onLeave(typed, false);
          return goesOn;
        }}
        beside={(key) => <Preview of={named(key)} wanted={spoken} />}
      />
      {typeof state === "object" && (
        <div class="insert-trouble" role="alert">
          <p>{staffSentenceOf(words, state)}</p>
          <button type="button" class="secondary" onClick={() => sources.map((source) => source.again())}>
            {words.again}
          </button>
        </div>
      )}
    </section>
  );
}

/** So much of a text stands in the list. */
const DETAIL = 160;

/** What would stand in the field, and what is not known of it. */
function Preview({ of, wanted }: { of: Found | null; wanted: Language }) {
  const { inserting } = useLaterSpeech().words;
  if (of === null) return null;
  const lacking = of.pieces.flatMap(({ variable, lacking }) =>
    variable && lacking ? [inserting.names[variable]] : [],
  );
  return (
    <section class="insert-preview" aria-label={inserting.preview}>
      {of.language !== wanted && <p class="insert-remark">{inserting.onlyIn(every[of.language].name)}</p>}
      <p lang={of.language} dir="auto">
        <Pieces of={of.pieces} />
      </p>
      {lacking.length > 0 && <p class="insert-remark">{inserting.lacking([...new Set(lacking)].join(", "))}</p>}
    </section>
  );
}
