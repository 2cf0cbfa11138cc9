interface SwitchProps {
  name: string;
  /** Whether its name is seen before what it is. */
  named?: boolean;
  /** What it is now, in a word: a colour alone says nothing. */
  state: string;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

/** A switch that says in a word what it is. */
export function Switch({ name, named = false, state, on, onSwitch }: SwitchProps) {
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
      <span aria-hidden="true">{named ? `${name}: ${state}` : state}</span>
    </button>
  );
}
