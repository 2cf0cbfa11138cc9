import { TriangleAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { Screen } from "../../../shared/conversation";
import { Icon } from "../../../shared/icon";
import { isBlank } from "../../../shared/text";
import type { AbuseReason, GuidanceMark, Problem } from "../../../shared/wire";
import { useApp } from "../../parts/context";
import { Dialog } from "../../parts/dialog";
import { SelectField } from "../../parts/select_field";
import { staffSentenceOf } from "../../speaking";
import { useDesk, useLaterSpeech } from "./context";
import { unsent } from "./state";

const MARKS: readonly GuidanceMark[] = ["missing", "unclear", "wrong"];
const REASONS: readonly AbuseReason[] = ["threat", "insult", "harassment", "spam", "unlawful"];
/** What a conversation was about, where it is none of the site's topics. */
const OTHER = "_other";

/** Asked once before a conversation is closed, with what is to be noted of it: what it was about, what our guidance lacked. */
export function CloseQuestion({ screen }: { screen: Screen }) {
  const { shortcuts } = useApp();
  const { question, close, work } = useDesk();
  const { language, words } = useLaterSpeech();
  const { facts, conversation } = screen;
  const [isAbuse, setAbuse] = useState(question.value === "abuse");
  const [topic, setTopic] = useState(facts?.topic ?? "");
  const [mark, setMark] = useState<GuidanceMark | null>(null);
  const topics = work.state.value.topics[facts?.site ?? ""];
  useEffect(() => {
    if (topics === undefined) void work.refresh();
  }, []);
  const draft = work.drafts.of(conversation);
  const waiting = unsent([screen]);
  const shut = () => {
    question.value = null;
  };
  const pressed = (event: KeyboardEvent) => {
    const found = MARKS[Number(event.key) - 1];
    if (found === undefined || !shortcuts.value || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLSelectElement) return;
    setMark(mark === found ? null : found);
  };
  if (isAbuse) return <AbuseQuestion screen={screen} onShut={shut} onBack={() => setAbuse(false)} />;
  const known = Object.entries(topics ?? {}).map(([value, called]) => ({ value, label: called[language] }));
  return (
    <Dialog title={words.close.title} shut={words.shut} onShut={shut}>
      <form
        class="asking"
        onKeyDown={pressed}
        onSubmit={(event) => {
          event.preventDefault();
          close({ topic: topic || null, guidance: mark });
        }}
      >
        <p>{words.close[whatFollows(screen)]}</p>
        {isBlank(draft) ? null : (
          <p>
            {words.close.draft} <q dir="auto">{draft}</q>
          </p>
        )}
        {waiting > 0 && <p>{words.close.unsent(waiting)}</p>}
        <SelectField
          name="topic"
          label={words.close.topic}
          none={words.close.noTopic}
          choices={[...known, { value: OTHER, label: words.close.otherTopic }]}
          value={topic}
          onChoose={setTopic}
        />
        <fieldset class="marks">
          <legend>{words.close.guidance}</legend>
          {MARKS.map((one, at) => (
            <button
              type="button"
              class="secondary"
              key={one}
              aria-pressed={mark === one}
              aria-keyshortcuts={shortcuts.value ? `${at + 1}` : undefined}
              onClick={() => setMark(mark === one ? null : one)}
            >
              {words.close.marks[one]}
              {shortcuts.value && <kbd>{at + 1}</kbd>}
            </button>
          ))}
        </fieldset>
        <p class="help">{words.close.undone}</p>
        <div class="form-end">
          <button type="submit" class="danger" autofocus>
            {question.value === "close-next" ? words.close.verbNext : words.close.verb}
          </button>
          <button type="button" class="secondary" onClick={shut}>
            {words.close.keep}
          </button>
        </div>
        <button type="button" class="quiet in-text" onClick={() => setAbuse(true)}>
          {words.close.abuse}
        </button>
      </form>
    </Dialog>
  );
}

interface AbuseProps {
  screen: Screen;
  onShut: () => void;
  onBack: () => void;
}

/** Asks for which reason a conversation is ended for abuse: at once, and recorded with it. */
function AbuseQuestion({ screen, onShut, onBack }: AbuseProps) {
  const { work } = useDesk();
  const { words } = useLaterSpeech();
  const [reason, setReason] = useState<AbuseReason | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const end = async (event: Event) => {
    event.preventDefault();
    setMissing(reason === null);
    if (reason === null || busy) return;
    setBusy(true);
    setProblem(null);
    const refused = await work.endForAbuse(screen.conversation, reason);
    if (refused === null) return onShut();
    setBusy(false);
    setProblem(refused);
  };
  return (
    <Dialog title={words.close.abuseTitle} shut={words.shut} onShut={onShut}>
      <form class="asking" onSubmit={(event) => void end(event)}>
        <fieldset class="choices">
          <legend>{words.close.abuseReason}</legend>
          {REASONS.map((one, at) => (
            <label key={one}>
              <input
                type="radio"
                name="reason"
                autofocus={at === 0}
                checked={reason === one}
                onChange={() => {
                  setReason(one);
                  setMissing(false);
                }}
              />
              {words.close.reasons[one]}
            </label>
          ))}
        </fieldset>
        <p class="help">{words.close.abuseHelp}</p>
        <div role="alert" class="refused">
          {(problem || isMissing) && (
            <p>
              <Icon of={TriangleAlert} small />
              <span>{problem ? staffSentenceOf(words, problem) : words.close.reasonMissing}</span>
            </p>
          )}
        </div>
        <div class="form-end">
          <button type="submit" class="danger" aria-disabled={busy}>
            {words.close.abuseVerb}
          </button>
          <button type="button" class="secondary" onClick={onBack}>
            {words.close.back}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Who has asked for the answer by e-mail gets it with the end, or is told that there is none. */
function whatFollows({ facts, entries }: Screen): "what" | "answer" | "noAnswer" {
  if (facts?.left_until == null) return "what";
  return entries.some(({ kind, by }) => kind === "said" && by === "agent") ? "answer" : "noAnswer";
}
