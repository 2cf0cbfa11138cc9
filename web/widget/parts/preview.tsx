import { X } from "lucide";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { correctionOf } from "../../shared/corrections";
import { Icon } from "../../shared/icon";
import { isBehind } from "../../shared/screen";
import type { Entry } from "../../shared/wire";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { initialsOf } from "./face";
import { useSilence } from "./silence";

/** So much of a message is shown; whoever wants to read it opens the chat. */
const CHARACTERS = 120;
/** What came within this time, in milliseconds, before one came to the page may have come between two pages. */
const BETWEEN_PAGES = 20_000;

/** What there is to be told beside the launcher. */
export interface News {
  /** The same for the same thing, so that it is put away once. */
  key: string;
  /** Who says it, where somebody does. */
  alias: string | null;
  text: string;
  /** Beneath it, or alone: that the conversation has ended. */
  ended: boolean;
}

interface PreviewProps {
  chat: Chat;
  open: boolean;
  /** One has had the end before one's eyes. */
  endSeen: boolean;
  /** So high it has to be shown; 0: there is nothing to be seen. */
  onHeight: (height: number) => void;
  onOpen: () => void;
  /** One has put away that it has ended. */
  onEnd: () => void;
}

/**
 * While the chat is shut: what is new, in a box beside the launcher, and in words for whoever only hears it.
 *
 * It never takes the focus, and goes by itself when what it tells has been read elsewhere.
 */
export function Preview({ chat, open, endSeen, onHeight, onOpen, onEnd }: PreviewProps) {
  const { widget, later } = useLaterWords();
  const known = useKnown(chat);
  const warning = useWarning(chat);
  const [away, putAway] = useState<string[]>([]);
  const box = useRef<HTMLElement>(null);
  const height = useRef(0);
  const alias = chat.screen.facts?.alias ?? widget.agentUnknown;
  const found = open || endSeen || known === null ? null : newsOf(chat, known, alias, warning);
  const news = found && !away.includes(found.key) ? found : null;
  const tell = (next: number) => {
    if (height.current !== next) onHeight(next);
    height.current = next;
  };

  useLayoutEffect(() => {
    if (news === null || box.current === null) return tell(0);
    const sized = new ResizeObserver(() => tell(Math.ceil(box.current?.offsetHeight ?? 0)));
    sized.observe(box.current);
    return () => sized.disconnect();
  }, [news?.key]);

  const hide = () => {
    if (news === null) return;
    putAway((before) => [...before, news.key]);
    if (news.ended && chat.unread === 0) onEnd();
  };
  const hideOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape") hide();
  };
  const text = news && cut(news.text, CHARACTERS);
  return (
    // Alone in the document while the chat is shut.
    <div role={open ? undefined : "main"}>
      {!open && <h1 class="only-heard">{document.title}</h1>}
      {news && (
        <section class="preview" aria-label={later.preview.title} ref={box} onKeyDown={hideOnEscape}>
          <button type="button" class="preview-open" onClick={onOpen}>
            {news.alias && (
              <span class="initial" aria-hidden="true">
                {initialsOf(news.alias)}
              </span>
            )}
            <span class="preview-words">
              {news.alias && <strong dir="auto">{news.alias}</strong>}
              {text && <span dir="auto">{text}</span>}
              {news.ended && <span class={text ? "quiet" : ""}>{widget.endTitle}</span>}
            </span>
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={later.preview.hide}
            title={later.preview.hide}
            onClick={hide}
          >
            <Icon of={X} small />
          </button>
        </section>
      )}
      <p class="only-heard" role="status">
        {news && [news.alias && `${news.alias}:`, text, news.ended && widget.endTitle].filter(Boolean).join(" ")}
      </p>
    </div>
  );
}

/** Returns what is new and most to be told: the newest unread message, a warning of silence, the end. */
export function newsOf(
  { screen, ended, unread }: Pick<Chat, "screen" | "ended" | "unread">,
  known: number,
  agent: string,
  warning: string | null,
): News | null {
  if (warning !== null && !ended) return { key: `warning ${warning}`, alias: null, text: warning, ended };
  const message = unread > 0 ? screen.entries.findLast(isNews) : undefined;
  const end = ended ? screen.entries.findLast(({ kind }) => kind === "closed") : undefined;
  // What has been put right since is told anew.
  const words = message && (correctionOf(screen.entries, message) ?? message);
  const newest = Math.max(words?.seq ?? 0, end?.seq ?? 0);
  if (newest <= known) return null;
  return { key: `${newest}`, alias: message ? (message.alias ?? agent) : null, text: words?.text ?? "", ended };
}

const isNews = ({ by, kind }: Entry) => by === "agent" && kind === "said";

/** Returns the place up to which everything was there before one came here; null until all of it is here. */
function useKnown({ screen, now, loading }: Chat): number | null {
  const known = useRef<number | null>(null);
  if (known.current === null && screen.facts && !loading && !isBehind(screen)) {
    const before = screen.entries.findLast(({ at }) => Math.abs(now - at) > BETWEEN_PAGES);
    known.current = before?.seq ?? 0;
  }
  return known.current;
}

/** Returns the warning that silence ends the conversation, in the words in which it was first given; null without one. */
function useWarning(chat: Chat): string | null {
  const { later } = useLaterWords();
  const endsAt = useSilence(chat);
  const given = useRef<{ endsAt: number; words: string } | null>(null);
  if (endsAt === null) given.current = null;
  else if (given.current?.endsAt !== endsAt) {
    const minutes = Math.max(1, Math.ceil((endsAt - chat.now) / 60_000));
    given.current = { endsAt, words: later.silence(minutes) };
  }
  return given.current?.words ?? null;
}

/** Returns the beginning of a text on one line, cut between two words where there are any. */
export function cut(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const characters = [...line];
  if (characters.length <= most) return line;
  const begun = characters.slice(0, most).join("");
  const space = begun.lastIndexOf(" ");
  return `${space > most / 2 ? begun.slice(0, space) : begun}…`;
}
