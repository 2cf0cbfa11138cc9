import { every } from "words:language";
import { CircleCheck, CircleQuestionMark, Copy, Mail, TriangleAlert, X } from "lucide";
import type { Screen } from "../../../shared/conversation";
import { clockTime, date, dateOf } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Facts, Transcript, TranscriptState } from "../../../shared/wire";
import { useApp } from "../../parts/context";
import { grouped } from "../../parts/reference";
import { useDesk, useLaterSpeech } from "./context";
import { answerers, asksCopy, isHandedOver, mayOfferCopy, topicOf } from "./state";

/** What an agent needs to know about a conversation, and the copy by e-mail. */
export function FactsPane({ screen, facts }: { screen: Screen; facts: Facts }) {
  const { factsOpen, work } = useDesk();
  const { language, words } = useLaterSpeech();
  const topic = topicOf(work.state.value, facts, language);
  const answered = answerers(screen);
  return (
    <aside class="facts" aria-label={words.facts.name}>
      <header class="facts-head">
        <h2>{words.facts.name}</h2>
        <button type="button" class="quiet square" aria-label={words.shut} onClick={() => (factsOpen.value = false)}>
          <Icon of={X} />
        </button>
      </header>
      {facts.left_until != null && <p class="help">{words.facts.left(date(language, facts.left_until))}</p>}
      {facts.objected && <p class="help">{words.facts.objected}</p>}
      <dl>
        {facts.name && (
          <>
            <dt>{words.facts.visitorsName}</dt>
            <dd dir="auto">{facts.name}</dd>
          </>
        )}
        {topic && (
          <>
            <dt>{words.facts.topic}</dt>
            <dd dir="auto">{topic}</dd>
          </>
        )}
        <dt>{words.facts.language}</dt>
        <dd>{every[facts.language].name}</dd>
        <dt>{words.facts.site}</dt>
        <dd>{facts.site}</dd>
        <dt>{words.facts.started}</dt>
        <dd>
          <time>{words.moment(date(language, facts.started_at), clockTime(language, facts.started_at))}</time>
        </dd>
        {answered.length > 1 && (
          <>
            <dt>{words.facts.answered}</dt>
            <dd>{answered.join(", ")}</dd>
          </>
        )}
        <dt>{words.facts.deleted}</dt>
        <dd>
          <time>{dateOf(language, facts.expires_on)}</time>
        </dd>
        <dt>{words.facts.reference}</dt>
        <dd>
          <Reference id={facts.conversation} />
        </dd>
      </dl>
      {/* How the copy stands is not told to whoever no longer has the conversation. */}
      {!isHandedOver(screen) && facts.mine !== false && <CopyByMail screen={screen} facts={facts} />}
    </aside>
  );
}

function Reference({ id }: { id: string }) {
  const { notices } = useApp();
  const { words } = useLaterSpeech();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(grouped(id));
      notices.tell(words.facts.copied);
    } catch {
      notices.tell(words.facts.notCopied);
    }
  };
  return (
    <span class="reference">
      <code>{grouped(id)}</code>
      <button
        type="button"
        class="quiet square"
        aria-label={words.facts.copy}
        title={words.facts.copy}
        onClick={() => void copy()}
      >
        <Icon of={Copy} small />
      </button>
    </span>
  );
}

function CopyByMail({ screen, facts }: { screen: Screen; facts: Facts }) {
  const { offerCopy, work } = useDesk();
  const { words } = useLaterSpeech();
  const asked = asksCopy(screen);
  const orders = facts.transcripts ?? [];
  const busy = work.busy.value.has(facts.conversation);
  return (
    <section class="by-mail" aria-labelledby="by-mail" data-asked={asked ? "" : undefined}>
      <h3 id="by-mail">{words.facts.transcript}</h3>
      {asked && <p class="asked">{words.facts.asked}</p>}
      {orders.length === 0 && !asked && <p class="help">{words.facts.noTranscript}</p>}
      {orders.length > 0 && (
        <ol class="orders">
          {orders.map((order) => (
            <Order key={order.order} order={order} />
          ))}
        </ol>
      )}
      {mayOfferCopy(facts) && !screen.lost && (
        <button type="button" class={asked ? "primary" : "secondary"} aria-disabled={busy} onClick={offerCopy}>
          <Icon of={Mail} small />
          {orders.length > 0 ? words.facts.offerAgain : words.facts.offer}
        </button>
      )}
    </section>
  );
}

const kinds: Record<TranscriptState, "note" | "good" | "attention" | "trouble"> = {
  offered: "note",
  ordered: "note",
  confirmed: "note",
  sending: "note",
  sent: "note",
  delivered: "good",
  bounced: "trouble",
  complained: "trouble",
  failed: "trouble",
  unknown: "attention",
};

const icons = { note: Mail, good: CircleCheck, attention: CircleQuestionMark, trouble: TriangleAlert };

function Order({ order }: { order: Transcript }) {
  const { language, words } = useLaterSpeech();
  const codeOver = order.state === "ordered" && order.tries_left === 0;
  const answerWaits = order.state === "confirmed" && order.with_answer === true;
  const { facts } = words;
  const [word, help] = codeOver ? facts.codeOver : answerWaits ? facts.answerWaits : facts.states[order.state];
  return (
    <li data-kind={kinds[order.state]}>
      <Icon of={icons[kinds[order.state]]} small />
      <p>
        <strong>{word}</strong> <time>{words.moment(date(language, order.at), clockTime(language, order.at))}</time>
      </p>
      {order.address && <p class="address">{order.address}</p>}
      <p class="help">{help}</p>
    </li>
  );
}
