import { every } from "words:language";
import { Braces, Copy, Star, StarOff, Trash2 } from "lucide";
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import type { AnswersPage, CannedAnswer, Language } from "../../../shared/wire";
import { pieces, VARIABLES, type Values, type Variable, written } from "../../canned/filling";
import { Pieces } from "../../canned/pieces";
import { useApp, useSpeechOf } from "../../parts/context";
import { ChoicesField, type Form, FormView, TextAreaField, TextField, useForm } from "../../parts/form";
import { Card } from "../../parts/room_page";
import { LANGUAGES } from "../../speaking";
import { ALL, answers, NEW, type Whose } from "./room";
import {
  answerIn,
  answerOf,
  keyFor,
  mistakesOf,
  NOTHING,
  newId,
  type Typed,
  typedOf,
  withoutDeleted,
  withSaved,
} from "./state";
import { type AnswersProps, useWrites } from "./view";

interface EditProps extends AnswersProps {
  whose: Whose;
  /** Which one; or a new one. */
  id: string;
  page: AnswersPage;
}

/** The form of one answer, with what it would say. */
export function EditAnswer({ whose, id, page, service, drafts, asked }: EditProps) {
  const { go, notices } = useApp();
  const { words } = useSpeechOf(answers);
  const there = answerIn(page, whose, id);
  /** A new one keeps its name however often it is sent. */
  const own = useRef(id === NEW ? newId() : id).current;
  /** As it was read: what another has saved meanwhile is looked at before it is written over. */
  const [read, setRead] = useState(there);
  const [theirs, setTheirs] = useState<CannedAnswer | null>(null);
  const start = useRef(there ? typedOf(there) : NOTHING).current;
  const form = useForm<Typed, CannedAnswer>({
    start,
    kept: drafts.of<Typed>(`${whose} ${id}`),
    send: (typed) => service.save(whose, answerOf(typed, own, read?.changed_at ?? 0)),
    refused: (problem) => {
      if (problem.code === "changed_meanwhile") {
        void service.page().then(
          (next) => {
            const now = answerIn(next, whose, own);
            asked.put(next);
            setRead(now);
            setTheirs(now);
          },
          () => {},
        );
        return [{ field: null, sentence: words.edit.changed(problem.by ?? null) }];
      }
      if (problem.code === "not_found") {
        setRead(null);
        return [{ field: null, sentence: words.edit.gone }];
      }
      return mistakesOf(problem, words);
    },
    done: (saved) => {
      asked.put(withSaved(page, whose, saved));
      notices.tell(words.edit.done);
      go(answers, ALL);
    },
  });
  const last = useRef<HTMLTextAreaElement | null>(null);
  const sites = page.sites ?? [];
  return (
    <Card id="the-answer" title={words.fields.title}>
      <FormView
        form={form}
        verb={words.edit.verb}
        busy={words.edit.busy}
        beside={
          <button type="button" class="secondary" onClick={() => go(answers, ALL)}>
            {words.edit.back}
          </button>
        }
      >
        {theirs && <Theirs answer={theirs} />}
        <TextField form={form} name="title" label={words.fields.title} help={words.fields.titleHelp} />
        <KeyField form={form} />
        <Variables form={form} last={last} />
        <div
          class="answer-texts"
          onFocusIn={({ target }) => {
            if (target instanceof HTMLTextAreaElement) last.current = target;
          }}
        >
          {LANGUAGES.map((language) => (
            <div key={language}>
              <TextAreaField
                form={form}
                name={`text.${language}`}
                label={words.fields.text(every[language].name)}
                rows={4}
                lang={language}
              />
              <Preview text={form.values.text[language]} language={language} />
            </div>
          ))}
        </div>
        {(sites.length > 1 || form.values.sites.length > 0) && (
          <ChoicesField
            form={form}
            name="sites"
            label={words.fields.sites}
            help={words.fields.sitesHelp}
            choices={sites.map(({ site, company }) => ({ value: site, label: site, help: company }))}
          />
        )}
      </FormView>
      {there && (
        <>
          <div class="acts">
            <Greeting answer={there} page={page} service={service} asked={asked} drafts={drafts} />
            <Delete whose={whose} answer={there} page={page} service={service} asked={asked} drafts={drafts} />
          </div>
          <p class="help">{words.greeting.help}</p>
        </>
      )}
    </Card>
  );
}

/** The key follows the title of a new answer, until somebody writes it otherwise. */
function KeyField({ form }: { form: Form<Typed> }) {
  const { words } = useSpeechOf(answers);
  const suggested = keyFor(form.values.title);
  return (
    <>
      <TextField form={form} name="key" label={words.fields.key} help={words.fields.keyHelp} code />
      {form.values.key === "" && suggested !== "" && (
        <button type="button" class="quiet suggested" onClick={() => form.set("key", suggested)}>
          <kbd>/{suggested}</kbd>
        </button>
      )}
    </>
  );
}

/** Puts a variable where one was writing last: at the caret. */
function Variables({ form, last }: { form: Form<Typed>; last: RefObject<HTMLTextAreaElement | null> }) {
  const { words } = useSpeechOf(answers);
  const { variables } = words;
  const put = (variable: Variable) => {
    const field = last.current?.isConnected ? last.current : document.getElementById("text.fi");
    if (!(field instanceof HTMLTextAreaElement)) return;
    const text = written(variable, variables.otherwise[variable] ?? "");
    field.focus();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    form.set(field.name, field.value);
  };
  return (
    <fieldset class="variables">
      <legend>{variables.title}</legend>
      <p class="help">{variables.help}</p>
      <div class="actions">
        {VARIABLES.map((variable) => (
          <button key={variable} type="button" class="secondary" onClick={() => put(variable)}>
            <Icon of={Braces} small />
            {variables.names[variable]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** What a text would say, with what stands for its variables. */
function Preview({ text, language }: { text: string; language: Language }) {
  const { words } = useSpeechOf(answers);
  if (!/\{[a-z]+[|}]/.test(text)) return null;
  const values: Values = words.variables.examples;
  return (
    <div class="answer-preview">
      <p class="meta">{words.preview(every[language].name)}</p>
      <p lang={language} dir="auto">
        <Pieces of={pieces(text, values)} />
      </p>
    </div>
  );
}

/** What another has saved since this was read. */
function Theirs({ answer }: { answer: CannedAnswer }) {
  const { words } = useSpeechOf(answers);
  return (
    <section class="answer-theirs" aria-label={words.edit.now}>
      <p class="meta">{words.edit.now}</p>
      <p>
        {answer.title} <kbd>/{answer.key}</kbd>
      </p>
      <Texts answer={answer} />
    </section>
  );
}

function Texts({ answer }: { answer: CannedAnswer }) {
  return (
    <dl class="facts-list">
      {LANGUAGES.filter((one) => answer.text[one]).map((language) => (
        <div key={language}>
          <dt>{every[language].name}</dt>
          <dd lang={language} dir="auto" class="answer-text">
            {answer.text[language]}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ActProps extends AnswersProps {
  answer: CannedAnswer;
  page: AnswersPage;
}

/** Whether one begins with it when one takes a conversation. */
function Greeting({ answer, page, service, asked }: ActProps) {
  const { notices } = useApp();
  const { words } = useSpeechOf(answers);
  const writes = useWrites();
  const [busy, setBusy] = useState(false);
  if (!writes("own")) return null;
  const { greeting } = words;
  const greets = page.greeting === answer.id;
  const press = () => {
    if (busy) return;
    setBusy(true);
    const next = greets ? null : answer.id;
    service
      .greetWith(next)
      .then(
        () => {
          asked.put({ ...page, greeting: next });
          notices.tell(greets ? greeting.ended : greeting.begun(answer.title));
        },
        (failure) => notices.fail(problemOf(failure), press),
      )
      .finally(() => setBusy(false));
  };
  return (
    <button type="button" class="secondary" aria-pressed={greets} aria-disabled={busy} onClick={press}>
      <Icon of={greets ? StarOff : Star} small />
      {greets ? greeting.end : greeting.begin}
    </button>
  );
}

/** Deletes at once; what was deleted can be had back for a while. */
function Delete({ whose, answer, page, service, asked }: ActProps & { whose: Whose }) {
  const { go, notices } = useApp();
  const { words } = useSpeechOf(answers);
  const [busy, setBusy] = useState(false);
  const greeted = page.greeting === answer.id;
  const back = () => {
    service.save(whose, { ...answer, changed_at: 0 }).then(
      async () => {
        if (greeted) await service.greetWith(answer.id);
        asked.again();
      },
      (failure) => notices.fail(problemOf(failure), back),
    );
  };
  const press = () => {
    if (busy) return;
    setBusy(true);
    service
      .delete(whose, answer)
      .then(
        () => {
          asked.put(withoutDeleted(page, whose, answer.id));
          notices.tell(words.edit.deleted(answer.title), { verb: words.edit.undo, run: back });
          go(answers, ALL);
        },
        (failure) => {
          notices.fail(problemOf(failure));
          asked.again();
        },
      )
      .finally(() => setBusy(false));
  };
  return (
    <button type="button" class="danger" aria-disabled={busy} onClick={press}>
      <Icon of={Trash2} small />
      {words.edit.delete}
    </button>
  );
}

/** A shared answer for whoever may not write it: its texts, and what one may do with it oneself. */
export function ReadAnswer({ answer, page, service, drafts, asked }: ActProps) {
  const { go, notices } = useApp();
  const { words } = useSpeechOf(answers);
  const writes = useWrites();
  const copy = () => {
    drafts.of<Typed>(`own ${NEW}`).value = typedOf(answer);
    notices.tell(words.edit.copied);
    go(answers, { whose: "own", open: NEW });
  };
  return (
    <Card id="the-answer" title={words.fields.title}>
      <p>
        <kbd>/{answer.key}</kbd>
      </p>
      <Texts answer={answer} />
      {writes("own") && (
        <>
          <div class="acts">
            <Greeting answer={answer} page={page} service={service} asked={asked} drafts={drafts} />
            <button type="button" class="secondary" onClick={copy}>
              <Icon of={Copy} small />
              {words.edit.copy}
            </button>
          </div>
          <p class="help">{words.greeting.help}</p>
        </>
      )}
    </Card>
  );
}
