import { every } from "words:language";
import { BellRing, Info } from "lucide";
import { useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import type { Language, OpenSession, OwnSessions, SignIn } from "../../../shared/wire";
import { type Asked, AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { EnrolSteps } from "../../parts/enrol_steps";
import { Field } from "../../parts/field";
import { ChoicesField, FormView, useForm } from "../../parts/form";
import { useMoment } from "../../parts/moment";
import { Notice } from "../../parts/notice";
import { PasswordField } from "../../parts/password_field";
import { Card, RoomPage } from "../../parts/room_page";
import { Switch } from "../../parts/switch";
import { isTooShort, PASSWORD_CHARACTERS } from "../../password";
import { LANGUAGES } from "../../speaking";
import { Phones } from "./phones";
import { own } from "./room";
import type { OwnService } from "./service";

interface OwnProps {
  service: OwnService;
}

/** What everybody can do about their own account. */
export function OwnView({ service, drafts }: OwnProps & { drafts: Drafts }) {
  const { session } = useApp();
  const { words } = useSpeechOf(own);
  const asked = useAsked(service.sessions, []);
  const me = session.me.value;
  if (me === null) return null;
  return (
    <RoomPage title={words.title}>
      <p class="lead">
        {[me.alias, ...me.roles.map((role) => words.roles[role] ?? role)].filter(Boolean).join(", ")}.{" "}
        {words.administered}
      </p>
      <div class="cards">
        <Sounds />
        {me.roles.includes("agent") && <Phones service={service} />}
        {me.roles.includes("agent") && <Veiling />}
        {me.roles.includes("agent") && <Languages service={service} drafts={drafts} languages={me.languages ?? []} />}
        <Sessions service={service} asked={asked} />
        <Password service={service} changed={asked.put} />
        <SecondFactor service={service} changed={asked.again} />
        <Recorded />
      </div>
    </RoomPage>
  );
}

/** What is recorded of staff, as it now reads. */
function Recorded() {
  const { service } = useApp();
  const { language } = useSpeechOf(own);
  const asked = useAsked(service.notice, []);
  return (
    <section class="card">
      <AskedView of={asked}>
        {({ documents }) => <Notice document={documents[language]} language={language} />}
      </AskedView>
    </section>
  );
}

/** How one is called in this browser, and whether it lets it through. */
function Sounds() {
  const { ringing, setShortcuts, setSound, shortcuts, sound, tryRinging } = useApp();
  const { words } = useSpeechOf(own);
  return (
    <Card id="sounds" title={words.sounds.title}>
      <p class="help">{words.sounds.lead}</p>
      <Switch
        name={words.sound}
        named
        state={sound.value ? words.keys.on : words.keys.off}
        on={sound.value}
        onSwitch={setSound}
      />
      <p>{words.ringing.notifying[ringing.notifying.value]}</p>
      {sound.value && ringing.silenced.value && <p role="status">{words.ringing.silenced}</p>}
      <div>
        <button type="button" class="secondary" onClick={tryRinging}>
          <Icon of={BellRing} small />
          {words.ringing.try}
        </button>
      </div>
      <Switch
        name={words.keys.single}
        named
        state={shortcuts.value ? words.keys.on : words.keys.off}
        on={shortcuts.value}
        onSwitch={setShortcuts}
      />
    </Card>
  );
}

/** Whether messages that may abuse or threaten are veiled until one wants to see them: one's own choice, in this browser. */
function Veiling() {
  const { setVeiling, veiling } = useApp();
  const { words } = useSpeechOf(own);
  return (
    <Card id="veiling" title={words.veiling.title}>
      <p class="help">{words.veiling.lead}</p>
      <Switch
        name={words.veiling.name}
        named
        state={veiling.value ? words.keys.on : words.keys.off}
        on={veiling.value}
        onSwitch={setVeiling}
      />
    </Card>
  );
}

interface LanguagesProps extends OwnProps {
  drafts: Drafts;
  languages: readonly Language[];
}

function Languages({ service, drafts, languages }: LanguagesProps) {
  const { notices, session } = useApp();
  const { words } = useSpeechOf(own);
  const form = useForm({
    start: { languages },
    kept: drafts.of<{ languages: readonly Language[] }>("languages"),
    send: (values) => service.answerIn(values.languages),
    done: (me) => {
      session.know(me);
      notices.tell(words.languages.done);
    },
  });
  return (
    <Card id="own-languages" title={words.languages.title}>
      <FormView form={form} verb={words.languages.verb} busy={words.languages.busy}>
        <ChoicesField
          form={form}
          name="languages"
          label={words.languages.lead}
          choices={LANGUAGES.map((language) => ({ value: language, label: every[language].name }))}
        />
      </FormView>
    </Card>
  );
}

function Sessions({ service, asked }: OwnProps & { asked: Asked<OwnSessions> }) {
  const { notices } = useApp();
  const { words } = useSpeechOf(own);
  const [busy, setBusy] = useState(false);
  const run = (ending: Promise<OwnSessions>, told: string) => {
    if (busy) return;
    setBusy(true);
    ending
      .then(
        (left) => {
          asked.put(left);
          notices.tell(told);
        },
        (failure) => notices.fail(problemOf(failure)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Card id="own-sessions" title={words.sessions.title}>
      <p class="help">{words.sessions.lead}</p>
      <AskedView of={asked}>
        {({ sessions }) => (
          <>
            <ul class="plain-list">
              {sessions.map((one) => (
                <SessionLine
                  key={one.session}
                  one={one}
                  busy={busy}
                  end={() => run(service.endSession(one.session), words.sessions.ended)}
                />
              ))}
            </ul>
            {sessions.some((one) => !one.this) ? (
              <div>
                <button
                  type="button"
                  class="secondary"
                  aria-disabled={busy}
                  onClick={() => run(service.endOthers(), words.sessions.othersEnded)}
                >
                  {words.sessions.endOthers}
                </button>
              </div>
            ) : (
              <p class="help">{words.sessions.onlyThis}</p>
            )}
          </>
        )}
      </AskedView>
    </Card>
  );
}

function SessionLine({ one, busy, end }: { one: OpenSession; busy: boolean; end: () => void }) {
  const { words } = useSpeechOf(own);
  const momentOf = useMoment();
  const { sessions } = words;
  const began = momentOf(one.started_at);
  return (
    <li class="session">
      <span>
        {sessions.began(began)}
        <span class="meta aside">{one.this ? sessions.this : sessions.seen(momentOf(one.seen_at))}</span>
      </span>
      {!one.this && (
        <button type="button" class="secondary" aria-disabled={busy} aria-label={sessions.endOne(began)} onClick={end}>
          {sessions.end}
        </button>
      )}
    </li>
  );
}

/** Returns what was not accepted, with how long the next attempt is not heard. */
function useWait(): (sentence: string, seconds: number | null | undefined) => string {
  const { signIn } = useSpeechOf(own).words;
  return (sentence, seconds) => (seconds ? `${sentence}. ${signIn.wait(seconds)}` : `${sentence}.`);
}

function Password({ service, changed }: OwnProps & { changed: (left: OwnSessions) => void }) {
  const { notices } = useApp();
  const { words } = useSpeechOf(own);
  const { passwords } = words;
  const withWait = useWait();
  const form = useForm({
    start: { current: "", password: "" },
    check: ({ current, password }) => [
      ...(current ? [] : [{ field: "current", sentence: words.signIn.mistakes["password_missing"] ?? "" }]),
      ...(isTooShort(password)
        ? [{ field: "password", sentence: words.signIn.newPasswordRule(PASSWORD_CHARACTERS) }]
        : []),
    ],
    send: ({ current, password }) => service.changePassword(current, password),
    refused: ({ code, retry_after }) => {
      if (code === "sign_in_refused") return { field: "current", sentence: withWait(passwords.wrong, retry_after) };
      return code.startsWith("password_") ? { field: "password" } : null;
    },
    done: (left) => {
      form.put({ current: "", password: "" });
      changed(left);
      notices.tell(passwords.done);
    },
  });
  return (
    <Card id="own-password" title={passwords.title}>
      <p class="help">{passwords.lead}</p>
      <FormView form={form} verb={passwords.verb} busy={passwords.busy}>
        <PasswordField
          words={words.signIn}
          name="current"
          label={passwords.current}
          value={form.values.current}
          onType={(current) => form.put({ current })}
          autoComplete="current-password"
          mistake={form.mistakeOf("current")}
        />
        <PasswordField
          words={words.signIn}
          name="password"
          label={words.signIn.newPassword}
          help={words.signIn.newPasswordRule(PASSWORD_CHARACTERS)}
          value={form.values.password}
          onType={(password) => form.put({ password })}
          autoComplete="new-password"
          mistake={form.mistakeOf("password")}
        />
      </FormView>
    </Card>
  );
}

/** First one proves who one is, and the old one goes; then the new one comes. */
function SecondFactor({ service, changed }: OwnProps & { changed: () => void }) {
  const [step, setStep] = useState<SignIn | null>(null);
  const { words } = useSpeechOf(own);
  return (
    <Card id="own-second-factor" title={words.secondFactor.title}>
      {step ? (
        <Enrol service={service} step={step} over={() => setStep(null)} />
      ) : (
        <Replace
          service={service}
          begun={(next) => {
            setStep(next);
            changed();
          }}
        />
      )}
    </Card>
  );
}

function Replace({ service, begun }: OwnProps & { begun: (step: SignIn) => void }) {
  const { words } = useSpeechOf(own);
  const { secondFactor } = words;
  const withWait = useWait();
  const form = useForm({
    start: { proof: "", old_code: "" },
    check: ({ proof }) =>
      proof ? [] : [{ field: "proof", sentence: words.signIn.mistakes["password_missing"] ?? "" }],
    send: ({ proof, old_code }) => service.changeSecondFactor(proof, old_code),
    refused: ({ code, retry_after }) =>
      code === "sign_in_refused" ? { field: "proof", sentence: withWait(secondFactor.wrong, retry_after) } : null,
    done: begun,
  });
  return (
    <>
      <p class="help">{secondFactor.lead}</p>
      <FormView form={form} verb={secondFactor.verb} busy={secondFactor.busy}>
        <PasswordField
          words={words.signIn}
          name="proof"
          label={secondFactor.password}
          value={form.values.proof}
          onType={(proof) => form.put({ proof })}
          autoComplete="current-password"
          mistake={form.mistakeOf("proof")}
        />
        <Field
          name="old_code"
          label={secondFactor.code}
          help={secondFactor.codeHelp}
          value={form.values.old_code}
          onType={(old_code) => form.put({ old_code })}
          digits
          code
          autoComplete="one-time-code"
          maxLength={12}
          mistake={form.mistakeOf("old_code")}
        />
      </FormView>
    </>
  );
}

function Enrol({ service, step, over }: OwnProps & { step: SignIn; over: () => void }) {
  const { notices } = useApp();
  const { words } = useSpeechOf(own);
  const { secondFactor, signIn } = words;
  const withWait = useWait();
  const form = useForm({
    start: { new_code: "" },
    check: ({ new_code }) =>
      new_code.trim() ? [] : [{ field: "new_code", sentence: signIn.mistakes["code_missing"] ?? "" }],
    send: ({ new_code }) => service.confirmSecondFactor(step.challenge ?? "", new_code),
    refused: ({ code, retry_after }) =>
      code === "sign_in_refused"
        ? { field: "new_code", sentence: withWait(secondFactor.codeWrong, retry_after) }
        : null,
    done: () => {
      notices.tell(secondFactor.done);
      over();
    },
  });
  return (
    <FormView
      form={form}
      verb={signIn.enrolVerb}
      busy={signIn.busy}
      beside={
        <button type="button" class="quiet" onClick={over}>
          {words.signIn.again}
        </button>
      }
    >
      <p class="callout">
        <Icon of={Info} />
        {secondFactor.stop}
      </p>
      <EnrolSteps secret={step.secret ?? ""} picture={step.picture ?? null} words={signIn} />
      <Field
        name="new_code"
        label={signIn.code}
        value={form.values.new_code}
        onType={(new_code) => form.put({ new_code })}
        digits
        code
        first
        autoComplete="one-time-code"
        maxLength={12}
        mistake={form.mistakeOf("new_code")}
      />
    </FormView>
  );
}
