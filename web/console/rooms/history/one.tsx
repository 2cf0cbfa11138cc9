import type { ReadonlySignal } from "@preact/signals";
import { Hourglass, Inbox, Lock } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { emptyScreen, isBehind, lastSeq, type Screen, withHistory } from "../../../shared/conversation";
import { clockTime, clockTimeWithSeconds, dateOf } from "../../../shared/dates";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import type { FoundConversation, GlassReason, LaterPurpose, LetInUntil, Past, Problem } from "../../../shared/wire";
import { log, readerOf } from "../../conversation/log";
import { LogItem } from "../../conversation/message";
import { NO_NOTES, type NoteLine, noteLines, withAll, withFetchFailed } from "../../conversation/notes";
import { AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { Empty } from "../../parts/empty";
import { type Form, FormView, TextAreaField, useForm } from "../../parts/form";
import { useMoment } from "../../parts/moment";
import { grouped } from "../../parts/reference";
import { Card, NotFound, RoomPage } from "../../parts/room_page";
import { type Choice, SelectField } from "../../parts/select_field";
import { staffSentenceOf } from "../../speaking";
import { type HistoryPlace, history } from "./room";
import type { HistoryService } from "./service";
import { endOf, topicOf } from "./state";

interface OneProps {
  conversation: string;
  place: HistoryPlace;
  service: HistoryService;
  /** Counts up whenever it is to be seen whether one still may read it. */
  looks: ReadonlySignal<number>;
}

/** One conversation: what finds it, whose it is, and what was said where one may read that. */
export function OneView({ conversation, place, service, looks }: OneProps) {
  const { go, outside } = useApp();
  const { words } = useSpeechOf(history);
  const find = () => service.find(conversation).then((found) => ({ ...found, clockAhead: found.now - outside.now() }));
  // Each time that it could not be read any more, nothing that was known before is about it.
  const [taken, setTaken] = useState(0);
  const asked = useAsked<Seen>(find, [conversation, taken]);
  const back = { says: words.back, run: () => go(history, { ...place, conversation: null }) };
  return (
    <RoomPage title={grouped(conversation)} back={back}>
      <AskedView
        of={asked}
        refused={({ code }) =>
          code === "not_found" && (
            <NotFound
              title={taken ? words.gone : words.notFound}
              help={taken ? words.goneHelp : words.notFoundHelp}
              back={back}
            />
          )
        }
      >
        {(found) => (
          <div class="cards">
            {taken > 0 && found.found.way !== "read" && <p role="alert">{words.taken}</p>}
            <About {...found} />
            <ToRead
              seen={found}
              service={service}
              put={asked.put}
              again={asked.again}
              looks={looks}
              taken={() => setTaken(taken + 1)}
            />
          </div>
        )}
      </AskedView>
    </RoomPage>
  );
}

/** What was found, and how far the service's clock is ahead of this machine's. */
type Seen = FoundConversation & { clockAhead: number };

function About({ found, topics }: Seen) {
  const { language, words } = useSpeechOf(history);
  const momentOf = useMoment();
  const { about, columns, ends } = words;
  const end = endOf(found);
  const topic = topicOf(topics, found, language);
  return (
    <Card id="about" title={about.title}>
      <dl class="facts-list">
        <dt>{about.whose}</dt>
        <dd>{found.whose === "own" ? about.own : (found.alias ?? about.nobody)}</dd>
        <dt>{about.started}</dt>
        <dd>
          <time>{momentOf(found.started_at)}</time>
        </dd>
        <dt>{about.closed}</dt>
        <dd>
          {found.closed_at == null ? about.status[found.status] : <time>{momentOf(found.closed_at)}</time>}
          {end && <span class="meta aside">{ends[end] ?? end}</span>}
        </dd>
        <dt>{columns.site}</dt>
        <dd>{found.site}</dd>
        {topic && (
          <>
            <dt>{columns.topic}</dt>
            <dd>{topic}</dd>
          </>
        )}
        {found.rated != null && (
          <>
            <dt>{columns.rated}</dt>
            <dd>{words.scores[found.rated - 1] ?? found.rated}</dd>
          </>
        )}
        <dt>{about.deleted}</dt>
        <dd>{dateOf(language, found.expires_on)}</dd>
      </dl>
    </Card>
  );
}

interface ToReadProps {
  seen: Seen;
  service: HistoryService;
  put: (seen: Seen) => void;
  again: () => void;
  looks: ReadonlySignal<number>;
  /** Called when what is on the screen may be read no more. */
  taken: () => void;
}

function ToRead({ seen, service, put, again, looks, taken }: ToReadProps) {
  const { now, outside } = useApp();
  const { language, words } = useSpeechOf(history);
  const { found, clockAhead } = seen;
  const until = found.until == null ? null : found.until - clockAhead;
  const letIn = (given: LetInUntil) =>
    put({ ...seen, found: { ...found, way: "read", until: given.until }, clockAhead: given.now - outside.now() });
  if (found.way === "read" && until !== null && now.value >= until) {
    return (
      <Empty alert icon={<Icon of={Hourglass} />} title={words.over} help={words.overHelp}>
        <button type="button" class="secondary" onClick={again}>
          {words.openAgain}
        </button>
      </Empty>
    );
  }
  if (found.way === "read") {
    return (
      <Read conversation={found.conversation} service={service} looks={looks} taken={taken}>
        {found.until != null && (
          <p class="help" role="status">
            {words.until(clockTime(language, found.until))}
          </p>
        )}
      </Read>
    );
  }
  if (found.way === "take") {
    return (
      <Empty icon={<Icon of={Inbox} />} title={words.about.status.waiting} help={words.waits}>
        <a href="#/desk">{words.toDesk}</a>
      </Empty>
    );
  }
  if (found.way === "restricted") {
    return <Empty icon={<Icon of={Lock} />} title={words.restricted} help={words.restrictedHelp} />;
  }
  if (found.way === "purpose") return <GivePurpose past={found} service={service} done={letIn} />;
  return <BreakGlass past={found} service={service} done={letIn} />;
}

interface OpeningProps {
  past: Past;
  service: HistoryService;
  done: (given: LetInUntil) => void;
}

/** One's own, long after its end: what it is needed for is said first. */
function GivePurpose({ past, service, done }: OpeningProps) {
  const { words } = useSpeechOf(history);
  const { later } = words;
  const offered = Object.entries(later.purposes).filter(([purpose]) => !(past.objected && purpose === "guidance"));
  const form = useForm({
    start: { purpose: "" },
    check: ({ purpose }) => (purpose ? [] : [{ field: "purpose", sentence: later.missing }]),
    send: ({ purpose }) => service.givePurpose(past.conversation, purpose as LaterPurpose),
    done,
  });
  return (
    <Card id="later" title={later.title}>
      <p>{later.help}</p>
      <FormView form={form} verb={later.verb} busy={later.busy}>
        <Chosen
          form={form}
          name="purpose"
          label={later.purpose}
          choices={offered.map(([value, label]) => ({ value, label }))}
          help={past.objected ? later.objected : undefined}
        />
      </FormView>
    </Card>
  );
}

/** Somebody else's: what follows is said before, and a reason is given from a list and in words. */
function BreakGlass({ past, service, done }: OpeningProps) {
  const { words } = useSpeechOf(history);
  const { glass } = words;
  const form = useForm({
    start: { reason: "", words: "" },
    check: ({ reason }) => (reason ? [] : [{ field: "reason", sentence: glass.missing }]),
    send: ({ reason, words }) => service.breakGlass(past.conversation, { reason: reason as GlassReason, words }),
    refused: ({ code }) => (code === "reason_unfit" ? { field: "words" } : null),
    done,
  });
  return (
    <Card id="glass" title={glass.title}>
      <p>{words.others(past.alias ?? null)}</p>
      <ul class="what">
        {glass.what.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <FormView form={form} verb={glass.verb} busy={glass.busy}>
        <Chosen
          form={form}
          name="reason"
          label={glass.reason}
          choices={Object.entries(glass.reasons).map(([value, label]) => ({ value, label }))}
        />
        <TextAreaField form={form} name="words" label={glass.words} help={glass.wordsHelp} rows={2} />
      </FormView>
    </Card>
  );
}

interface ChosenProps<Values extends object> {
  form: Form<Values>;
  name: keyof Values & string;
  label: string;
  choices: readonly Choice[];
  help?: string | undefined;
}

/** One of some, of which none is chosen for anybody. */
function Chosen<Values extends object>({ form, name, ...field }: ChosenProps<Values>) {
  const { words } = useSpeechOf(history);
  return (
    <SelectField
      {...field}
      name={name}
      none={words.choose}
      value={String(form.values[name])}
      onChoose={(value) => form.set(name, value)}
      mistake={form.mistakeOf(name)}
    />
  );
}

interface ReadProps {
  conversation: string;
  service: HistoryService;
  looks: ReadonlySignal<number>;
  taken: () => void;
  /** What is told of it before. */
  children: ComponentChildren;
}

interface NotesToRead {
  lines: NoteLine[];
  /** Why they are not all here. */
  problem: Problem | null;
  again(): void;
}

/** Returns the notes beside what is read, which are fetched where there are any. */
function useNotes(screen: Screen | null, service: HistoryService): NotesToRead {
  const { session } = useApp();
  const [known, setKnown] = useState(NO_NOTES);
  const conversation = screen?.conversation;
  const noted = screen?.facts?.noted ?? 0;
  const fetch = () => {
    if (conversation === undefined || noted <= known.noted) return;
    service.notes(conversation).then(
      (all) => setKnown(withAll(NO_NOTES, all)),
      (failure) => setKnown(withFetchFailed(known, problemOf(failure))),
    );
  };
  useEffect(fetch, [conversation, noted]);
  return { lines: noteLines(known, session.me.value?.person ?? "", false), problem: known.problem, again: fetch };
}

/** Looks again whenever it is time, and calls `taken` when it may be read no more. Where no answer comes the next look asks. */
function useStillReadable({ conversation, service, looks, taken }: Omit<ReadProps, "children">) {
  const begun = useRef(looks.value);
  useEffect(() => {
    if (looks.value === begun.current) return;
    let isOver = false;
    const hear = (mayRead: boolean) => {
      if (!mayRead && !isOver) taken();
    };
    service.readable(conversation).then(
      ({ readable }) => hear(readable),
      (failure) => hear(problemOf(failure).code !== "not_found"),
    );
    return () => {
      isOver = true;
    };
  }, [looks.value]);
}

/** What was said, all of it, a page after the other. */
function Read({ conversation, service, looks, taken, children }: ReadProps) {
  const { session } = useApp();
  const { language, words } = useSpeechOf(history);
  const from = (screen: Screen) => () =>
    service.read(conversation, lastSeq(screen)).then((page) => withHistory(screen, page));
  const asked = useAsked<Screen>(from(emptyScreen(conversation)), [conversation]);
  const [looked, setLooked] = useState<number | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const screen = asked.value;
  const notes = useNotes(screen, service);
  useStillReadable({ conversation, service, looks, taken });
  const place = useRef<HTMLDivElement>(null);
  // Whoever has just said what for goes on where the form was, which is gone.
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus();
  }, []);
  const look = (known: Screen, byHand: boolean) =>
    from(known)().then(
      (screen) => {
        asked.put(screen);
        setRefused(null);
        if (byHand) setLooked(Date.now());
      },
      (failure) => setRefused(problemOf(failure)),
    );
  useEffect(() => {
    if (screen && isBehind(screen) && refused === null) void look(screen, false);
  }, [screen]);
  if (refused?.code === "not_found" || asked.problem?.code === "not_found") {
    return <NotFound title={words.gone} help={words.goneHelp} />;
  }
  return (
    <div class="read-place" tabIndex={-1} ref={place}>
      <Card id="said" title={screen?.facts?.name ? words.called(screen.facts.name) : words.text}>
        <AskedView of={asked}>
          {(screen) => (
            <>
              {children}
              <div class="read">
                {log(screen, readerOf(session.me.value?.alias), notes.lines).map((item) => (
                  <LogItem
                    key={item.key}
                    item={item}
                    spoken={screen.facts?.language}
                    newest={undefined}
                    acts={null}
                    notes={{ words: words.notes, acts: null }}
                    words={words.reading}
                  />
                ))}
              </div>
              {notes.problem && (
                <p class="help" role="status">
                  {words.notes.notFetched} {staffSentenceOf(words, notes.problem)}{" "}
                  <button type="button" class="quiet" onClick={notes.again}>
                    {words.again}
                  </button>
                </p>
              )}
              {refused && <p role="alert">{staffSentenceOf(words, refused)}</p>}
              {(refused || screen.facts?.status !== "closed") && (
                <div class="actions">
                  <button type="button" class="secondary" onClick={() => void look(screen, true)}>
                    {refused ? words.again : words.lookAgain}
                  </button>
                  <p role="status" class="help">
                    {looked !== null && words.lookedAgain(clockTimeWithSeconds(language, looked))}
                  </p>
                </div>
              )}
            </>
          )}
        </AskedView>
      </Card>
    </div>
  );
}
