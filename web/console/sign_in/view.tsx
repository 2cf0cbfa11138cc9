import { Info } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { sentenceOf } from "../../shared/words";
import type { Words } from "../language";
import { useApp, useSpeech } from "../parts/context";
import { Field } from "../parts/field";
import { Page } from "../parts/page";
import { Summary } from "../parts/summary";
import {
  CODE_DIGITS,
  codeMistakes,
  codeTyped,
  credentialMistakes,
  grouped,
  type Mistake,
  mistaken,
  newPasswordMistakes,
  PASSWORD_CHARACTERS,
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
        <p class="note" role="status">
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
        autofocus={state.user === ""}
        mistake={mistakeOf(state, "user", words)}
      />
      <Password
        name="password"
        label={words.signIn.password}
        value={password}
        onType={setPassword}
        autoComplete="current-password"
        autofocus={state.user !== ""}
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
      <Password
        name="new_password"
        label={words.signIn.newPassword}
        help={words.signIn.newPasswordRule(PASSWORD_CHARACTERS)}
        value={password}
        onType={setPassword}
        autoComplete="new-password"
        autofocus
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
      <ol class="steps">
        <li>{words.signIn.enrolApp}</li>
        <li>
          {picture ? words.signIn.enrolPicture : words.signIn.enrolType}
          {picture && (
            <img class="qr" src={pictureSource(picture)} alt={words.signIn.pictureName} width={184} height={184} />
          )}
          <p class="help">{picture ? words.signIn.enrolTypeInstead : null}</p>
          <code class="secret">{grouped(secret)}</code>
        </li>
        <li>{words.signIn.enrolCode}</li>
      </ol>
    </CodeForm>
  );
}

/** An SVG as the address of an image: a picture cannot run anything. */
function pictureSource(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
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
        autofocus={state.step.name === "code"}
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
  // `autofocus` works for what is in the document when it is loaded; these steps come later.
  useEffect(() => form.current?.querySelector<HTMLElement>("[autofocus]")?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!state.busy && wait === 0) onSubmit();
  };
  return (
    <form ref={form} class="form" noValidate onSubmit={submit} aria-busy={state.busy}>
      <Summary
        title={words.signIn.summary}
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

interface PasswordProps {
  name: string;
  label: string;
  help?: string;
  value: string;
  onType: (typed: string) => void;
  autoComplete: "current-password" | "new-password";
  autofocus: boolean;
  mistake: string | undefined;
}

function Password(field: PasswordProps) {
  const { words } = useSpeech();
  const [shown, setShown] = useState(false);
  return (
    <Field {...field} hidden={!shown}>
      <button type="button" class="quiet" aria-controls={field.name} onClick={() => setShown(!shown)}>
        {shown ? words.signIn.hide : words.signIn.show}
        <span class="only-heard"> {words.signIn.thePassword}</span>
      </button>
    </Field>
  );
}

function mistakeOf(state: SigningIn, field: Mistake["field"], words: Words): string | undefined {
  const mistake = state.mistakes.find((one) => one.field === field);
  return mistake && sentence(mistake, words);
}

function sentence({ code, problem }: Mistake, words: Words): string {
  const own = words.signIn.mistakes[code];
  // How long to wait is counted down beside the button; the sentence stays still.
  return own ?? sentenceOf(words.errors, { ...(problem ?? { sentence: "" }), code });
}
