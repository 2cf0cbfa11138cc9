import { useEffect, useRef, useState } from "preact/hooks";
import { hasUnsent, useQuestionBeforeLeaving } from "../shared/leaving";
import { isBlank } from "../shared/text";
import type { Chat } from "./chat";
import type * as Later from "./later";
import { Composer } from "./parts/composer";
import { Header } from "./parts/header";
import { Log } from "./parts/log";
import { Scroller } from "./parts/scroller";
import { Welcome } from "./parts/welcome";

export interface AppProps {
  chat: Chat;
  company: string;
  privacyNotice: string;
  /** The parts for after the first message, once they are loaded. */
  later: typeof Later | null;
  /** Somebody begins to write, or opens what needs those parts. */
  onNeedLater: () => void;
  /** How often the launcher has opened the chat: each time the focus goes in. */
  opened: number;
  open: boolean;
  /** Closes the window on the company's page; null where the chat stands on a page of its own. */
  onClose: (() => void) | null;
}

export function App({ chat, company, privacyNotice, later, onNeedLater, opened, open, onClose }: AppProps) {
  const [draft, setDraft] = useState("");
  const [sheet, setSheet] = useState<"copy" | "end" | null>(null);
  const [endPageHidden, hideEndPage] = useState(false);
  const [noticeOpen, openNotice] = useState(!chat.started);
  const main = useRef<HTMLElement>(null);
  const writable = !chat.ended && !chat.screen.lost;
  const showsEnd = later !== null && chat.ended && !endPageHidden;

  useQuestionBeforeLeaving(!isBlank(draft) || hasUnsent(chat.screen));

  useEffect(() => {
    if (open) focusInto(main.current);
  }, [opened, open, showsEnd]);

  // Where an earlier conversation turned out to be gone, one begins anew: from the notice.
  useEffect(() => {
    if (chat.gone) openNotice(true);
  }, [chat.gone]);

  const draftChanged = (text: string) => {
    onNeedLater();
    setDraft(text);
  };
  const say = (text: string) => {
    if (!chat.started) openNotice(false);
    chat.say(text);
    setDraft("");
  };
  const startOver = () => {
    chat.startOver();
    hideEndPage(false);
    openNotice(true);
  };
  const closeSheet = () => {
    setSheet(null);
    // What opened the sheet may be gone from the page, as the menu is.
    if (document.activeElement === document.body) focusInto(main.current);
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    const inside = document.querySelector("dialog[open], :popover-open") !== null;
    if (event.key === "Escape" && !event.defaultPrevented && !inside) onClose?.();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from wherever the focus is
    <div class="panel" onKeyDown={closeOnEscape}>
      <Header
        chat={chat}
        company={company}
        onCopy={() => setSheet("copy")}
        onEnd={() => setSheet("end")}
        onNotice={() => {
          openNotice(true);
          document.getElementById("notice-toggle")?.focus();
        }}
        onClose={onClose}
      />
      <main class="main" ref={main}>
        {showsEnd ? (
          <later.EndPage
            chat={chat}
            draft={draft}
            onCopy={() => setSheet("copy")}
            onShow={() => hideEndPage(true)}
            onStartOver={startOver}
          />
        ) : (
          <>
            <Scroller chat={chat} open={open}>
              <Welcome chat={chat} privacyNotice={privacyNotice} noticeOpen={noticeOpen} onNotice={openNotice} />
              <Log chat={chat} />
              {later && <later.CopyCard chat={chat} onCopy={() => setSheet("copy")} />}
            </Scroller>
            {later && (
              <later.Line chat={chat} onBack={chat.ended ? () => hideEndPage(false) : null} onStartOver={startOver} />
            )}
            {writable && <Composer chat={chat} draft={draft} onDraft={draftChanged} onSay={say} />}
          </>
        )}
      </main>
      {later && sheet === "copy" && <later.CopySheet chat={chat} onClose={closeSheet} />}
      {later && sheet === "end" && writable && <later.EndSheet chat={chat} onClose={closeSheet} />}
    </div>
  );
}

/** Puts the focus where one goes on: in the input, else on the page's heading. */
function focusInto(main: HTMLElement | null): void {
  main?.querySelector<HTMLElement>("textarea, [data-takes-focus]")?.focus();
}
