import { CircleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "../../shared/icon";

export interface Choice {
  value: string;
  label: string;
}

interface SelectFieldProps {
  name: string;
  label: string;
  choices: readonly Choice[];
  value: string;
  /** What stands there where nothing is chosen. */
  none: string;
  mistake?: string | undefined;
  onChoose: (value: string) => void;
  children?: ComponentChildren;
}

/** One of some, or none. Nothing happens by the choice alone: whoever goes through the list with the arrows chooses each. */
export function SelectField({ name, label, choices, value, none, mistake, onChoose, children }: SelectFieldProps) {
  return (
    <div class="field" data-mistaken={mistake ? "" : undefined}>
      <label for={name}>{label}</label>
      {mistake && (
        <p class="mistake" id={`${name}-mistake`}>
          <Icon of={CircleAlert} small />
          {mistake}
        </p>
      )}
      <div class="field-line">
        <select
          id={name}
          name={name}
          value={value}
          aria-describedby={mistake && `${name}-mistake`}
          aria-invalid={mistake ? "true" : undefined}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        >
          <option value="">{none}</option>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {children}
      </div>
    </div>
  );
}
