import { MessageSquareQuote, Plus, Star, Upload } from "lucide";
import { useState } from "preact/hooks";
import { Icon } from "../../../shared/icon";
import type { AnswersPage, CannedAnswer, TaskName } from "../../../shared/wire";
import { write } from "../../address";
import { type Asked, AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { Empty } from "../../parts/empty";
import { Field } from "../../parts/field";
import { useMoment } from "../../parts/moment";
import { Card, NotFound, RoomPage } from "../../parts/room_page";
import { Table } from "../../parts/table";
import { LANGUAGES } from "../../speaking";
import { EditAnswer, ReadAnswer } from "./answer";
import { BringFile, SaveFile } from "./file";
import { ALL, type AnswersPlace, answers, FILE, NEW, WHOSE, type Whose } from "./room";
import type { AnswersService } from "./service";
import { answerIn, any, of, shown } from "./state";

export interface AnswersProps {
  service: AnswersService;
  drafts: Drafts;
  /** What is known of the answers, and has become of them. */
  asked: Asked<AnswersPage>;
}

const TASKS: Record<Whose, TaskName> = { own: "answers_own", shared: "answers_shared" };

/** Whether somebody may write these. */
export function useWrites(): (whose: Whose) => boolean {
  const { session } = useApp();
  const tasks = session.me.value?.tasks ?? [];
  return (whose) => tasks.includes(TASKS[whose]);
}

export function AnswersView({ place, service, drafts }: Omit<AnswersProps, "asked"> & { place: AnswersPlace }) {
  const asked = useAsked(service.page, []);
  const writes = useWrites();
  const { whose, open } = place;
  const props = { service, drafts, asked };
  const may = whose !== null && writes(whose);
  if (whose && may && open === FILE) return <BringFile whose={whose} {...props} key={`${whose} file`} />;
  if (whose && open && open !== FILE && (may || open !== NEW)) return <One whose={whose} id={open} {...props} />;
  return <All {...props} />;
}

function All(props: AnswersProps) {
  const { asked } = props;
  const { words } = useSpeechOf(answers);
  const [typed, setTyped] = useState("");
  const writes = useWrites();
  return (
    <RoomPage title={words.title}>
      <p class="lead">{words.lead}</p>
      <AskedView of={asked}>
        {(page) => (
          <div class="cards answers-page">
            {any(page) && (
              <Field name="find-answer" label={words.find} value={typed} onType={setTyped} autoComplete="off" />
            )}
            {WHOSE.filter((whose) => whose === "shared" || writes(whose)).map((whose) => (
              <List key={whose} whose={whose} page={page} typed={typed} {...props} />
            ))}
          </div>
        )}
      </AskedView>
    </RoomPage>
  );
}

function List({ whose, page, typed, ...props }: AnswersProps & { whose: Whose; page: AnswersPage; typed: string }) {
  const { go } = useApp();
  const { words } = useSpeechOf(answers);
  const writes = useWrites()(whose);
  const list = words.lists[whose];
  const all = of(page, whose);
  const found = shown(page, whose, typed);
  return (
    <Card
      id={`${whose}-answers`}
      title={list.title}
      beside={
        writes && (
          <div class="actions">
            <button type="button" class="primary" onClick={() => go(answers, { whose, open: NEW })}>
              <Icon of={Plus} small />
              {words.add}
              <span class="only-heard">: {list.title}</span>
            </button>
          </div>
        )
      }
    >
      <p class="help">{list.lead}</p>
      {all.length === 0 ? (
        <Empty
          icon={<Icon of={MessageSquareQuote} />}
          title={list.none}
          help={writes ? list.noneHelp : words.noneToRead}
        />
      ) : found.length === 0 ? (
        <p role="status">{words.nothingFound}</p>
      ) : (
        <AnswerTable whose={whose} page={page} found={found} caption={list.caption(found.length)} />
      )}
      {writes && (
        <div class="actions">
          <button type="button" class="secondary" onClick={() => go(answers, { whose, open: FILE })}>
            <Icon of={Upload} small />
            {words.file.bring}
            <span class="only-heard">: {list.title}</span>
          </button>
          {all.length > 0 && <SaveFile whose={whose} service={props.service} />}
        </div>
      )}
    </Card>
  );
}

interface TableProps {
  whose: Whose;
  page: AnswersPage;
  found: readonly CannedAnswer[];
  caption: string;
}

function AnswerTable({ whose, page, found, caption }: TableProps) {
  const { words } = useSpeechOf(answers);
  const momentOf = useMoment();
  const several = (page.sites ?? []).length > 1 && found.some(({ sites = [] }) => sites.length > 0);
  const columns = (["title", "languages", ...(several ? (["sites"] as const) : []), "changed"] as const).map((key) => ({
    key,
    name: words.columns[key],
    head: key === "title",
    cell: (answer: CannedAnswer) => {
      if (key === "title") return <Titled whose={whose} answer={answer} greets={page.greeting === answer.id} />;
      if (key === "languages") return LANGUAGES.filter((one) => answer.text[one]).join(", ");
      if (key === "sites") return (answer.sites ?? []).join(", ") || words.allSites;
      return <time>{momentOf(answer.changed_at ?? 0)}</time>;
    },
  }));
  return <Table caption={caption} columns={columns} rows={found} keyOf={({ id }) => id} />;
}

function Titled({ whose, answer, greets }: { whose: Whose; answer: CannedAnswer; greets: boolean }) {
  const { words } = useSpeechOf(answers);
  return (
    <>
      <a href={write({ room: answers, place: { whose, open: answer.id } })}>{answer.title}</a>
      <span class="meta aside">
        <kbd>/{answer.key}</kbd>
        {greets && (
          <span class="greets">
            <Icon of={Star} small />
            {words.greeting.is}
          </span>
        )}
      </span>
    </>
  );
}

/** One answer, or a new one: to be written where somebody may, else to be read. */
function One({ whose, id, ...props }: AnswersProps & { whose: Whose; id: string }) {
  const { go } = useApp();
  const { words } = useSpeechOf(answers);
  const writes = useWrites()(whose);
  const back = { says: words.back, run: () => go(answers, ALL) };
  const { asked } = props;
  const answer = asked.value && answerIn(asked.value, whose, id);
  const title = id === NEW ? words.lists[whose].newTitle : (answer?.title ?? words.title);
  return (
    <RoomPage key={id} title={title} back={back}>
      <AskedView of={asked}>
        {(page) => {
          if (id !== NEW && !answerIn(page, whose, id) && !props.drafts.of(`${whose} ${id}`).value) {
            return <NotFound title={words.edit.notFound} help={words.edit.notFoundHelp} back={back} />;
          }
          return (
            <div class="cards answers-page">
              {writes ? (
                <EditAnswer whose={whose} id={id} page={page} {...props} />
              ) : (
                answer && <ReadAnswer answer={answer} page={page} {...props} />
              )}
            </div>
          );
        }}
      </AskedView>
    </RoomPage>
  );
}
