import { every } from "words:language";
import { useRef, useState } from "preact/hooks";
import type { NoticeCheck, NoticePage, NoticeRows, Problem } from "../../../shared/wire";
import type { SettingsMistake } from "../../canned/words";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import { FormView, type Mistake, useForm } from "../../parts/form";
import { NoticeChanges } from "../../parts/notice_changes";
import { mindOthers } from "../../parts/others_first";
import { Card } from "../../parts/room_page";
import { LANGUAGES } from "../../speaking";
import { Fields } from "./fields";
import { NOTICE, notice, type Part } from "./room";
import type { NoticeService } from "./service";
import { changedParts, type Draft, fieldOf, partOf, tidied, wantedOf } from "./state";

interface ChangeProps {
  page: NoticePage;
  service: NoticeService;
  begun: Draft;
  saved: (page: NoticePage) => void;
  /** Asks anew what the rows are: somebody else was first. */
  again: () => void;
}

interface Asking {
  rows: NoticeRows;
  /** The version that these were made from: of what others publish while it is asked nothing is written over. */
  read: string;
  would: NoticeCheck;
}

/** One part of the notice: changed alone, checked with all that is begun, and published once it was told which sentences change. */
export function ChangePart({ part, ...props }: ChangeProps & { part: Part }) {
  const { page, begun } = props;
  const { words } = useSpeechOf(notice);
  const { asking, form } = useChange(props, part);
  return (
    <section class="card" aria-label={words.parts[part]}>
      {words.helps[part] && <p class="help">{words.helps[part]}</p>}
      <FormView form={form} verb={words.edit.verb} busy={words.edit.busy}>
        <Fields form={form} part={part} most={page.most} />
      </FormView>
      {asking}
      <Others begun={begun} part={part} />
    </section>
  );
}

/** That more is begun, and goes with it. */
function Others({ begun, part }: { begun: Draft; part: Part }) {
  const { words } = useSpeechOf(notice);
  const others = changedParts(begun.draft.value).filter((one) => one !== part);
  if (others.length === 0) return null;
  return (
    <p class="help">
      {words.draft.title}: {others.map((one) => words.parts[one]).join(", ")}
    </p>
  );
}

/** What is begun and not published, with the way to publish or to drop it. */
export function Unpublished(props: ChangeProps) {
  const { begun } = props;
  const { notices } = useApp();
  const { words } = useSpeechOf(notice);
  const { asking, form } = useChange(props, null);
  const drop = () => {
    begun.drop();
    notices.tell(words.draft.dropped);
  };
  return (
    <Card id="unpublished" title={words.draft.title}>
      <p>
        {changedParts(begun.draft.value)
          .map((part) => words.parts[part])
          .join(", ")}
      </p>
      <p class="help">{words.draft.lead}</p>
      <FormView
        form={form}
        verb={words.edit.verb}
        busy={words.edit.busy}
        beside={
          <button type="button" class="secondary" onClick={drop}>
            {words.draft.drop}
          </button>
        }
      >
        {null}
      </FormView>
      {asking}
    </Card>
  );
}

/** What both ways to publish share. `part`: whose fields are there; null: none. */
function useChange({ page, service, begun, saved, again }: ChangeProps, part: Part | null) {
  const { go, notices } = useApp();
  const { words } = useSpeechOf(notice);
  const { edit } = words;
  const [asking, setAsking] = useState<Asking | null>(null);
  const shown = useRef(page);
  shown.current = page;
  /** From what was typed here is told apart; what others publish meanwhile stays theirs. */
  const from = useRef(page.rows).current;
  const minutes = Math.ceil(page.seen_within / 60);
  const kept = {
    get value() {
      return begun.draft.peek() && wantedOf(begun.draft.peek(), from);
    },
    // It is kept until it is published or dropped, whatever the form has sent.
    set value(typed: NoticeRows | null) {
      if (typed) begun.put(typed, from);
    },
  };
  const refused = ({ mistakes = [] }: Problem): readonly Mistake[] =>
    mistakes.map(({ where, code, limit }) => {
      const language = LANGUAGES.find((one) => where.endsWith(`.${one}`));
      const wrong = words.mistakes[code as SettingsMistake](limit ?? 0);
      const sentence = language ? words.inLanguage(every[language].name, wrong) : wrong;
      const there = partOf(where);
      return there === part && part !== null
        ? { field: fieldOf(where, form.values), sentence }
        : { field: null, sentence: there ? edit.elsewhere(words.parts[there], sentence) : sentence };
    });
  const form = useForm<NoticeRows, Asking>({
    start: from,
    kept,
    send: async () => {
      const { rows: now, read } = shown.current;
      const rows = tidied(wantedOf(begun.draft.peek(), now));
      return { rows, read, would: await service.check(rows) };
    },
    refused,
    done: (next) => {
      if (Object.values(next.would.changes).some((changes) => changes.length > 0)) setAsking(next);
      else {
        begun.drop();
        notices.tell(edit.same);
        go(notice, NOTICE);
      }
    },
  });
  const save = ({ rows, read }: Asking) => mindOthers(service.save({ rows, read }), again);
  const dialog = asking && (
    <Confirm
      title={edit.ask}
      verb={edit.save}
      busy={edit.saving}
      keep={edit.keep}
      run={() => save(asking)}
      done={(next) => {
        setAsking(null);
        begun.drop();
        notices.tell(edit.done(minutes));
        saved(next);
        go(notice, NOTICE);
      }}
      onShut={() => setAsking(null)}
    >
      <Sentences of={asking.would} />
      <p>{words.now.seen(minutes)}</p>
    </Confirm>
  );
  return { form, asking: dialog };
}

/** Which sentences change, and which parts still say what the demo's company says. */
function Sentences({ of }: { of: NoticeCheck }) {
  const { edit, parts: names } = useSpeechOf(notice).words;
  const parts = [...new Set((of.demo ?? []).map(partOf).filter((part) => part !== null))];
  return (
    <NoticeChanges of={of.changes} words={edit}>
      {parts.length > 0 && <p class="still-demos">{edit.stillDemo(parts.map((part) => names[part]).join(", "))}</p>}
    </NoticeChanges>
  );
}
