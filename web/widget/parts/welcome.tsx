import { ChevronDown, ExternalLink, ShieldCheck } from "lucide";
import { Icon } from "../../shared/icon";
import type { Chat } from "../chat";
import { useWords } from "../words";

interface WelcomeProps {
  chat: Chat | null;
  privacyNotice: string;
  noticeOpen: boolean;
  onNotice: (open: boolean) => void;
}

/** What stands above the first message: the notice, the greeting, and what is special about this time. */
export function Welcome({ chat, privacyNotice, noticeOpen, onNotice }: WelcomeProps) {
  const { widget, later } = useWords();
  return (
    <>
      <Notice privacyNotice={privacyNotice} open={noticeOpen} onOpen={onNotice} />
      {chat?.gone && !chat.started && (
        <p class="remark" role="status">
          {(chat.gone !== "ended" && later?.gone[chat.gone]) || widget.gone}
        </p>
      )}
      {chat?.kept === false && <p class="remark">{widget.storageBlocked}</p>}
      {!chat?.started && (
        <div class="greeting">
          <p class="greeting-words">{widget.greeting}</p>
          <p class="quiet">{widget.greetingHelp}</p>
        </div>
      )}
    </>
  );
}

function Notice({
  privacyNotice,
  open,
  onOpen,
}: {
  privacyNotice: string;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  const { widget } = useWords();
  const { notice } = widget;
  return (
    <section class={open ? "notice" : "notice notice-folded"} aria-labelledby="notice-title">
      <div class="notice-head">
        <Icon of={ShieldCheck} small />
        <h2 id="notice-title">{open ? notice.title : notice.summary}</h2>
        <button type="button" class="text-button" id="notice-toggle" aria-expanded={open} onClick={() => onOpen(!open)}>
          {open ? notice.fold : notice.unfold}
          <span class={open ? "turn turned" : "turn"}>
            <Icon of={ChevronDown} small />
          </span>
        </button>
      </div>
      {open && (
        <>
          <ul>
            {notice.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {privacyNotice && (
            <a href={privacyNotice} target="_blank" rel="noopener noreferrer">
              {notice.link}
              <span class="only-heard"> ({widget.opensInNewTab})</span>
              <Icon of={ExternalLink} small />
            </a>
          )}
        </>
      )}
    </section>
  );
}
