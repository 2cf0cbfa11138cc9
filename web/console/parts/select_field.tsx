import type { ComponentChildren } from "preact";
import { AroundField } from "./field";

export interface Choice {
  value: string;
  label: string;
}

interface SelectFieldProps {
  name: string;
  label: string;
  help?: string | undefined;
  choices: readonly Choice[];
  value: string;
  /** What stands there where nothing is chosen; without it one always is. */
  none?: string | undefined;
  mistake?: string | undefined;
  onChoose: (value: string) => void;
  children?: ComponentChildren;
}

/** One of some, or none. Nothing happens by the choice alone: whoever goes through the list with the arrows chooses each. */
export function SelectField({ choices, value, none, onChoose, children, ...around }: SelectFieldProps) {
  return (
    <AroundField {...around}>
      {(tied) => (
        <>
          <select {...tied} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
            {none !== undefined && <option value="">{none}</option>}
            {choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          {children}
        </>
      )}
    </AroundField>
  );
}
