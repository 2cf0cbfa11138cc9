import { useState } from "preact/hooks";
import { Field } from "./field";

interface PasswordFieldProps {
  words: { show: string; hide: string; thePassword: string };
  name: string;
  label: string;
  help?: string | undefined;
  value: string;
  onType: (typed: string) => void;
  autoComplete: "current-password" | "new-password";
  first?: boolean;
  mistake: string | undefined;
}

/** A password, as dots unless its writer wants to see it. */
export function PasswordField({ words, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field {...field} hidden={!shown}>
      <button type="button" class="quiet" aria-controls={field.name} onClick={() => setShown(!shown)}>
        {shown ? words.hide : words.show}
        <span class="only-heard"> {words.thePassword}</span>
      </button>
    </Field>
  );
}
