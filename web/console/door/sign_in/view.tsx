import { Info } from "lucide";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../shared/icon";
import { sentenceOf } from "../../../shared/words";
import { useApp } from "../../parts/context";
import { EnrolSteps } from "../../parts/enrol_steps";
import { Field } from "../../parts/field";
import { Page } from "../../parts/page";
import { PasswordField } from "../../parts/password_field";
import { Summary } from "../../parts/summary";
import { PASSWORD_CHARACTERS } from "../../password";
import type { Words } from "../../speaking";
import { useSpeech } from "../context";
import type { DoorWords } from "../words";
import {
  CODE_DIGITS,
  codeMistakes,
  codeTyped,
  credentialMistakes,
  type Mistake,
  mistaken,
  newPasswordMistakes,
  type SigningIn,
  type Step,
  secondsToWait,
} from "./state";

/** Signing in, one step at a time: name and password, then whatever the account needs. */
export function SignIn() {
  const { session } = useApp();
  const { words } = useSpeech();
  const state = session.signingIn.value;
  return (
    <Page key={state.step.name}>
      <h1>{words.signIn.headings[state.step.name]}</h1>
      {state.why && state.step.name === "password" && (
        <p class="callout" role="status">
          <Icon of={Info} />
          {words.signIn.why[state.why]}
        </p>
      )}
      <CurrentStep step={state.step} />
    </Page>
  );
}

function CurrentStep({ step }: { step: Step }) {
  if (step.name === "password") return <Credentials />;
  if (step.name === "new_password") return <NewPassword />;
  if (step.name === "enrol") return <Enrol secret={step.secret} picture={step.picture} />;
  return <Code />;
}

function Credentials() {
  const { session } = useApp();
  const { words } = useSpeech();
  const state = session.signingIn.value;
  const [user, setUser] = useState(state.user);
  const [password, setPassword] = useState("");
  const submit = () => {
    const mistakes = credentialMistakes(user, password);
    if (mistakes.length > 0) session.signingIn.value = mistaken(state, mistakes);
    else void session.giveCredentials(user, password);
  };
  return (
    <Form verb={words.signIn.verb} onSubmit={submit}>
      <Field
        name="user"
        label={words.signIn.user}
        value={user}
        onType={setUser}
        autoComplete="username"
        first={state.user === ""}
        mistake={mistakeOf(state, "user", words)}
      />
      <PasswordField
        words={words.signIn}
        name="password"
        label={words.signIn.password}
        value={password}
        onType={setPassword}
        autoComplete="current-password"
        first={state.user !== ""}
        mistake={mistakeOf(state, "password", words)}
      />
    </Form>
  );
}

function NewPassword() {
  const { session } = useApp();
  const { words } = useSpeech();
  const state = session.signingIn.value;
  const [password, setPassword] = useState("");
  const submit = () => {
    const mistakes = newPasswordMistakes(password);
    if (mistakes.length > 0) session.signingIn.value = mistaken(state, mistakes);
    else void session.setPassword(password);
  };
  return (
    <Form verb={words.signIn.setPassword} onSubmit={submit} again>
      <p class="lead">{words.signIn.newPasswordLead}</p>
      <input
        class="only-heard"
        type="text"
        name="username"
        autoComplete="username"
        value={state.user}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <PasswordField
        words={words.signIn}
        name="new_password"
        label={words.signIn.newPassword}
        help={words.signIn.newPasswordRule(PASSWORD_CHARACTERS)}
        value={password}
        onType={setPassword}
        autoComplete="new-password"
        first
        mistake={mistakeOf(state, "new_password", words)}
      />
    </Form>
  );
}

function Enrol({ secret, picture }: { secret: string; picture: string | null }) {
  const { words } = useSpeech();
  return (
    <CodeForm verb={words.signIn.enrolVerb}>
      <p class="lead">{words.signIn.enrolLead}</p>
      <EnrolSteps secret={secret} picture={picture} words={words.signIn} />
    </CodeForm>
  );
}

function Code() {
  const { words } = useSpeech();
  return (
    <CodeForm verb={words.signIn.verb}>
      <p class="lead">{words.signIn.codeLead}</p>
    </CodeForm>
  );
}

function CodeForm({ verb, children }: { verb: string; children: ComponentChildren }) {
  const { session } = useApp();
  const { words } = useSpeech();
  const state = session.signingIn.value;
  const [code, setCode] = useState("");
  const submit = () => {
    const mistakes = codeMistakes(code);
    if (mistakes.length > 0) session.signingIn.value = mistaken(state, mistakes);
    else void session.giveCode(codeTyped(code));
  };
  return (
    <Form verb={verb} onSubmit={submit} again>
      {children}
      <Field
        name="code"
        label={words.signIn.code}
        help={words.signIn.codeHelp(CODE_DIGITS)}
        value={code}
        onType={setCode}
        digits
        autoComplete="one-time-code"
        maxLength={12}
        code
        first={state.step.name === "code"}
        mistake={mistakeOf(state, "code", words)}
      />
    </Form>
  );
}

interface FormProps {
  verb: string;
  onSubmit: () => void;
  /** Whether there is a way back to the beginning. */
  again?: boolean;
  children: ComponentChildren;
}

/** One step's form: what is wrong at the top, the button at the end, and the wait in words when there is one. */
function Form({ verb, onSubmit, again = false, children }: FormProps) {
  const { session, now } = useApp();
  const { words } = useSpeech();
  const state = session.signingIn.value;
  const form = useRef<HTMLFormElement>(null);
  const wait = secondsToWait(state, now.value);
  // Before anybody sees the form: a moment later they may be typing in another field. For the same reason not by `autofocus`,
  // for which WebKit takes the focus once more when it has drawn what was not there when the document was loaded.
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("[data-first]")?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!state.busy && wait === 0) onSubmit();
  };
  return (
    <form ref={form} class="form" noValidate onSubmit={submit} aria-busy={state.busy}>
      <Summary
        title={words.summary}
        of={state.mistakes}
        mistakes={state.mistakes.map((mistake) => ({ field: mistake.field, sentence: sentence(mistake, words) }))}
      />
      {children}
      <div class="form-end">
        <button type="submit" class="primary" aria-disabled={state.busy || wait > 0}>
          {state.busy ? words.signIn.busy : verb}
        </button>
        {again && (
          <button type="button" class="quiet" onClick={session.startAgain}>
            {words.signIn.again}
          </button>
        )}
        {wait > 0 && (
          <p class="wait" role="timer">
            {words.signIn.wait(wait)}
          </p>
        )}
      </div>
    </form>
  );
}

function mistakeOf(state: SigningIn, field: Mistake["field"], words: Words & DoorWords): string | undefined {
  const mistake = state.mistakes.find((one) => one.field === field);
  return mistake && sentence(mistake, words);
}

function sentence({ code, problem }: Mistake, words: Words & DoorWords): string {
  const own = words.signIn.mistakes[code];
  // How long to wait is counted down beside the button; the sentence stays still.
  return own ?? sentenceOf(words.errors, { ...(problem ?? { sentence: "" }), code });
}
