import { CircleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../../shared/http";
import { Icon } from "../../shared/icon";
import type { Problem } from "../../shared/wire";
import { staffSentenceOf } from "../speaking";
import { useSpeech } from "./context";
import { Field } from "./field";
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
  submit(event: Event): void;
  mistakeOf(name: string): string | undefined;
}

/** What is typed into a form, checked here and by the service, whose refusal stands beside the field that it names. */
export function useForm<Values extends object, Answer>(of: FormOf<Values, Answer>): Form<Values> {
  const { start, kept, check, send, refused, done } = of;
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
    if (kept) kept.value = next;
    setValues(next);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const wrong = check?.(values) ?? [];
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
    changed: JSON.stringify(values) !== JSON.stringify(start),
    put,
    submit,
    mistakeOf: (name) => mistakes.find(({ field }) => field === name)?.sentence,
  };
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

/** The names of those fields of a form that hold something. */
type Holding<Values, What> = { [Name in keyof Values]: Values[Name] extends What ? Name : never }[keyof Values] &
  string;

interface TextFieldProps<Values extends object> {
  form: Form<Values>;
  name: Holding<Values, string>;
  label: string;
  help?: string | undefined;
  code?: boolean;
  type?: "date";
  maxLength?: number;
}

export function TextField<Values extends object>({ form, name, ...field }: TextFieldProps<Values>) {
  return (
    <Field
      {...field}
      name={name}
      value={form.values[name] as string}
      onType={(typed) => form.put({ [name]: typed } as Partial<Values>)}
      autoComplete="off"
      mistake={form.mistakeOf(name)}
    />
  );
}

interface Choice {
  value: string;
  label: string;
  help?: string | undefined;
}

interface ChoicesFieldProps<Values extends object> {
  form: Form<Values>;
  name: Holding<Values, readonly string[]>;
  label: string;
  help?: string | undefined;
  choices: readonly Choice[];
}

/** Any of some; the order is theirs. */
export function ChoicesField<Values extends object>(props: ChoicesFieldProps<Values>) {
  const { form, name, label, help, choices } = props;
  const chosen = form.values[name] as readonly string[];
  const mistake = form.mistakeOf(name);
  const choose = (value: string, on: boolean) => {
    const values = choices.map((choice) => choice.value).filter((one) => (one === value ? on : chosen.includes(one)));
    form.put({ [name]: values } as Partial<Values>);
  };
  return (
    <fieldset class="choices" id={name} tabIndex={-1} data-mistaken={mistake ? "" : undefined}>
      <legend>{label}</legend>
      {help && <p class="help">{help}</p>}
      {mistake && (
        <p class="mistake">
          <Icon of={CircleAlert} small />
          {mistake}
        </p>
      )}
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
