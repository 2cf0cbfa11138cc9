import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { hasUnsent, useQuestionBeforeLeaving } from "../shared/leaving";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "../shared/text";
import type { Chat } from "./chat";
import type * as Later from "./later";
import { Composer } from "./parts/composer";
import { Header } from "./parts/header";
import type { MoreView } from "./parts/more-sheet";
import { Welcome } from "./parts/welcome";
import type { View } from "./rows";
import type * as Talk from "./talk";
import { type Part, useWords } from "./words";

export interface AppProps {
  /** Null until one writes, opens the menu or goes on with a conversation. */
  chat: Chat | null;
  company: string;
  privacyNotice: string;
  /** The parts for writing, once they are loaded; then there is a chat. */
  talk: Pick<typeof Talk, "Log" | "Refused"> | null;
  /** The parts for after the first message, once they are loaded. */
  later: typeof Later | null;
  /** Has parts loaded; returns whether they are here. */
  onNeed: (part: Part) => Promise<boolean>;
  /** Parts that are needed could not be had; they are asked for again when they are needed again. */
  unloaded: boolean;
  /** How often a person has opened the chat: each time the focus goes in. */
  opened: number;
  open: boolean;
  /** Closes the window on the company's page; null where the chat stands on a page of its own. */
  onClose: (() => void) | null;
}

/** All of a conversation that is not long yet. */
const WHOLE: View = { from: 0, to: null, leftOff: null };

export type Sheet = "copy" | "leave" | "end" | MoreView;

export function App(props: AppProps) {
  const { chat, company, privacyNotice, talk, later, onNeed, unloaded, opened, open, onClose } = props;
  const { widget } = useWords();
  const [draft, setDraft] = useState("");
  const [toSay, holdToSay] = useState<string | null>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [endPageHidden, hideEndPage] = useState(false);
  const [noticeOpen, openNotice] = useState(!chat?.started);
  const [view, setView] = useState(WHOLE);
  const main = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const menuWanted = useRef(false);
  const hadSheet = useRef(false);
  const started = chat?.started === true;
  const over = chat !== null && (chat.ended || chat.screen.lost);
  const showsEnd = chat?.ended && !endPageHidden;

  useQuestionBeforeLeaving(!isBlank(draft) || (chat !== null && hasUnsent(chat.screen)));

  useEffect(() => {
    if (open && opened > 0) focusInto(main.current);
  }, [opened, showsEnd && later !== null]);

  // To a conversation one comes without the notice. However it goes, erased or forgotten or left behind, one begins anew.
  useEffect(() => {
    if (!started) return;
    openNotice(false);
    return () => {
      openNotice(true);
      hideEndPage(false);
      setView(WHOLE);
    };
  }, [started]);

  // What opened a sheet may be gone from the page, as the menu is, and the focus with it.
  useEffect(() => {
    if (sheet === null && hadSheet.current && document.activeElement === document.body) focusInto(main.current);
    hadSheet.current = sheet !== null;
  }, [sheet]);

  // It was to be said before there was a chat to say it in.
  useEffect(() => {
    if (chat && talk && toSay !== null) say(toSay);
  }, [chat, talk, toSay]);

  // Until what minds the scrolling is here: what one has just written is what one wants to see.
  const begun = chat !== null && later === null && chat.screen.pending.length > 0;
  useLayoutEffect(() => {
    if (begun && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [begun]);

  // Not drawn again for each letter that one types.
  const log = useMemo(
    () => chat && talk && <talk.Log chat={chat} view={view} said={later?.said ?? null} />,
    [chat, chat?.screen, talk, later, view],
  );

  const draftChanged = (text: string) => {
    const needed = lengthOf(text) > MESSAGE_CHARACTERS ? "later" : "talk";
    if ((needed === "later" ? later : talk) === null) void onNeed(needed);
    setDraft(text);
  };
  const say = async (text: string) => {
    // Not taken from its writer before it can be shown.
    if (chat === null || talk === null) {
      holdToSay(text);
      if (!(await onNeed("talk"))) holdToSay(null);
      return;
    }
    holdToSay(null);
    if (!chat.started) openNotice(false);
    chat.say(text);
    setDraft((now) => (now.trimStart().startsWith(text) ? now.trimStart().slice(text.length).trimStart() : now));
  };
  const sayAll = (texts: string[]) => {
    if (!chat?.started) openNotice(false);
    for (const text of texts) chat?.say(text);
    setDraft("");
    focusInto(main.current);
  };
  const changeView = (change: Partial<View>) => setView((now) => ({ ...now, ...change }));
  const startOver = () => chat?.startOver();
  const needMenu = async () => {
    menuWanted.current = true;
    await onNeed("later");
    menuWanted.current = false;
  };
  const showNotice = () => {
    openNotice(true);
    document.getElementById("notice-toggle")?.focus();
  };
  const closeSheet = () => setSheet(null);
  const closeOnEscape = (event: KeyboardEvent) => {
    const inside = document.querySelector("dialog[open], :popover-open") !== null;
    if (event.key === "Escape" && !event.defaultPrevented && !inside) onClose?.();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from wherever the focus is
    <div class="panel" onKeyDown={closeOnEscape}>
      <Header chat={chat} company={company} onNeedMenu={later ? null : needMenu} onClose={onClose}>
        {chat && later && (
          <later.Menu chat={chat} wanted={menuWanted.current} onSheet={setSheet} onNotice={showNotice} />
        )}
      </Header>
      <main class="main" ref={main}>
        {chat && later && showsEnd ? (
          <later.EndPage
            chat={chat}
            draft={draft}
            onCopy={() => setSheet("copy")}
            onShow={() => hideEndPage(true)}
            onStartOver={startOver}
          />
        ) : (
          <>
            <div class="scroller-frame">
              <div class="scroller" ref={scroller}>
                <Welcome chat={chat} privacyNotice={privacyNotice} noticeOpen={noticeOpen} onNotice={openNotice} />
                {chat && later && <later.Earlier chat={chat} view={view} onView={changeView} />}
                {log}
                {chat && later && (
                  <>
                    <later.TypingDots chat={chat} />
                    <later.Waiting chat={chat} onLeave={() => setSheet("leave")} />
                    <later.CopyCard
                      chat={chat}
                      onCopy={() => setSheet(chat.transcript?.with_answer ? "leave" : "copy")}
                    />
                  </>
                )}
              </div>
              {chat && later && (
                <later.Scrolling chat={chat} open={open} box={scroller} view={view} onView={changeView} />
              )}
            </div>
            {unloaded && (
              <p class="unloaded" role="alert">
                {widget.notLoaded}
              </p>
            )}
            {chat && later && (
              <later.Line chat={chat} onBack={chat.ended ? () => hideEndPage(false) : null} onStartOver={startOver} />
            )}
            {!over && (
              <Composer
                draft={draft}
                onDraft={draftChanged}
                onTyping={(on) => chat?.typing(on)}
                onSay={say}
                onRefuse={() => talk ?? onNeed("talk")}
                Refused={talk?.Refused ?? null}
              >
                {later && <later.InParts draft={draft} onSay={sayAll} />}
              </Composer>
            )}
          </>
        )}
      </main>
      {chat && later && <later.Sound chat={chat} />}
      {chat && later && (sheet === "copy" || sheet === "leave") && (
        <later.CopySheet chat={chat} withAnswer={sheet === "leave"} onClose={closeSheet} />
      )}
      {chat && later && sheet === "end" && !over && <later.EndSheet chat={chat} onClose={closeSheet} />}
      {chat && later && isMore(sheet) && <later.MoreSheet view={sheet} chat={chat} onClose={closeSheet} />}
    </div>
  );
}

function isMore(sheet: Sheet | null): sheet is MoreView {
  return sheet !== null && !["copy", "leave", "end"].includes(sheet);
}

/** Puts the focus where one goes on: in the input, else on the page's heading. */
function focusInto(main: HTMLElement | null): void {
  main?.querySelector<HTMLElement>("textarea, [data-takes-focus]")?.focus();
}
