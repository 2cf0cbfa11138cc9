import { CircleAlert } from "lucide";
import { useEffect, useId, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Filters, Kind, Schema } from "./filtering";
import { type Choice, SelectField } from "./select_field";
import { Switch } from "./switch";

export interface FilterField<Name extends string = string> {
  name: Name;
  label: string;
  /** Of a choice or a reference. */
  choices?: readonly Choice[];
  /** Of those: what no choice means. Of a switch: what it is when it is off. */
  none?: string;
  /** Of a switch: what it is when it is on. */
  on?: string;
  /** Of a day: the filter whose day it may not be before. */
  notBefore?: Name;
}

export interface FiltersWords {
  /** What the filters together are called. */
  title: string;
  apply: string;
  clear: string;
  /** That a stretch of days ends before it begins. */
  daysTurned: string;
}

interface FiltersProps<S extends Schema> {
  schema: S;
  fields: readonly FilterField<keyof S & string>[];
  value: Filters<S>;
  words: FiltersWords;
  onApply: (filters: Filters<S>) => void;
}

/** Narrows a list by what its schema has: nothing is asked before one says so, and all of it can be cleared at once. */
export function FiltersForm<S extends Schema>({ schema, fields, value, words, onApply }: FiltersProps<S>) {
  const id = useId();
  const [chosen, setChosen] = useState<Record<string, string | undefined>>(value);
  const [mistaken, setMistaken] = useState<string | null>(null);
  useEffect(() => {
    setChosen(value);
    setMistaken(null);
  }, [JSON.stringify(value)]);
  const put = (name: string, to: string) => setChosen({ ...chosen, [name]: to });
  const submit = (event: Event) => {
    event.preventDefault();
    const turned = fields.find(({ name, notBefore = "" }) => {
      const [first, last] = [chosen[notBefore], chosen[name]];
      return first && last && last < first;
    });
    setMistaken(turned?.name ?? null);
    if (turned) document.getElementById(`${id}-${turned.name}`)?.focus();
    else onApply(filled(schema, chosen) as Filters<S>);
  };
  const clear = (event: { currentTarget: HTMLButtonElement }) => {
    // The button goes, and would take the focus with it.
    event.currentTarget.form?.querySelector<HTMLElement>("select, input")?.focus();
    onApply(filled(schema, value, fields) as Filters<S>);
  };
  const shown = fields.some(({ name }) => value[name]);
  const [isOpen] = useState(shown || fields.length <= FEW || !matchMedia(NARROW).matches);
  const form = (
    <form class="filters" aria-label={words.title} noValidate onSubmit={submit}>
      {fields.map((field) => (
        <OneFilter
          key={field.name}
          id={`${id}-${field.name}`}
          kind={schema[field.name] as Kind}
          field={field}
          value={chosen[field.name] ?? ""}
          mistake={mistaken === field.name ? words.daysTurned : undefined}
          onPut={(to) => put(field.name, to)}
        />
      ))}
      <div class="filters-end">
        <button type="submit" class="secondary">
          {words.apply}
        </button>
        {shown && (
          <button type="button" class="quiet" onClick={clear}>
            {words.clear}
          </button>
        )}
      </div>
    </form>
  );
  if (fields.length <= FEW) return form;
  return (
    <details class="fold" open={isOpen}>
      <summary>{words.title}</summary>
      {form}
    </details>
  );
}

/** So many stand above what they narrow on a phone, too; more are folded there, until one narrows. */
const FEW = 2;
const NARROW = "(width < 45em)";

interface OneFilterProps {
  id: string;
  kind: Kind;
  field: FilterField;
  value: string;
  mistake: string | undefined;
  onPut: (value: string) => void;
}

function OneFilter({ id, kind, field, value, mistake, onPut }: OneFilterProps) {
  const { label, choices = [], none = "", on = "" } = field;
  if (kind.is === "switch") {
    const isOn = value === kind.on;
    return (
      <Switch name={label} named state={isOn ? on : none} on={isOn} onSwitch={(now) => onPut(now ? kind.on : "")} />
    );
  }
  if (kind.is !== "day") {
    // What the address names is shown, although nobody offers it any more.
    const missing = value && !choices.some((choice) => choice.value === value) ? [{ value, label: value }] : [];
    return (
      <SelectField
        name={id}
        label={label}
        choices={[...choices, ...missing]}
        value={value}
        none={none}
        mistake={mistake}
        onChoose={onPut}
      />
    );
  }
  return (
    <div class="field" data-mistaken={mistake ? "" : undefined}>
      <label for={id}>{label}</label>
      {mistake && (
        <p class="mistake" id={`${id}-mistake`}>
          <Icon of={CircleAlert} small />
          {mistake}
        </p>
      )}
      <div class="field-line">
        <input
          type="date"
          id={id}
          name={id}
          min="2020-01-01"
          max="2099-12-31"
          value={value}
          aria-describedby={mistake && `${id}-mistake`}
          aria-invalid={mistake ? "true" : undefined}
          onInput={({ currentTarget }) => onPut(currentTarget.value)}
        />
      </div>
    </div>
  );
}

/** Returns what is chosen, in the schema's order, so that the same is one address; not what these fields have where they are cleared. */
function filled(
  schema: Schema,
  chosen: Record<string, string | undefined>,
  cleared: readonly FilterField[] = [],
): Record<string, string> {
  const kept = Object.keys(schema).filter((name) => !cleared.some((one) => one.name === name));
  return Object.fromEntries(kept.flatMap((name) => (chosen[name] ? [[name, chosen[name]]] : [])));
}
