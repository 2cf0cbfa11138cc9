import { ArrowLeft, Hand } from "lucide";
import { clockTime } from "../../shared/dates";
import { Icon } from "../../shared/icon";
import { useApp, useSpeech } from "../parts/context";
import type { Row } from "./state";

/** One that waits, by its first line only: the rest is seen by whoever takes it. */
export function WaitingPane({ row }: { row: Row }) {
  const { desk, go, shortcuts, take } = useApp();
  const { language, words } = useSpeech();
  const busy = desk.value?.busy.value.has(row.conversation) === true;
  return (
    <section class="conversation" aria-label={words.visitor(row.conversation.slice(0, 4))}>
      <header class="pane-head">
        <button
          type="button"
          class="quiet square back"
          aria-label={words.conversation.toList}
          onClick={() => go({ conversation: null })}
        >
          <Icon of={ArrowLeft} />
        </button>
        <div>
          <h1>{words.visitor(row.conversation.slice(0, 4))}</h1>
          <p class="meta">{words.conversation.waitsSince(clockTime(language, row.startedAt))}</p>
        </div>
      </header>
      <div class="first-line">
        <blockquote dir="auto" lang={row.language}>
          {row.line?.text}
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
