import { CircleAlert } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../../shared/icon";

interface AroundProps {
  name: string;
  label: string;
  help?: string | undefined;
  /** What is wrong with what was typed, in words. */
  mistake?: string | undefined;
  /** Draws the input, with what ties it to its help and mistake. */
  children: (tied: Tied) => ComponentChildren;
}

interface Tied {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

/** What is around an input: the label above, help under it, the mistake beside the field and tied to it for screen readers. */
export function AroundField({ name, label, help, mistake, children }: AroundProps) {
  const described = [help && `${name}-help`, mistake && `${name}-mistake`].filter(Boolean).join(" ");
  return (
    <div class="field" data-mistaken={mistake ? "" : undefined}>
      <label for={name}>{label}</label>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      <MistakeLine id={`${name}-mistake`} mistake={mistake} />
      <div class="field-line">
        {children({
          id: name,
          name,
          "aria-describedby": described || undefined,
          "aria-invalid": mistake ? "true" : undefined,
        })}
      </div>
    </div>
  );
}

export function MistakeLine({ id, mistake }: { id?: string; mistake: string | undefined }) {
  if (!mistake) return null;
  return (
    <p class="mistake" id={id}>
      <Icon of={CircleAlert} small />
      {mistake}
    </p>
  );
}

interface FieldProps {
  name: string;
  label: string;
  help?: string | undefined;
  /** What is wrong with what was typed, in words. */
  mistake?: string | undefined;
  value: string;
  onType: (typed: string) => void;
  /** Shown as dots while it is typed. */
  hidden?: boolean;
  autoComplete: string;
  /** Something to be copied letter by letter: no capitals made, no spelling corrected, every letter as wide. */
  code?: boolean;
  digits?: boolean;
  /** Other than a text: the browser's own way to give one. */
  type?: "date";
  maxLength?: number | undefined;
  /** The language of what is typed, where it is another than the page's. */
  lang?: string | undefined;
  /** It has the focus when its form appears. */
  first?: boolean;
  /** What stands at the end of the same line, such as "show". */
  children?: JSX.Element | undefined;
}

/** A labelled input of one line. */
export function Field(field: FieldProps) {
  return (
    <AroundField {...field}>
      {(tied) => (
        <>
          <input
            {...kindOf(field)}
            {...tied}
            class={field.code ? "code" : undefined}
            lang={field.lang}
            value={field.value}
            onInput={({ currentTarget }) => field.onType(currentTarget.value)}
            autoComplete={field.autoComplete}
            autoCapitalize="none"
            spellcheck={false}
            inputMode={field.digits ? "numeric" : undefined}
            maxLength={field.maxLength ?? -1}
            data-first={field.first ? "" : undefined}
          />
          {field.children}
        </>
      )}
    </AroundField>
  );
}

function kindOf({ hidden, type }: FieldProps) {
  if (hidden) return { type: "password" as const };
  return type === "date" ? { type } : { type: "text" as const };
}
