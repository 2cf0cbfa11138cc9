import { UserRound } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import type { Screen } from "../../../shared/screen";
import type { Colleague, Problem } from "../../../shared/wire";
import { sentenceOf } from "../../../shared/words";
import { Dialog } from "../../parts/dialog";
import { useDesk, useLaterSpeech } from "./context";
import { ColleagueWords } from "./pass_on";
import type { Work } from "./work";

/** Which colleague is asked to read and write along. */
export function InviteDialog({ screen, room }: { screen: Screen; room: Work }) {
  const { question } = useDesk();
  const { words } = useLaterSpeech();
  const { helping } = words;
  const [colleagues, setColleagues] = useState<readonly Colleague[] | null>(null);
  const [unknown, setUnknown] = useState<Problem | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [undecided, setUndecided] = useState(false);
  const [busy, setBusy] = useState(false);
  const inside = new Set((screen.facts?.let_in ?? []).filter((one) => one.writes).map((one) => one.person));
  const shut = () => {
    question.value = null;
  };
  const look = () => {
    setUnknown(null);
    room.colleagues().then(
      (found) => setColleagues(found.filter(({ person }) => !inside.has(person))),
      (failure) => setUnknown(problemOf(failure)),
    );
  };
  useEffect(look, []);
  const go = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (chosen === null) {
      setUndecided(true);
      return;
    }
    setBusy(true);
    const problem = await room.invite(screen.conversation, chosen);
    setBusy(false);
    setRefused(problem);
    if (problem === null) shut();
    else if (problem.code === "agent_away") {
      setChosen(null);
      look();
    }
  };
  return (
    <Dialog title={helping.title} shut={words.shut} onShut={shut}>
      <form class="asking" onSubmit={(event) => void go(event)}>
        <p>{helping.what}</p>
        <div role="alert" class="refused">
          {refused && <p>{sentenceOf(words.errors, refused)}</p>}
          {undecided && <p>{helping.choose}</p>}
        </div>
        <fieldset class="choices" aria-busy={colleagues === null && unknown === null}>
          <legend>{helping.whom}</legend>
          {colleagues?.map((one) => (
            <label key={one.person}>
              <input
                type="radio"
                name="whom"
                checked={chosen === one.person}
                onChange={() => {
                  setChosen(one.person);
                  setUndecided(false);
                  setRefused(null);
                }}
              />
              <Icon of={UserRound} small />
              <ColleagueWords of={one} language={screen.facts?.language} />
            </label>
          ))}
          <div role="status" class="help">
            {colleagues === null && unknown === null && words.passOn.loading}
            {colleagues?.length === 0 && helping.nobody}
            {unknown && `${words.passOn.notKnown} ${sentenceOf(words.errors, unknown)}`}
          </div>
          {unknown && (
            <button type="button" class="secondary" onClick={look}>
              {words.again}
            </button>
          )}
        </fieldset>
        <div class="form-end">
          <button type="submit" class="primary" aria-disabled={busy}>
            {busy ? helping.busy : helping.verb}
          </button>
          <button type="button" class="secondary" onClick={shut}>
            {helping.keep}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
