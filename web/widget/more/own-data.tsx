import { ArrowLeft, Download, Eye, PencilLine, Trash2 } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockTime, date, dateOf, HERE } from "../../shared/dates";
import type { Ask } from "../../shared/http";
import { Icon } from "../../shared/icon";
import { save } from "../../shared/saving";
import type { Copy, Entry, Facts } from "../../shared/wire";
import type { Chat } from "../chat";
import { useAsking } from "../parts/asking";
import { RightsCode } from "../parts/rights-code";
import { Sheet } from "../parts/sheet";
import { hiddenBy } from "../rows";
import { CorrectForm, correctable } from "./correct";
import { EraseQuestion } from "./erase";
import { fetchCopy, fetchPage } from "./fetching";
import { ReadingsList } from "./readings";
import { Trouble } from "./trouble";
import { useMoreWords } from "./words";

type Step = "home" | "correct" | "readings" | "erase" | "erased";

interface OwnDataProps {
  chat: Chat;
  /** Asks with the key, or with a reference and its rights code. */
  ask: Ask;
  /** What was fetched already, when one came by a rights code. */
  first?: Copy;
  onClose: () => void;
}

/** All that a visitor may do with what is kept of them: see, save, correct, object, learn who has read it, erase. */
export function OwnDataSheet({ chat, ask, first, onClose }: OwnDataProps) {
  const { widget, more } = useMoreWords();
  const [copy, setCopy] = useState<Copy | null>(first ?? null);
  const [step, setStep] = useState<Step>("home");
  const [said, tell] = useState("");
  const [{ busy, problem }, run] = useAsking(copy === null);
  const place = useRef<HTMLDivElement>(null);
  // Who came by a code may be in another conversation here; and what is erased is told before its answer comes.
  const isHere = useRef(first === undefined).current;
  const fetch = async () => {
    const fetched = await run(() => fetchCopy(ask));
    if (fetched) setCopy(fetched);
  };
  useEffect(() => {
    if (copy === null) void fetch();
  }, []);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>("[data-first], input, textarea, .row-button, .button")?.focus();
  }, [step, copy === null]);

  const learned = (facts: Facts) => {
    setCopy((now) => now && { ...now, facts });
    if (isHere) chat.learn(facts);
  };
  const back = (words = "") => {
    tell(words);
    setStep("home");
  };
  const erased = () => {
    setCopy(null);
    setStep("erased");
    if (isHere) chat.startOver("erased");
  };
  const titles: Record<Step, string> = {
    home: more.data.title,
    correct: more.correct.title,
    readings: more.readings.title,
    erase: more.erase.title,
    erased: more.erase.done,
  };

  return (
    <Sheet title={titles[step]} onClose={onClose}>
      <div ref={place}>
        {step !== "home" && step !== "erased" && (
          <button type="button" class="text-button step-back" onClick={() => back()}>
            <Icon of={ArrowLeft} small />
            {more.data.back}
          </button>
        )}
        {step === "erased" && (
          <>
            <p>{more.erase.doneHelp}</p>
            <Actions>
              <button type="button" class="button button-first" onClick={onClose}>
                {more.shut}
              </button>
            </Actions>
          </>
        )}
        {step !== "erased" && copy === null && (
          <>
            <p role="status">{busy && more.data.loading}</p>
            <Trouble problem={problem} />
            {problem && (
              <Actions>
                <button type="button" class="button button-first" onClick={fetch}>
                  {widget.retry}
                </button>
              </Actions>
            )}
          </>
        )}
        {copy && step === "home" && (
          <Home copy={copy} ask={ask} chat={isHere ? chat : null} said={said} onLearned={learned} onStep={setStep} />
        )}
        {copy && step === "correct" && (
          <CorrectForm
            copy={copy}
            ask={ask}
            onDone={(facts) => {
              learned(facts);
              back(more.correct.done);
              void fetch();
            }}
          />
        )}
        {copy && step === "readings" && <ReadingsList ask={ask} />}
        {copy && step === "erase" && (
          <EraseQuestion open={copy.facts.status !== "closed"} ask={ask} onErased={erased} onKeep={() => back()} />
        )}
      </div>
    </Sheet>
  );
}

interface HomeProps {
  copy: Copy;
  ask: Ask;
  /** The chat that this is of; null for an earlier one, whose messages are not behind this sheet. */
  chat: Chat | null;
  said: string;
  onLearned: (facts: Facts) => void;
  onStep: (step: Step) => void;
}

function Home({ copy, ask, chat, said, onLearned, onStep }: HomeProps) {
  const { more, language } = useMoreWords();
  const { facts } = copy;
  return (
    <>
      <p role="status" class={said ? "told" : undefined}>
        {said}
      </p>
      <p class="quiet">{more.data.intro(copy.reference, dateOf(language, facts.expires_on))}</p>
      {facts.restricted && <p>{more.restricted}</p>}
      {chat === null && <Messages copy={copy} />}
      <Save copy={copy} ask={ask} />
      <Objection facts={facts} ask={ask} onLearned={onLearned} />
      <div class="rows">
        {correctable(copy).length > 0 && (
          <Row icon={PencilLine} words={more.correct.title} onClick={() => onStep("correct")} />
        )}
        <Row icon={Eye} words={more.readings.title} onClick={() => onStep("readings")} />
        <Row icon={Trash2} words={more.erase.title} onClick={() => onStep("erase")} />
      </div>
      {chat && (
        <section>
          <h3>{more.data.comeBack}</h3>
          <RightsCode chat={chat} />
        </section>
      )}
    </>
  );
}

function Row({ icon, words, onClick }: { icon: Parameters<typeof Icon>[0]["of"]; words: string; onClick: () => void }) {
  return (
    <button type="button" class="row-button" onClick={onClick}>
      <Icon of={icon} />
      {words}
    </button>
  );
}

function Save({ copy, ask }: { copy: Copy; ask: Ask }) {
  const { later, more, language } = useMoreWords();
  const [{ busy, problem }, run] = useAsking();
  const [done, setDone] = useState(false);
  const name = `juttu-${copy.reference}`;
  const savePage = async () => {
    const page = await run(() => fetchPage(ask, language));
    if (page === undefined) return;
    save(`${name}.html`, "text/html", page);
    setDone(true);
  };
  const saveData = () => {
    save(`${name}.json`, "application/json", JSON.stringify(copy, null, 2));
    setDone(true);
  };
  return (
    <section>
      <h3>{more.save.title}</h3>
      <p class="quiet">{more.save.help}</p>
      <Actions>
        <button type="button" class="button" aria-disabled={busy} data-first onClick={savePage}>
          <Icon of={Download} small />
          {busy ? later.copy.working : more.save.page}
        </button>
        <button type="button" class="button" onClick={saveData}>
          <Icon of={Download} small />
          {more.save.data}
        </button>
      </Actions>
      <p class="quiet" role="status">
        {done && more.save.done}
      </p>
      <Trouble problem={problem} />
    </section>
  );
}

function Objection({ facts, ask, onLearned }: { facts: Facts; ask: Ask; onLearned: (facts: Facts) => void }) {
  const { more } = useMoreWords();
  const [{ busy, problem }, run] = useAsking();
  const toggle = async () => {
    if (busy) return;
    const on = !facts.objected;
    const changed = await run(() => ask<Facts>("POST", "v1/conversation/objection", { on }));
    if (changed) onLearned(changed);
  };
  return (
    <section>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          aria-checked={facts.objected === true}
          checked={facts.objected === true}
          aria-describedby="objection-help"
          onClick={(event) => {
            // The answer moves it, not the finger.
            event.preventDefault();
            void toggle();
          }}
        />
        {more.objection.title}
      </label>
      <p class="quiet" id="objection-help">
        {more.objection.help}
      </p>
      <p class="quiet" role="status">
        {facts.objected && more.objection.done}
      </p>
      <Trouble problem={problem} />
    </section>
  );
}

function Messages({ copy }: { copy: Copy }) {
  const { widget, later, more, language } = useMoreWords();
  const said = copy.entries.filter(({ text }) => text);
  const hidden = (entry: Entry) => {
    const whose = hiddenBy(entry);
    return whose && ` · ${widget.hidden[whose]}`;
  };
  return (
    <details class="messages">
      <summary>{more.data.show(said.filter(({ kind }) => kind === "said").length)}</summary>
      <ol>
        {said.map((entry) => (
          <li key={entry.seq}>
            <strong>{entry.by === "visitor" ? widget.you : (entry.alias ?? widget.agentUnknown)}</strong>{" "}
            <span class="quiet figures">
              {more.readings.at(date(language, entry.at), clockTime(language, entry.at, HERE))}
              {entry.kind === "corrected" && ` · ${more.correct.mark}`}
              {entry.kind === "rated" && ` · ${later.rating.given}`}
              {hidden(entry)}
            </span>
            <p dir="auto">{entry.text}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}

export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="actions">{children}</div>;
}
