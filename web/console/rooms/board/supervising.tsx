/** What only who supervises needs of the board: what goes on, and looking into one of these openly. */
import "../../conversation/style";
import { every } from "words:language";
import { Ban, Eye, Forward, Hourglass, LogOut, MessagesSquare, UsersRound } from "lucide";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isBehind, isClosed, type Screen } from "../../../shared/conversation";
import { clockTime, clockTimeWithSeconds } from "../../../shared/dates";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import { wear } from "../../../shared/styles";
import type { AbuseReason, OpenConversation, PassOnFor, SupervisesFor } from "../../../shared/wire";
import { write } from "../../address";
import { log, readerOf } from "../../conversation/log";
import { LogItem } from "../../conversation/message";
import { AskedView, Loading, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { Dialog } from "../../parts/dialog";
import { Empty } from "../../parts/empty";
import { FormView, useForm } from "../../parts/form";
import { useMoment } from "../../parts/moment";
import { grouped } from "../../parts/reference";
import { type Back, Card, NotFound, RoomPage } from "../../parts/room_page";
import { SelectField } from "../../parts/select_field";
import { Table } from "../../parts/table";
import { staffSentenceOf } from "../../speaking";
import { FOLLOWS_EVERY, type Following, following, letIn, minutesLeft } from "./following";
import { laterWords } from "./later_words";
import { BEGINNING, board } from "./room";
import type { BoardService } from "./service";
import style from "./supervising.css";
import type { SupervisingProps } from "./view";

wear(style);

function useLaterSpeech() {
  const { language, words } = useSpeechOf({ words: laterWords });
  return { language, words: words.supervising, console: words };
}

type Words = ReturnType<typeof useLaterSpeech>["words"];

// ------------------------------------------------------------------------------------------------- what goes on

/** What goes on and who has it, without a word of it, and the way in. */
export function Ongoing({ ongoing, followed }: SupervisingProps) {
  const { session } = useApp();
  const { language, words } = useLaterSpeech();
  const momentOf = useMoment();
  const { columns } = words;
  const me = session.me.value?.person;
  const asked = { value: ongoing.found.value, problem: ongoing.problem.value, again: () => void ongoing.look() };
  const isFollowed = (one: OpenConversation) => followed.get(one.conversation)?.stage.value.is === "inside";
  return (
    <section class="ongoing" aria-labelledby="ongoing">
      <h2 id="ongoing">{words.title}</h2>
      <AskedView of={asked}>
        {(found) =>
          found.ongoing.length === 0 ? (
            <Empty icon={<Icon of={MessagesSquare} />} title={words.none} help={words.noneHelp} />
          ) : (
            <>
              <Table
                caption={words.caption(found.ongoing.length, found.more === true)}
                columns={[
                  {
                    key: "reference",
                    name: columns.reference,
                    head: true,
                    cell: ({ conversation }) => <code>{grouped(conversation)}</code>,
                  },
                  { key: "who", name: columns.who, cell: (one) => whoHas(one, me, words) },
                  { key: "since", name: columns.since, cell: (one) => <time>{momentOf(one.started_at)}</time> },
                  { key: "site", name: columns.site, cell: ({ site }) => site },
                  { key: "language", name: columns.language, cell: (one) => every[one.language].name },
                  {
                    key: "topic",
                    name: columns.topic,
                    cell: ({ site, topic }) => (topic && found.topics[site]?.[topic]?.[language]) || words.noTopic,
                  },
                  {
                    key: "look",
                    name: columns.look,
                    cell: (one) => (
                      <LookLink one={one} own={one.person != null && one.person === me} inside={isFollowed(one)} />
                    ),
                  },
                ]}
                rows={found.ongoing}
                keyOf={({ conversation }) => conversation}
              />
              <p class="help">{words.listHelp}</p>
            </>
          )
        }
      </AskedView>
    </section>
  );
}

function LookLink({ one, own, inside }: { one: OpenConversation; own: boolean; inside: boolean }) {
  const { words } = useLaterSpeech();
  const { conversation } = one;
  const says = own ? words.toDesk : inside ? words.goOn : words.lookIn;
  const address = own ? atDesk(conversation) : write({ room: board, place: { conversation } });
  return (
    <a href={address} aria-label={words.ofOne(says, grouped(conversation))}>
      {says}
    </a>
  );
}

/** Returns the address of what is one's own. */
function atDesk(conversation: string): string {
  return `#/desk/${grouped(conversation)}`;
}

function whoHas(
  { person, alias }: Pick<OpenConversation, "person" | "alias">,
  me: string | undefined,
  words: Words,
): string {
  if (person != null && person === me) return words.you;
  return alias ?? words.waits;
}

// ---------------------------------------------------------------------------------------------------- one of these

interface OneProps extends SupervisingProps {
  conversation: string;
}

/** One of these: what one looks in for is asked, then it is read as it goes on, until one leaves or the hour is over. */
export function One({ conversation, ongoing, service, followed }: OneProps) {
  const { go, outside, placeOf, room, session } = useApp();
  const { words } = useLaterSpeech();
  const me = session.me.value?.person ?? "";
  const isShown = () =>
    outside.visible() && room.peek() === board && placeOf(board).peek().conversation === conversation;
  const clockAhead = () => (ongoing.found.peek()?.now ?? ongoing.lookedAt.peek()) - ongoing.lookedAt.peek();
  const it = useMemo(() => {
    const known =
      followed.get(conversation) ??
      following({ conversation, service, person: me, now: outside.now, clockAhead, isShown });
    followed.set(conversation, known);
    return known;
  }, [conversation]);
  // Before anything is seen of what may be over by now; from then on the room tells the time.
  useLayoutEffect(() => it.tick(), [it]);
  const toList = () => go(board, BEGINNING);
  const back = { says: words.back, run: toList };
  const stage = it.stage.value;
  return (
    <RoomPage title={grouped(conversation)} back={back}>
      {stage.is === "outside" && <Outside conversation={conversation} ongoing={ongoing} it={it} back={back} />}
      {stage.is === "inside" && (
        <Inside
          screen={stage.screen}
          it={it}
          service={service}
          until={untilHere(stage.screen, me, clockAhead())}
          left={toList}
        />
      )}
      {stage.is === "over" && (
        <Empty
          alert
          icon={<Icon of={Hourglass} />}
          title={stage.why === "hour" ? words.over : words.lost}
          help={stage.why === "hour" ? words.overHelp : words.lostHelp}
        >
          <button type="button" class="secondary" onClick={it.again}>
            {words.again}
          </button>
        </Empty>
      )}
    </RoomPage>
  );
}

/** Returns what a supervisor looks in for, as it stands within a sentence. */
function purposeOf(why: string | undefined, { asking }: Words): string {
  return (asking.purposes[why as SupervisesFor] ?? "").toLowerCase();
}

/** Returns until when one is in it, by this machine's clock; null where that is as long as it goes on. */
function untilHere({ facts }: Screen, me: string, clockAhead: number): number | null {
  const mine = letIn(facts, me);
  return mine?.ground === "supervising" ? mine.until - clockAhead : null;
}

interface OutsideProps {
  conversation: string;
  ongoing: SupervisingProps["ongoing"];
  it: Following;
  back: Back;
}

function Outside({ conversation, ongoing, it, back }: OutsideProps) {
  const { session } = useApp();
  const { language, words } = useLaterSpeech();
  const me = session.me.value?.person;
  const asked = { value: ongoing.found.value, problem: ongoing.problem.value, again: () => void ongoing.look() };
  return (
    <AskedView of={asked}>
      {({ ongoing, topics, more }) => {
        const one = ongoing.find((each) => each.conversation === conversation);
        if (!one && !more) return <NotFound title={words.notFound} help={words.notFoundHelp} back={back} />;
        return (
          <div class="cards">
            {one && (
              <Card id="about" title={words.about}>
                <Outline of={one} who={whoHas(one, me, words)}>
                  {(one.topic && topics[one.site]?.[one.topic]?.[language]) || words.noTopic}
                </Outline>
              </Card>
            )}
            {one?.person != null && one.person === me ? (
              <p>
                <a href={atDesk(conversation)}>{words.toDesk}</a>
              </p>
            ) : (
              <LookIn it={it} />
            )}
          </div>
        );
      }}
    </AskedView>
  );
}

interface OutlineProps {
  of: Pick<OpenConversation, "site" | "language" | "started_at">;
  who: string;
  /** What it is about. */
  children?: string;
}

function Outline({ of, who, children }: OutlineProps) {
  const { words } = useLaterSpeech();
  const momentOf = useMoment();
  const { columns } = words;
  return (
    <dl class="facts-list">
      <dt>{columns.who}</dt>
      <dd>{who}</dd>
      <dt>{columns.since}</dt>
      <dd>
        <time>{momentOf(of.started_at)}</time>
      </dd>
      <dt>{columns.site}</dt>
      <dd>{of.site}</dd>
      <dt>{columns.language}</dt>
      <dd>{every[of.language].name}</dd>
      {children && (
        <>
          <dt>{columns.topic}</dt>
          <dd>{children}</dd>
        </>
      )}
    </dl>
  );
}

/** What follows is said before, and what one looks in for is chosen from a list. */
function LookIn({ it }: { it: Following }) {
  const { words } = useLaterSpeech();
  const { asking } = words;
  const form = useForm({
    start: { why: "" },
    check: ({ why }) => (why ? [] : [{ field: "why", sentence: asking.missing }]),
    send: ({ why }) => it.lookIn(why as SupervisesFor),
    refused: ({ code }) => (code === "objected" ? { field: "why", sentence: asking.objected } : null),
    done: () => undefined,
  });
  return (
    <Card id="look-in" title={asking.title}>
      <ul class="what">
        {asking.what.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <FormView form={form} verb={words.lookIn} busy={asking.busy}>
        <SelectField
          name="why"
          label={asking.why}
          none={words.choose}
          choices={Object.entries(asking.purposes).map(([value, label]) => ({ value, label }))}
          value={form.values.why}
          onChoose={(why) => form.put({ why })}
          mistake={form.mistakeOf("why")}
        />
      </FormView>
    </Card>
  );
}

interface InsideProps {
  screen: Screen;
  it: Following;
  service: BoardService;
  until: number | null;
  left: () => void;
}

function Inside({ screen, it, service, until, left }: InsideProps) {
  const { notices, now, session } = useApp();
  const { language, words } = useLaterSpeech();
  const [asks, setAsks] = useState<"pass-on" | "abuse" | null>(null);
  const [leaving, setLeaving] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  // Whoever has just said what for goes on where the form was, which is gone.
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus();
  }, []);
  const { facts } = screen;
  if (facts === null) return <Loading />;
  const me = session.me.value?.person;
  const mine = letIn(facts, me);
  const others = (facts.let_in ?? []).filter(({ person }) => person !== me);
  const mayAct = mine?.ground === "supervising" && !isClosed(screen);
  const shut = () => setAsks(null);
  const leave = () => {
    if (leaving) return;
    setLeaving(true);
    it.leave()
      .then(left, (failure) => notices.fail(problemOf(failure)))
      .finally(() => setLeaving(false));
  };
  return (
    <div class="cards read-place" tabIndex={-1} ref={place}>
      <Card id="about" title={words.about}>
        <Outline of={facts} who={facts.mine ? words.you : (facts.alias ?? words.waits)} />
        <ul class="there" aria-label={words.there} aria-live="polite">
          {others.map(({ person, alias, ground, why, since }) => (
            <li key={person}>
              <Icon of={ground === "invited" ? UsersRound : Eye} small />
              <span>
                {words.inIt(alias, words.grounds[ground].toLowerCase(), clockTime(language, since))}
                {ground === "supervising" && `. ${words.whatFor(purposeOf(why, words))}`}
              </span>
            </li>
          ))}
        </ul>
        {isClosed(screen) ? (
          <p role="status">
            <strong>{words.ended}</strong> {until !== null && words.endedHelp(clockTime(language, until))}
          </p>
        ) : (
          <p class="help">
            {mine?.ground === "supervising" && until !== null
              ? words.until(purposeOf(mine.why, words), clockTime(language, until), minutesLeft(until, now.value))
              : facts.mine
                ? words.isYours
                : words.invited}
          </p>
        )}
        <div class="form-end">
          {mine && (
            <button type="button" class="secondary" aria-disabled={leaving} onClick={leave}>
              <Icon of={LogOut} small />
              {leaving ? words.leaving : words.leave}
            </button>
          )}
          {mayAct && (
            <>
              <button type="button" class="secondary" onClick={() => setAsks("pass-on")}>
                <Icon of={Forward} small />
                {words.passOn.verb}
              </button>
              <button type="button" class="secondary" onClick={() => setAsks("abuse")}>
                <Icon of={Ban} small />
                {words.abuse.open}
              </button>
            </>
          )}
        </div>
      </Card>
      <Said screen={screen} it={it} />
      {asks === "pass-on" && <PassOnDialog screen={screen} it={it} service={service} onShut={shut} />}
      {asks === "abuse" && <AbuseDialog it={it} onShut={shut} />}
    </div>
  );
}

/** What has been said, as it goes on. Whoever is at its end stays there; whoever has scrolled up is left where they are. */
function Said({ screen, it }: { screen: Screen; it: Following }) {
  const { session } = useApp();
  const { language, words, console } = useLaterSpeech();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const problem = it.problem.value;
  const { facts } = screen;
  useLayoutEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  });
  const scrolled = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
  };
  return (
    <Card id="said" title={facts?.name ? words.called(facts.name) : words.text}>
      {screen.entries.length === 0 && isBehind(screen) && problem === null ? (
        <Loading />
      ) : (
        <div
          class="followed"
          role="log"
          aria-labelledby="said"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys
          tabIndex={0}
          ref={box}
          onScroll={scrolled}
        >
          {log(screen, readerOf(session.me.value?.alias)).map((item) => (
            <LogItem
              key={item.key}
              item={item}
              spoken={facts?.language}
              newest={undefined}
              acts={null}
              words={words.reading}
            />
          ))}
        </div>
      )}
      {problem && (
        <div role="alert" class="stale">
          <p>{staffSentenceOf(console, problem)}</p>
          <button type="button" class="secondary" onClick={() => void it.look()}>
            {console.again}
          </button>
        </div>
      )}
      {!problem && !isClosed(screen) && it.lookedAt.value > 0 && (
        <p class="help">
          {words.asOfConversation(clockTimeWithSeconds(language, it.lookedAt.value), FOLLOWS_EVERY / 1000)}
        </p>
      )}
    </Card>
  );
}

// --------------------------------------------------------------------------------------------- what one can do

const QUEUE = "_queue";

interface PassOnProps {
  screen: Screen;
  it: Following;
  service: BoardService;
  onShut: () => void;
}

/** To whom it goes: an agent who is there, or back to the queue. */
function PassOnDialog({ screen, it, service, onShut }: PassOnProps) {
  const { notices } = useApp();
  const { words, console } = useLaterSpeech();
  const { passOn } = words;
  const asked = useAsked(service.board, []);
  const { facts } = screen;
  const there = (asked.value?.agents ?? []).filter(
    (one) => one.there && !one.you && (facts?.status === "waiting" || one.alias !== facts?.alias),
  );
  const choices = [
    ...there.map((one) => ({
      value: one.person,
      label: [
        passOn.agent(one.alias, one.available === true, one.open ?? 0),
        ...(one.languages ?? []).map((language) => every[language].name),
      ].join(", "),
    })),
    ...(facts?.status === "waiting" ? [] : [{ value: QUEUE, label: passOn.queue }]),
  ];
  const form = useForm({
    start: { to: "", why: "" },
    check: ({ to }) => (to ? [] : [{ field: "to", sentence: passOn.missing }]),
    send: ({ to, why }) => it.passOn(to === QUEUE ? null : to, why === "" ? null : (why as PassOnFor)),
    refused: ({ code }) => {
      if (code !== "agent_away") return null;
      asked.again();
      return { field: "to" };
    },
    done: () => {
      onShut();
      notices.tell(passOn.done);
    },
  });
  return (
    <Dialog title={passOn.title} shut={console.shut} onShut={onShut}>
      <div class="asking">
        <p>{passOn.what}</p>
        <FormView
          form={form}
          verb={passOn.verb}
          busy={passOn.busy}
          beside={
            <button type="button" class="secondary" onClick={onShut}>
              {passOn.keep}
            </button>
          }
        >
          <SelectField
            name="to"
            label={passOn.to}
            none={words.choose}
            choices={choices}
            value={form.values.to}
            onChoose={(to) => form.put({ to })}
            mistake={form.mistakeOf("to")}
            help={asked.value && there.length === 0 ? passOn.nobody : undefined}
          />
          <SelectField
            name="pass-on-why"
            label={passOn.why}
            help={passOn.whyHelp}
            none={passOn.noReason}
            choices={Object.entries(passOn.reasons).map(([value, label]) => ({ value, label }))}
            value={form.values.why}
            onChoose={(why) => form.put({ why })}
          />
        </FormView>
        {asked.problem && (
          <div role="alert" class="stale">
            <p>{staffSentenceOf(console, asked.problem)}</p>
            <button type="button" class="secondary" onClick={asked.again}>
              {console.again}
            </button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** For which reason it is ended for abuse: at once, and recorded with it. */
function AbuseDialog({ it, onShut }: { it: Following; onShut: () => void }) {
  const { words, console } = useLaterSpeech();
  const { abuse } = words;
  const form = useForm({
    start: { reason: "" },
    check: ({ reason }) => (reason ? [] : [{ field: "reason", sentence: abuse.missing }]),
    send: ({ reason }) => it.endForAbuse(reason as AbuseReason),
    done: onShut,
  });
  return (
    <Dialog title={abuse.title} shut={console.shut} onShut={onShut}>
      <div class="asking">
        <p>{abuse.what}</p>
        <FormView
          form={form}
          verb={abuse.verb}
          busy={abuse.busy}
          beside={
            <button type="button" class="secondary" onClick={onShut}>
              {abuse.keep}
            </button>
          }
        >
          <SelectField
            name="reason"
            label={abuse.reason}
            none={words.choose}
            choices={Object.entries(abuse.reasons).map(([value, label]) => ({ value, label }))}
            value={form.values.reason}
            onChoose={(reason) => form.put({ reason })}
            mistake={form.mistakeOf("reason")}
          />
        </FormView>
      </div>
    </Dialog>
  );
}
