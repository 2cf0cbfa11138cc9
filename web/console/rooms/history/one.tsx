import { Inbox } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { emptyScreen, isBehind, lastSeq, type Screen, withHistory } from "../../../shared/conversation";
import { clockTimeWithSeconds, date, dateOf } from "../../../shared/dates";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import type { FoundConversation, Past, Problem } from "../../../shared/wire";
import { log } from "../../conversation/log";
import { LogItem } from "../../conversation/message";
import { AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { Empty } from "../../parts/empty";
import { useMoment } from "../../parts/moment";
import { grouped } from "../../parts/reference";
import { Card, NotFound, RoomPage } from "../../parts/room_page";
import { staffSentenceOf } from "../../speaking";
import { type HistoryPlace, history } from "./room";
import type { HistoryService } from "./service";
import { endOf, topicOf } from "./state";

interface OneProps {
  conversation: string;
  place: HistoryPlace;
  service: HistoryService;
}

/** One conversation: what finds it, whose it is, and what was said where one may read that. */
export function OneView({ conversation, place, service }: OneProps) {
  const { go } = useApp();
  const { words } = useSpeechOf(history);
  const asked = useAsked(() => service.find(conversation), [conversation]);
  const back = { says: words.back, run: () => go(history, { ...place, conversation: null }) };
  return (
    <RoomPage title={grouped(conversation)} back={back}>
      <AskedView
        of={asked}
        refused={({ code }) =>
          code === "not_found" && <NotFound title={words.notFound} help={words.notFoundHelp} back={back} />
        }
      >
        {(found) => (
          <div class="cards">
            <About {...found} />
            <ToRead past={found.found} service={service} />
          </div>
        )}
      </AskedView>
    </RoomPage>
  );
}

function About({ found, topics }: FoundConversation) {
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

function ToRead({ past, service }: { past: Past; service: HistoryService }) {
  const { words } = useSpeechOf(history);
  if (past.way === "read") return <Read conversation={past.conversation} service={service} />;
  if (past.way === "take") {
    return (
      <Empty icon={<Icon of={Inbox} />} title={words.about.status.waiting} help={words.waits}>
        <a href="#/desk">{words.toDesk}</a>
      </Empty>
    );
  }
  return <p>{past.way === "purpose" ? words.later : words.others(past.alias ?? null)}</p>;
}

/** What was said, all of it, a page after the other. */
function Read({ conversation, service }: { conversation: string; service: HistoryService }) {
  const { language, words } = useSpeechOf(history);
  const from = (screen: Screen) => () =>
    service.read(conversation, lastSeq(screen)).then((page) => withHistory(screen, page));
  const asked = useAsked<Screen>(from(emptyScreen(conversation)), [conversation]);
  const [looked, setLooked] = useState<number | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const screen = asked.value;
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
    <Card id="said" title={screen?.facts?.name ? words.called(screen.facts.name) : words.text}>
      <AskedView of={asked}>
        {(screen) => (
          <>
            <div class="read">
              {log(screen, { dayOf: (at) => date("fi", at), mayHide: () => false, hidHere: [] }).map((item) => (
                <LogItem
                  key={item.key}
                  item={item}
                  spoken={screen.facts?.language}
                  newest={undefined}
                  acts={null}
                  words={words.reading}
                />
              ))}
            </div>
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
  );
}
