interface SwitchProps {
  name: string;
  /** What it is now, in a word: a colour alone says nothing. */
  state: string;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

/** A switch that says in a word what it is. */
export function Switch({ name, state, on, onSwitch }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={on}
      aria-label={name}
      onClick={() => onSwitch(!on)}
    >
      <span class="switch-track" />
      <span aria-hidden="true">{state}</span>
    </button>
  );
}
