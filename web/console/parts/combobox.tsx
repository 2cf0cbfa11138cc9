import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { isComposed } from "../../shared/writing";

export interface Option {
  key: string;
  label: string;
  /** What stands beside it, such as the key that does the same. */
  aside?: string | undefined;
  /** What stands under it, in short; whoever listens hears it too. */
  detail?: string | undefined;
  /** The language of what stands under it. */
  lang?: string | undefined;
  /** Under which heading it stands, with its neighbours. */
  group?: string | undefined;
}

interface ComboboxProps {
  label: string;
  /** Returns what is offered for what was typed, best first; what is of one group stands together. */
  find: (typed: string) => readonly Option[];
  onChoose: (key: string) => void;
  /** Said where nothing is offered. */
  none: string;
  /** Said to who listens: how many are offered. */
  count: (options: number, typed: string) => string;
  /** Its field, for whoever gives it the focus. */
  field?: RefObject<HTMLInputElement | null>;
  /** What other keys do; returns whether this one did something. */
  pressed?: (event: KeyboardEvent, typed: string) => boolean;
  /** Called with what was typed; returns whether something else was made of it. */
  typing?: (typed: string) => boolean;
  /** Drawn beside the list, of the option that Enter would take. */
  beside?: (active: string | null) => ComponentChildren;
  /** Help under its label, which is seen then: for one that stands in a page among others, and takes no focus by itself. */
  help?: string;
}

/** A field with a list of what may be meant, after the ARIA practices' combobox: arrows, Home, End, Enter; always open. */
export function Combobox(props: ComboboxProps) {
  const { label, find, onChoose, none, count, field, pressed, typing, beside, help } = props;
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const options = find(typed);
  const current = Math.min(at, options.length - 1);
  useEffect(() => {
    // Not before a key: what stands in a page does not move it by appearing.
    if (!help || current > 0 || typed) {
      list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
    }
  }, [current, typed]);
  const move = (to: number) => setAt((to + options.length) % Math.max(1, options.length));
  const keyed = (event: KeyboardEvent) => {
    if (isComposed(event)) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => move(current + 1),
      ArrowUp: () => move(current - 1),
      Enter: () => {
        const chosen = options[current];
        if (chosen) onChoose(chosen.key);
      },
    };
    const does = moves[event.key];
    if (does === undefined) {
      if (pressed?.(event, typed)) event.preventDefault();
      return;
    }
    event.preventDefault();
    does();
  };
  const optionId = (option: Option) => `${id}-${option.key}`;
  const active = options[current];
  const drawn = (option: Option) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
    <div
      key={option.key}
      id={optionId(option)}
      role="option"
      tabIndex={-1}
      aria-selected={option === active}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(option.key)}
    >
      <span>
        {option.label}
        {option.detail && (
          <span class="option-detail" lang={option.lang} dir="auto">
            {option.detail}
          </span>
        )}
      </span>
      {option.aside && <kbd>{option.aside}</kbd>}
    </div>
  );
  return (
    <div class="combobox">
      <label class={help ? undefined : "only-heard"} for={id}>
        {label}
      </label>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <input
        id={id}
        ref={field ?? null}
        type="text"
        role="combobox"
        autofocus={!help}
        aria-describedby={help && `${id}-help`}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active && optionId(active)}
        autoComplete="off"
        autoCapitalize="none"
        spellcheck={false}
        placeholder={help ? undefined : label}
        value={typed}
        onInput={({ currentTarget }) => {
          if (typing?.(currentTarget.value)) return;
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={keyed}
      />
      <div class="combobox-found">
        <div id={`${id}-list`} role="listbox" aria-label={label} ref={list}>
          {grouped(options).map(({ group, members }, order) =>
            group === undefined ? (
              members.map(drawn)
            ) : (
              // biome-ignore lint/a11y/useSemanticElements: a list box has groups, not field sets
              <div key={group} role="group" aria-labelledby={`${id}-group-${order}`}>
                <p class="option-group" role="presentation" id={`${id}-group-${order}`}>
                  {group}
                </p>
                {members.map(drawn)}
              </div>
            ),
          )}
        </div>
        {beside?.(active?.key ?? null)}
      </div>
      <p role="status" class={options.length > 0 && !help ? "only-heard" : "help"}>
        {options.length > 0 ? count(options.length, typed) : none}
      </p>
    </div>
  );
}

interface Grouped {
  group: string | undefined;
  members: Option[];
}

function grouped(options: readonly Option[]): Grouped[] {
  const found: Grouped[] = [];
  for (const option of options) {
    const last = found.at(-1);
    if (last && last.group === option.group) last.members.push(option);
    else found.push({ group: option.group, members: [option] });
  }
  return found;
}
