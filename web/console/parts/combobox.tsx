import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface Option {
  key: string;
  label: string;
  /** What stands beside it, such as the key that does the same. */
  aside?: string | undefined;
}

interface ComboboxProps {
  label: string;
  /** Returns what is offered for what was typed, best first. */
  find: (typed: string) => readonly Option[];
  onChoose: (key: string) => void;
  /** Said where nothing is offered. */
  none: string;
  /** Said to who listens: how many are offered. */
  count: (options: number) => string;
}

/** A field with a list of what may be meant, after the ARIA practices' combobox: arrows, Home, End, Enter; always open. */
export function Combobox({ label, find, onChoose, none, count }: ComboboxProps) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const options = find(typed);
  const current = Math.min(at, options.length - 1);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: "nearest" });
  }, [current, typed]);
  const move = (to: number) => setAt((to + options.length) % Math.max(1, options.length));
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => move(current + 1),
      ArrowUp: () => move(current - 1),
      Enter: () => {
        const chosen = options[current];
        if (chosen) onChoose(chosen.key);
      },
    };
    const does = moves[event.key];
    if (does === undefined) return;
    event.preventDefault();
    does();
  };
  const optionId = (option: Option) => `${id}-${option.key}`;
  const active = options[current];
  return (
    <div class="combobox">
      <label class="only-heard" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        role="combobox"
        autofocus
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active && optionId(active)}
        autoComplete="off"
        autoCapitalize="none"
        spellcheck={false}
        placeholder={label}
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} ref={list}>
        {options.map((option, order) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
          <div
            key={option.key}
            id={optionId(option)}
            role="option"
            tabIndex={-1}
            aria-selected={order === current}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(option.key)}
          >
            <span>{option.label}</span>
            {option.aside && <kbd>{option.aside}</kbd>}
          </div>
        ))}
      </div>
      <p role="status" class={options.length > 0 ? "only-heard" : "help"}>
        {options.length > 0 ? count(options.length) : none}
      </p>
    </div>
  );
}
