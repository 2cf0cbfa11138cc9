import { every } from "words:language";
import { useRef, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import type { Language, Problem, Role, StageCheck, StagePage, StageSettings } from "../../../shared/wire";
import type { ConsoleWords } from "../../../shared/words";
import type { SettingsMistake } from "../../canned/words";
import { useAsked } from "../../parts/asked";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Draft, Drafts } from "../../parts/drafts";
import { MistakeLine } from "../../parts/field";
import { ChosenField, type Form, FormView, type Mistake, TextAreaField, useForm } from "../../parts/form";
import { NoticeChanges } from "../../parts/notice_changes";
import { mindOthers } from "../../parts/others_first";
import { Card } from "../../parts/room_page";
import { LANGUAGES } from "../../speaking";
import { settings } from "./room";
import type { SettingsService } from "./service";
import {
  afterChoices,
  type ListChange,
  placeOf,
  REMIND_AFTER,
  RETURN_AFTER,
  ROLES,
  settingsOf,
  type TypedStage,
  typedOf,
  veiledChanges,
} from "./stage_state";
import { merged } from "./state";
import { VersionList } from "./version_list";
import type { SettingsWords } from "./words";

interface StageFormProps {
  service: SettingsService;
  drafts: Drafts;
  page: StagePage;
  saved: (page: StagePage) => void;
  /** Asks anew what holds: somebody else was first. */
  again: () => void;
}

/** What is typed, with what was there when it was begun. */
interface Begun {
  start: TypedStage;
  typed: TypedStage;
}

interface Asking {
  wanted: StageSettings;
  /** That these were made from: of what others save while it is asked nothing is written over. */
  version: string;
  would: StageCheck;
}

/** What holds for the whole service, as a form; what it was before. */
export function StageForm({ page, service, drafts, saved, again }: StageFormProps) {
  const { notices } = useApp();
  const { words } = useSpeechOf(settings);
  const { edit } = words;
  const draft = drafts.of<Begun>("stage");
  const start = useRef(draft.value?.start ?? typedOf(page.settings)).current;
  const [asking, setAsking] = useState<Asking | null>(null);
  const sending = useRef(false);
  const kept: Draft<TypedStage> = {
    get value() {
      return draft.value?.typed ?? null;
    },
    set value(typed: TypedStage | null) {
      // What was checked is not saved yet.
      if (!sending.current) draft.value = typed && { start, typed };
    },
  };
  const check = async (wanted: StageSettings): Promise<Asking> => ({
    wanted,
    version: page.version,
    would: await service.checkStage(wanted),
  });
  const ask = (next: Asking) => {
    sending.current = false;
    if (next.would.changed.length === 0) notices.tell(edit.same);
    else setAsking(next);
  };
  const form: Form<TypedStage> = useForm<TypedStage, Asking>({
    start,
    kept,
    send: (typed) => {
      sending.current = true;
      return check(merged(settingsOf(start), settingsOf(typed), page.settings)).catch((failure: unknown) => {
        sending.current = false;
        throw failure;
      });
    },
    refused: (problem) => mistakesIn(problem, words, form.values),
    done: ask,
  });
  const save = ({ wanted, version }: Asking) => mindOthers(service.saveStage({ settings: wanted, version }), again);
  const restore = (at: number) =>
    service
      .earlierStage(at)
      .then((earlier) => check(earlier.settings))
      .then(ask, (failure: unknown) => notices.fail(problemOf(failure)));
  return (
    <div class="cards site-page">
      <FormView form={form} verb={edit.verb} busy={edit.busy}>
        <Fields form={form} page={page} />
      </FormView>
      <Versions page={page} service={service} restore={restore} />
      {asking && (
        <Confirm
          title={edit.ask}
          verb={edit.save}
          busy={edit.saving}
          keep={edit.keep}
          run={() => save(asking)}
          done={(next) => {
            setAsking(null);
            draft.value = null;
            notices.tell(edit.done);
            saved(next);
          }}
          onShut={() => setAsking(null)}
        >
          <Changes of={asking} before={page.settings} />
        </Confirm>
      )}
    </div>
  );
}

function Fields({ form, page }: { form: Form<TypedStage>; page: StagePage }) {
  const { words } = useSpeechOf(settings);
  const { controller, networks, told, left, answer, phones, veiled } = words.stage;
  const minutes = (set: number, usual?: readonly number[]) =>
    afterChoices(set, usual).map((after) => ({
      value: `${after}`,
      label: after === 0 ? answer.never : told.minutes(after),
    }));
  return (
    <>
      <Card id="stage-controller" title={controller.title}>
        <p>{page.controller}</p>
        <p class="help">
          {controller.lead} {controller.deployed}
        </p>
      </Card>
      <Card id="stage-networks" title={networks.title}>
        <p>{networks.lead}</p>
        <p class="help">{networks.own(page.own_address)}</p>
        <p class="help">{networks.help}</p>
        {ROLES.map((role) => (
          <TextAreaField key={role} form={form} name={`networks.${role}`} label={words.roles[role] ?? role} rows={2} />
        ))}
        <p class="help">{networks.within(Math.ceil(page.seen_within / 60))}</p>
      </Card>
      <Card id="stage-told" title={told.title}>
        <p>{told.lead}</p>
        <MistakeLine mistake={page.came_back?.length ? told.cameBack(page.came_back.join(", ")) : undefined} />
        <TextAreaField form={form} name="told" label={told.addresses} help={told.help} rows={2} />
        <ChosenField
          form={form}
          name="told_after_minutes"
          label={told.after}
          help={told.afterHelp}
          choices={minutes(page.settings.told_after_minutes)}
        />
      </Card>
      <Card id="stage-answer" title={answer.title}>
        <p>{answer.lead}</p>
        <ChosenField
          form={form}
          name="remind_after_minutes"
          label={answer.remind}
          choices={minutes(page.settings.remind_after_minutes, REMIND_AFTER)}
        />
        <ChosenField
          form={form}
          name="return_after_minutes"
          label={answer.back}
          help={answer.help}
          choices={minutes(page.settings.return_after_minutes, RETURN_AFTER)}
        />
      </Card>
      <Card id="stage-veiled" title={veiled.title}>
        <p>{veiled.lead}</p>
        <p class="help">{veiled.help}</p>
        {LANGUAGES.map((language) => (
          <TextAreaField key={language} form={form} name={`veiled.${language}`} label={every[language].name} rows={4} />
        ))}
      </Card>
      <Card id="stage-left" title={left.title}>
        <p>{left.lead}</p>
        <ChosenField
          form={form}
          name="left_question_days"
          label={left.days}
          help={left.help}
          choices={[1, 2, 3, 4, 5, 6, 7].map((days) => ({ value: `${days}`, label: left.number(days) }))}
        />
      </Card>
      <Card id="stage-phones" title={phones.title}>
        <p>{phones.lead}</p>
        {!page.phones_possible && <p class="help">{phones.noKey}</p>}
        <ChosenField
          form={form}
          name="phones"
          label={phones.label}
          choices={(["off", "on"] as const).map((value) => ({ value, label: words.keys[value] }))}
        />
      </Card>
    </>
  );
}

/** What saving changes, each with its effect, and which sentences of the privacy notice. */
function Changes({ of: { wanted, would }, before }: { of: Asking; before: StageSettings }) {
  const { words } = useSpeechOf(settings);
  const { stage, edit } = words;
  const effect = (name: string): string => {
    if (name === "told") return `${stage.told.title}: ${stage.told.to(wanted.told.length)}`;
    if (name === "told_after_minutes") return `${stage.told.after}: ${stage.told.minutes(wanted.told_after_minutes)}`;
    if (name === "remind_after_minutes")
      return `${stage.answer.remind}: ${stage.told.minutes(wanted.remind_after_minutes)}`;
    if (name === "return_after_minutes") {
      const { return_after_minutes: after } = wanted;
      return `${stage.answer.back}: ${after === 0 ? stage.answer.never : stage.told.minutes(after)}`;
    }
    if (name === "left_question_days") return `${stage.left.title}: ${stage.left.number(wanted.left_question_days)}`;
    if (name === "phones") return `${stage.phones.title}: ${words.keys[wanted.phones ? "on" : "off"]}`;
    if (name === "veiled")
      return `${stage.veiled.title}: ${listed(veiledChanges(before, wanted), stage.veiled.changes)}`;
    const role = name.replace("networks.", "") as Role;
    return `${words.roles[role]}: ${stage.networks.from(wanted.networks[role].length)}`;
  };
  const noticeChanges = Object.values(would.notice).some((changes) => changes.length > 0);
  return (
    <>
      <p>{edit.these}</p>
      <ul>
        {would.changed.map((name) => (
          <li key={name}>{effect(name)}</li>
        ))}
      </ul>
      {noticeChanges ? (
        <>
          <p>{stage.notice.changes}</p>
          <NoticeChanges of={would.notice} words={stage.notice} />
        </>
      ) : (
        <p>{edit.notice}</p>
      )}
    </>
  );
}

function listed(changes: readonly ListChange[], says: SettingsWords["stage"]["veiled"]["changes"]): string {
  return changes.map(({ language, added, removed }) => says(every[language].name, added, removed)).join("; ");
}

interface VersionsProps {
  page: StagePage;
  service: SettingsService;
  /** Asks whether what held since a moment is to hold again. */
  restore: (at: number) => Promise<void>;
}

function Versions({ page, service, restore }: VersionsProps) {
  const { versions: said, stage } = useSpeechOf(settings).words;
  const asked = useAsked(() => service.stageVersions(), [page.version]);
  const none = page.changed_at ? said.unknown : `${stage.deployed} (${said.now})`;
  return <VersionList of={asked} outside={stage.deployed} none={none} look={(at) => void restore(at)} />;
}

/** Returns what is wrong, all of a field in one sentence, each with the line that it is about. */
function mistakesIn(
  { mistakes = [] }: Problem,
  words: SettingsWords & Pick<ConsoleWords, "roles">,
  typed: TypedStage,
): Mistake[] {
  const found = new Map<string | null, string[]>();
  for (const { where, code, limit, meant } of mistakes) {
    const { field, line } = placeOf(where, typed);
    const wrong = words.mistakes[code as SettingsMistake](limit ?? 0, meant ?? "");
    const [, of = ""] = field?.split(".") ?? [];
    const name = field === "told" ? words.stage.told.addresses : (words.roles[of] ?? every[of as Language]?.name ?? "");
    const sentence = line === null ? wrong : words.stage.line(name, line, wrong);
    found.set(field, [...(found.get(field) ?? []), sentence]);
  }
  return [...found].map(([field, sentences]) => ({ field, sentence: sentences.join(" ") }));
}
