import { every } from "words:language";
import { ListRestart, TriangleAlert, UserRound } from "lucide";
import { useEffect, useMemo } from "preact/hooks";
import type { Screen } from "../../../shared/conversation";
import { Icon } from "../../../shared/icon";
import { lengthOf, MESSAGE_CHARACTERS } from "../../../shared/text";
import type { Colleague, Language, PassOnFor } from "../../../shared/wire";
import { sentenceOf } from "../../../shared/words";
import { useApp } from "../../parts/context";
import { Dialog } from "../../parts/dialog";
import { AroundField } from "../../parts/field";
import { SelectField } from "../../parts/select_field";
import { useDesk, useLaterSpeech } from "./context";
import { noteOf } from "./drafts";
import { passingOn } from "./passing";
import { speaks, unsent } from "./state";
import type { Work } from "./work";
import { useNoting } from "./write";

const reasons: readonly PassOnFor[] = ["expertise", "language", "busy", "shift_ends", "asked_for", "other"];

/** A colleague as one chooses among them: whether the queue rings them, how much they have, in which languages they answer. */
export function ColleagueWords({ of, language }: { of: Colleague; language: Language | undefined }) {
  const { words } = useLaterSpeech();
  const { alias, available = false, open = 0, open_or_more: more = false, languages = [] } = of;
  return (
    <span>
      {alias}{" "}
      <span class="help">
        {available ? words.available : words.away}, {words.passOn.open(open, more)}
        {languages.length > 0 && `, ${languages.map((one) => every[one].name).join(", ")}`}
      </span>
      {language !== undefined && !speaks(of, language) && (
        <span class="help speaks-not">
          <Icon of={TriangleAlert} small /> {words.passOn.speaksNot(every[language].name)}
        </span>
      )}
    </span>
  );
}

/** To whom a conversation is passed on: a colleague who is there, or the queue. */
export function PassOnDialog({ screen, room }: { screen: Screen; room: Work }) {
  const { notices } = useApp();
  const { question } = useDesk();
  const { words } = useLaterSpeech();
  const { passOn } = words;
  const noting = useNoting();
  const shut = () => {
    question.value = null;
  };
  const passing = useMemo(
    () =>
      passingOn(
        room,
        screen.conversation,
        (problem) => notices.tell(sentenceOf(words.errors, problem)),
        () => noting.saveAll(screen.conversation),
      ),
    [screen.conversation],
  );
  useEffect(() => void passing.look(), [passing]);
  const { busy, choice, why, refused, undecided, unknown, colleagues } = passing.state.value;
  const waiting = unsent([screen]);
  const draft = noteOf(screen.conversation);
  const note = room.drafts.of(draft);
  const isTooLong = lengthOf(note) > MESSAGE_CHARACTERS;
  const go = async (event: Event) => {
    event.preventDefault();
    if (!isTooLong && (await passing.go())) shut();
  };
  return (
    <Dialog title={passOn.title} shut={words.shut} onShut={shut}>
      <form class="asking" onSubmit={(event) => void go(event)}>
        <p>{passOn.what}</p>
        {waiting > 0 && (
          <p class="remark">
            <Icon of={TriangleAlert} small />
            <span>{passOn.unsent(waiting)}</span>
          </p>
        )}
        <div role="alert" class="refused">
          {refused && <p>{sentenceOf(words.errors, refused)}</p>}
          {undecided && <p>{passOn.choose}</p>}
        </div>
        <fieldset class="choices" aria-busy={colleagues === null && unknown === null}>
          <legend>{passOn.to}</legend>
          {colleagues?.map((one) => (
            <label key={one.person}>
              <input
                type="radio"
                name="to"
                checked={choice?.is === "colleague" && choice.person === one.person}
                onChange={() => passing.choose({ is: "colleague", person: one.person })}
              />
              <Icon of={UserRound} small />
              <ColleagueWords of={one} language={screen.facts?.language} />
            </label>
          ))}
          <div role="status" class="help">
            {colleagues === null && unknown === null && passOn.loading}
            {colleagues?.length === 0 && passOn.nobody}
            {unknown && `${passOn.notKnown} ${sentenceOf(words.errors, unknown)}`}
          </div>
          {unknown && (
            <button type="button" class="secondary" onClick={() => void passing.look()}>
              {words.again}
            </button>
          )}
          <label>
            <input
              type="radio"
              name="to"
              checked={choice?.is === "queue"}
              onChange={() => passing.choose({ is: "queue" })}
            />
            <Icon of={ListRestart} small />
            <span>
              {passOn.queue} <span class="help">{passOn.queueHelp}</span>
            </span>
          </label>
        </fieldset>
        <SelectField
          name="pass-on-why"
          label={passOn.why}
          help={passOn.whyHelp}
          none={passOn.noReason}
          choices={reasons.map((value) => ({ value, label: passOn.reasons[value] }))}
          value={why ?? ""}
          onChoose={(value) => passing.say(value === "" ? null : (value as PassOnFor))}
        />
        <AroundField
          name="pass-on-note"
          label={passOn.note}
          help={passOn.noteHelp}
          mistake={isTooLong ? words.conversation.counted(lengthOf(note), MESSAGE_CHARACTERS) : undefined}
        >
          {(tied) => (
            <textarea
              {...tied}
              rows={2}
              value={note}
              onInput={({ currentTarget }) => room.drafts.keep(draft, currentTarget.value)}
            />
          )}
        </AroundField>
        <div class="form-end">
          <button type="submit" class="primary" aria-disabled={busy || isTooLong}>
            {busy ? passOn.busy : passOn.verb}
          </button>
          <button type="button" class="secondary" onClick={shut}>
            {passOn.keep}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
