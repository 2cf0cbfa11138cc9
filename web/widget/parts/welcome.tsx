import { ChevronDown, ExternalLink, ShieldCheck } from "lucide";
import { Icon } from "../../shared/icon";
import type { Chat } from "../chat";
import { hoursNow, isAlone, ownHere, type Told, wordsNow } from "../site";
import { useWords } from "../words";
import { Contacts } from "./contacts";
import { Topics } from "./topics";

interface WelcomeProps {
  chat: Chat | null;
  privacyNotice: string;
  told: Told;
  noticeOpen: boolean;
  onNotice: (open: boolean) => void;
  /** The visitor wants what they write to be used for nothing but their own matter. */
  objects: boolean;
  onObjects: (on: boolean) => void;
  topic: string | null;
  onTopic: (topic: string) => void;
}

/** What stands above the first message: the notice, the greeting, and what is special about this time. */
export function Welcome(props: WelcomeProps) {
  const { chat } = props;
  const { widget, later, language } = useWords();
  const own = ownHere();
  const closed = wordsNow(own.closed, language);
  const today = closed ?? wordsNow(own.today, language);
  return (
    <>
      {today && <p class="remark">{today}</p>}
      <Notice {...props} />
      {chat?.gone && !chat.started && (
        <p class="remark" role="status">
          {(chat.gone !== "ended" && later?.gone[chat.gone]) || widget.gone}
        </p>
      )}
      {chat?.kept === false && <p class="remark">{widget.storageBlocked}</p>}
      {!chat?.started && closed && (
        <div class="greeting">
          <Contacts />
        </div>
      )}
      {!chat?.started && !closed && (
        <div class="greeting">
          <p class="greeting-words">{widget.greeting}</p>
          <p class="quiet">{widget.greetingHelp}</p>
          <Topics {...props} />
          {isAlone(own, hoursNow(language)) && <Contacts />}
        </div>
      )}
    </>
  );
}

function Notice({ chat, privacyNotice, told, noticeOpen: open, onNotice, objects, onObjects }: WelcomeProps) {
  const { widget, later } = useWords();
  const { notice } = widget;
  const facts = chat?.started && chat.screen.facts;
  return (
    <section class={open ? "notice" : "notice notice-folded"} aria-labelledby="notice-title">
      <div class="notice-head">
        <Icon of={ShieldCheck} small />
        <h2 id="notice-title">{open || !chat?.started ? notice.title : notice.summary}</h2>
        <button
          type="button"
          class="text-button"
          id="notice-toggle"
          aria-expanded={open}
          onClick={() => onNotice(!open)}
        >
          {open ? notice.fold : notice.unfold}
          <span class={open ? "turn turned" : "turn"}>
            <Icon of={ChevronDown} small />
          </span>
        </button>
      </div>
      {open && (
        <>
          <ul>
            {[notice.who(told.controller), notice.until(told.months, told.days), notice.secrets].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p class="uses" id="uses">
            {notice.uses}
            {facts && later && ` ${later.uses[facts.objected ? "hasObjected" : "mayObject"]}`}
          </p>
          <div class="notice-foot">
            {!chat?.started && (
              <label class="objection">
                <input
                  type="checkbox"
                  role="switch"
                  aria-describedby="uses"
                  aria-checked={objects}
                  checked={objects}
                  onChange={() => onObjects(!objects)}
                />
                {notice.objection}
              </label>
            )}
            {privacyNotice && (
              <a href={privacyNotice} target="_blank" rel="noopener noreferrer">
                {notice.link}
                <span class="only-heard"> ({widget.opensInNewTab})</span>
                <Icon of={ExternalLink} small />
              </a>
            )}
          </div>
        </>
      )}
    </section>
  );
}
