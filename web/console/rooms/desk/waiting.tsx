import { ArrowLeft, Hand } from "lucide";
import { clockTime } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import { Veil } from "../../conversation/veil";
import { useApp } from "../../parts/context";
import { useDesk, useSpeech } from "./context";
import { nameOf } from "./name";
import "./pane_style";
import { type Row, topicOf } from "./state";

/** One that waits, by its first line only: the rest is seen by whoever takes it. */
export function WaitingPane({ row }: { row: Row }) {
  const { shortcuts } = useApp();
  const { go, take, work } = useDesk();
  const { language, words } = useSpeech();
  const topic = topicOf(work.state.value, row, language);
  const busy = work.busy.value.has(row.conversation);
  return (
    <section class="conversation" aria-label={nameOf(words, row.conversation, row.name)}>
      <header class="pane-head">
        <button type="button" class="quiet square back" aria-label={words.conversation.toList} onClick={() => go(null)}>
          <Icon of={ArrowLeft} />
        </button>
        <div>
          <h1>{nameOf(words, row.conversation, row.name)}</h1>
          <p class="meta">
            {words.conversation.waitsSince(clockTime(language, row.startedAt))}
            {topic && ` · ${topic}`}
          </p>
        </div>
      </header>
      <div class="first-line">
        <blockquote dir="auto" lang={row.language}>
          <Veil text={row.line?.text ?? ""} words={words.reading}>
            {row.line?.text}
          </Veil>
        </blockquote>
        <p class="help">{words.conversation.firstLineOnly}</p>
        <button type="button" class="primary" aria-disabled={busy} onClick={() => take(row.conversation)}>
          <Icon of={Hand} />
          {busy ? words.list.taking : words.list.takeThis}
          {shortcuts.value && <kbd>T</kbd>}
        </button>
      </div>
    </section>
  );
}
