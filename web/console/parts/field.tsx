import { CircleAlert } from "lucide";
import type { JSX } from "preact";
import { Icon } from "../../shared/icon";

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
  maxLength?: number;
  /** It has the focus when its form appears. */
  first?: boolean;
  /** What stands at the end of the same line, such as "show". */
  children?: JSX.Element | undefined;
}

/** A labelled input: the label above, help under it, the mistake beside the field and tied to it for screen readers. */
export function Field(field: FieldProps) {
  const { name, help, mistake } = field;
  const described = [help && `${name}-help`, mistake && `${name}-mistake`].filter(Boolean).join(" ");
  return (
    <div class="field" data-mistaken={mistake ? "" : undefined}>
      <label for={name}>{field.label}</label>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      {mistake && (
        <p class="mistake" id={`${name}-mistake`}>
          <Icon of={CircleAlert} small />
          {mistake}
        </p>
      )}
      <div class="field-line">
        <input
          {...kindOf(field)}
          id={name}
          name={name}
          class={field.code ? "code" : undefined}
          value={field.value}
          onInput={({ currentTarget }) => field.onType(currentTarget.value)}
          autoComplete={field.autoComplete}
          autoCapitalize="none"
          spellcheck={false}
          inputMode={field.digits ? "numeric" : undefined}
          maxLength={field.maxLength ?? -1}
          data-first={field.first ? "" : undefined}
          aria-describedby={described || undefined}
          aria-invalid={mistake ? "true" : undefined}
        />
        {field.children}
      </div>
    </div>
  );
}

function kindOf({ hidden, type }: FieldProps) {
  if (hidden) return { type: "password" as const };
  return type === "date" ? { type } : { type: "text" as const };
}
