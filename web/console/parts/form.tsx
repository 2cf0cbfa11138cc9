import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../../shared/http";
import type { Problem } from "../../shared/wire";
import { staffSentenceOf } from "../speaking";
import { useSpeech } from "./context";
import { AroundField, Field, MistakeLine } from "./field";
import { type PathTo, valueAt, withAt } from "./paths";
import { type Choice, SelectField } from "./select_field";
import { Summary } from "./summary";

export interface Mistake {
  /** The field that it concerns; null: the whole form. */
  field: string | null;
  sentence: string;
}

interface FormOf<Values extends object, Answer> {
  start: Values;
  /** Where what is typed is kept while another room is on the screen. */
  kept?: { value: Values | null };
  /** Returns what is wrong before anything is asked. */
  check?: (values: Values) => readonly Mistake[];
  /** Returns what the service says is wrong besides, so that all of it is told at once. */
  checkMore?: (values: Values) => Promise<readonly Mistake[]>;
  send: (values: Values) => Promise<Answer>;
  /** Returns where a refusal belongs and how it is told, where that is not as everywhere; or all that it names. */
  refused?: (problem: Problem) => { field: string; sentence?: string } | readonly Mistake[] | null;
  done: (answer: Answer) => void;
}

export interface Form<Values extends object> {
  values: Values;
  mistakes: readonly Mistake[];
  /** Another after each attempt. */
  attempt: number;
  busy: boolean;
  /** Whether something is otherwise than at the start. */
  changed: boolean;
  put(change: Partial<Values>): void;
  /** Puts a value at a path. */
  set(path: string, value: unknown): void;
  submit(event: Event): void;
  mistakeOf(name: string): string | undefined;
}

/** What is typed into a form, checked here and by the service, whose refusal stands beside the field that it names. */
export function useForm<Values extends object, Answer>(of: FormOf<Values, Answer>): Form<Values> {
  const { start, kept, check, checkMore, send, refused, done } = of;
  const { words } = useSpeech();
  const [values, setValues] = useState(kept?.value ?? start);
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const drawn = useRef(true);
  useEffect(
    () => () => {
      drawn.current = false;
    },
    [],
  );
  const found = (found: readonly Mistake[]) => {
    setMistakes(found);
    setAttempt((before) => before + 1);
  };
  const put = (change: Partial<Values>) => {
    const next = { ...values, ...change };
    if (kept) kept.value = isSame(next, start) ? null : next;
    setValues(next);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const wrong = check?.(values) ?? [];
    if (wrong.length > 0 && checkMore) {
      setBusy(true);
      const others = (more: readonly Mistake[]) =>
        more.filter(({ field }) => !wrong.some((one) => one.field === field));
      checkMore(values)
        .then(others, () => [])
        .then((more) => {
          if (!drawn.current) return;
          setBusy(false);
          found([...wrong, ...more]);
        });
      return;
    }
    found(wrong);
    if (wrong.length > 0) return;
    setBusy(true);
    send(values)
      .then(
        (answer) => {
          if (kept) kept.value = null;
          done(answer);
        },
        (failure) => {
          const problem = problemOf(failure);
          const usual = { field: fieldOf(problem, values), sentence: staffSentenceOf(words, problem) };
          const own = refused?.(problem);
          if (!drawn.current) return;
          if (Array.isArray(own) && own.length > 0) found(own);
          else found([{ ...usual, ...own }]);
        },
      )
      .finally(() => drawn.current && setBusy(false));
  };
  return {
    values,
    mistakes,
    attempt,
    busy,
    changed: !isSame(values, start),
    put,
    set: (path, value) => put(withAt(values, path, value)),
    submit,
    mistakeOf: (name) => mistakes.find(({ field }) => field === name)?.sentence,
  };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Returns the field that a refusal names: `roles[1]` is in `roles`. */
export function fieldOf({ where }: Problem, values: object): string | null {
  const name = where?.replace(/^\$\.?/, "").split(/[.[]/)[0] ?? "";
  return Object.hasOwn(values, name) ? name : null;
}

interface FormViewProps<Values extends object> {
  form: Form<Values>;
  /** What its button says, and while it is under way. */
  verb: string;
  busy: string;
  /** Beside the button. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

export function FormView<Values extends object>({ form, verb, busy, beside, children }: FormViewProps<Values>) {
  const { words } = useSpeech();
  return (
    <form class="form" noValidate onSubmit={form.submit}>
      <Summary title={words.summary} mistakes={form.mistakes} of={form.attempt} />
      {children}
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled={form.busy}>
          {form.busy ? busy : verb}
        </button>
        {beside}
      </div>
    </form>
  );
}

interface FieldOf<Values extends object, What> {
  form: Form<Values>;
  /** Where in the form its value is. */
  name: PathTo<Values, What>;
  label: string;
  help?: string | undefined;
}

interface TextFieldProps<Values extends object> extends FieldOf<Values, string> {
  code?: boolean;
  digits?: boolean;
  type?: "date";
  maxLength?: number;
  lang?: string | undefined;
}

export function TextField<Values extends object>({ form, name, ...field }: TextFieldProps<Values>) {
  return (
    <Field
      {...field}
      name={name}
      value={textAt(form, name)}
      onType={(typed) => form.set(name, typed)}
      autoComplete="off"
      mistake={form.mistakeOf(name)}
    />
  );
}

interface TextAreaFieldProps<Values extends object> extends FieldOf<Values, string> {
  rows?: number;
  lang?: string | undefined;
}

/** A text of several lines; as high as what is in it, where browsers know how. */
export function TextAreaField<Values extends object>(props: TextAreaFieldProps<Values>) {
  const { form, name, rows = 3, lang, ...field } = props;
  return (
    <AroundField {...field} name={name} mistake={form.mistakeOf(name)}>
      {(tied) => (
        <textarea
          {...tied}
          lang={lang}
          rows={rows}
          value={textAt(form, name)}
          onInput={({ currentTarget }) => form.set(name, currentTarget.value)}
        />
      )}
    </AroundField>
  );
}

interface ChosenFieldProps<Values extends object> extends FieldOf<Values, string> {
  choices: readonly Choice[];
}

/** One of some: always one. */
export function ChosenField<Values extends object>({ form, name, ...field }: ChosenFieldProps<Values>) {
  return (
    <SelectField
      {...field}
      name={name}
      value={textAt(form, name)}
      onChoose={(value) => form.set(name, value)}
      mistake={form.mistakeOf(name)}
    />
  );
}

function textAt<Values extends object>({ values }: Form<Values>, name: string): string {
  return (valueAt(values, name) as string | undefined) ?? "";
}

interface Box extends Choice {
  help?: string | undefined;
}

interface ChoicesFieldProps<Values extends object> extends FieldOf<Values, readonly string[]> {
  choices: readonly Box[];
}

/** Any of some; the order is theirs. */
export function ChoicesField<Values extends object>(props: ChoicesFieldProps<Values>) {
  const { form, name, label, help, choices } = props;
  const chosen = valueAt(form.values, name) as readonly string[];
  const mistake = form.mistakeOf(name);
  const choose = (value: string, on: boolean) => {
    const values = choices.map((choice) => choice.value).filter((one) => (one === value ? on : chosen.includes(one)));
    form.set(name, values);
  };
  return (
    <fieldset class="choices" id={name} tabIndex={-1} data-mistaken={mistake ? "" : undefined}>
      <legend>{label}</legend>
      {help && <p class="help">{help}</p>}
      <MistakeLine mistake={mistake} />
      {choices.map(({ value, label, help }) => (
        <label key={value}>
          <input
            type="checkbox"
            name={name}
            value={value}
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) => choose(value, currentTarget.checked)}
          />
          <span>
            {label} {help && <span class="help">{help}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
