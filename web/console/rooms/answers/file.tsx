import { Download } from "lucide";
import { useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import { save } from "../../../shared/saving";
import type { AnswersImport } from "../../../shared/wire";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import { AroundField } from "../../parts/field";
import type { Mistake } from "../../parts/form";
import { Card, RoomPage } from "../../parts/room_page";
import { Summary } from "../../parts/summary";
import { staffSentenceOf } from "../../speaking";
import { ALL, answers, type Whose } from "./room";
import type { AnswersService } from "./service";
import { mistakesInFile, textOf } from "./state";
import type { AnswersProps } from "./view";

/** Larger than this the service takes none. */
const MOST = 480 * 1024;

/** Has the browser save all of them as a spreadsheet's file. */
export function SaveFile({ whose, service }: { whose: Whose; service: AnswersService }) {
  const { notices } = useApp();
  const { words } = useSpeechOf(answers);
  const [busy, setBusy] = useState(false);
  const press = () => {
    if (busy) return;
    setBusy(true);
    service
      .file(whose)
      .then(
        ({ csv }) => {
          save(`${words.file.fileName[whose]}.csv`, "text/csv", csv);
          notices.tell(words.file.exported);
        },
        (failure) => notices.fail(problemOf(failure), press),
      )
      .finally(() => setBusy(false));
  };
  return (
    <button type="button" class="secondary" aria-busy={busy} aria-disabled={busy} onClick={press}>
      <Icon of={Download} small />
      {words.file.export}
      <span class="only-heard">: {words.lists[whose].title}</span>
    </button>
  );
}

/** What is asked before a file is brought in. */
interface Asking {
  csv: string;
  would: AnswersImport;
}

/** Brings answers from a file: looked at first, with everything that is wrong; then all of them or none. */
export function BringFile({ whose, service, asked }: AnswersProps & { whose: Whose }) {
  const { go, notices } = useApp();
  const { words } = useSpeechOf(answers);
  const { file } = words;
  const [chosen, setChosen] = useState<File | null>(null);
  const [wrong, setWrong] = useState<readonly Mistake[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const back = { says: words.back, run: () => go(answers, ALL) };
  const tell = (sentences: readonly string[]) => {
    setWrong(sentences.map((sentence) => ({ field: "answers-file", sentence })));
    setAttempt((before) => before + 1);
  };
  const look = async () => {
    if (chosen === null) return tell([file.missing]);
    if (chosen.size > MOST) return tell([file.tooLarge(MOST / 1024)]);
    const csv = textOf(new Uint8Array(await chosen.arrayBuffer()));
    if (csv === null) return tell([file.unreadable]);
    try {
      setAsking({ csv, would: await service.check(whose, csv) });
      tell([]);
    } catch (failure) {
      const problem = problemOf(failure);
      const found = mistakesInFile(problem, words);
      tell(found.length > 0 ? found : [staffSentenceOf(words, problem)]);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    void look().finally(() => setBusy(false));
  };
  return (
    <RoomPage title={file.title[whose]} back={back}>
      <div class="cards answers-page">
        <Card id="bring-file" title={file.bring}>
          <p class="help">{file.lead}</p>
          <form class="form" noValidate onSubmit={submit}>
            <Summary title={file.wrong} mistakes={wrong} of={attempt} />
            <AroundField
              name="answers-file"
              label={file.choose}
              mistake={wrong.length === 1 ? wrong[0]?.sentence : undefined}
            >
              {(tied) => (
                <input
                  {...tied}
                  type="file"
                  accept=".csv,.txt,text/csv,text/plain"
                  onChange={({ currentTarget }) => setChosen(currentTarget.files?.[0] ?? null)}
                />
              )}
            </AroundField>
            <div class="form-end">
              <button type="submit" class="primary" aria-disabled={busy}>
                {busy ? file.checking : file.check}
              </button>
              <button type="button" class="secondary" onClick={back.run}>
                {words.edit.back}
              </button>
            </div>
          </form>
        </Card>
        {asking && (
          <Confirm
            title={file.would}
            verb={file.run}
            busy={file.running}
            keep={words.edit.back}
            run={() => service.bring(whose, asking.csv, asking.would.read)}
            done={({ added = [], changed = [] }) => {
              setAsking(null);
              notices.tell(file.done(added.length, changed.length));
              asked.again();
              go(answers, ALL);
            }}
            onShut={() => setAsking(null)}
          >
            <Would of={asking.would} />
          </Confirm>
        )}
      </div>
    </RoomPage>
  );
}

function Would({ of: { added = [], changed = [], same = 0 } }: { of: AnswersImport }) {
  const { file } = useSpeechOf(answers).words;
  if (added.length + changed.length === 0) return <p>{file.nothing}</p>;
  return (
    <>
      <ul>
        {added.length > 0 && (
          <li>
            {file.added(added.length)} <Keys of={added} />
          </li>
        )}
        {changed.length > 0 && (
          <li>
            {file.changed(changed.length)} <Keys of={changed} />
          </li>
        )}
        {same > 0 && <li>{file.same(same)}</li>}
      </ul>
      <p class="help">{file.meanwhile}</p>
    </>
  );
}

/** So many are named. */
const NAMED = 12;

function Keys({ of }: { of: readonly string[] }) {
  const named = of.slice(0, NAMED).map((key) => `/${key}`);
  return <span class="meta aside">{[...named, ...(of.length > NAMED ? ["…"] : [])].join(", ")}</span>;
}
