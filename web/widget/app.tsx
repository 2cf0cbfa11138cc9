import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { hasUnsent, useQuestionBeforeLeaving } from "../shared/leaving";
import { isBlank, lengthOf, MESSAGE_CHARACTERS } from "../shared/text";
import { isComposed } from "../shared/writing";
import type { Chat } from "./chat";
import type * as Later from "./later";
import { Composer } from "./parts/composer";
import { Header } from "./parts/header";
import type { MoreView } from "./parts/more-sheet";
import { Welcome } from "./parts/welcome";
import type { View } from "./rows";
import type { Told } from "./site";
import type * as Talk from "./talk";
import { type Part, useWords } from "./words";

export interface AppProps {
  /** Null until one writes, opens the menu or goes on with a conversation. */
  chat: Chat | null;
  company: string;
  privacyNotice: string;
  /** What is told before the first message. */
  told: Told;
  /** The parts for writing, once they are loaded; then there is a chat. */
  talk: Pick<typeof Talk, "Face" | "Log" | "Counter"> | null;
  /** The parts for after the first message, once they are loaded. */
  later: typeof Later | null;
  /** Has parts loaded; returns whether they are here. */
  onNeed: (part: Part) => Promise<boolean>;
  /** Parts that are needed could not be had; they are asked for again when they are needed again. */
  unloaded: boolean;
  /** What one begins with in the field. */
  draftAtFirst?: string;
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
  const {
    chat,
    company,
    privacyNotice,
    told,
    talk,
    later,
    onNeed,
    unloaded,
    opened,
    open,
    onClose,
    draftAtFirst = "",
  } = props;
  const { widget } = useWords();
  const [draft, setDraft] = useState(draftAtFirst);
  const [toSay, holdToSay] = useState<string | null>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  /** One has gone on to the page of the end: it comes over nothing that is being read. */
  const [endWanted, wantEnd] = useState(false);
  const [noticeOpen, openNotice] = useState(!chat?.started);
  /** Before there is a chat to know it: the first message may be used for its own matter only. */
  const [objects, setObjects] = useState(false);
  const [topic, setTopic] = useState<string | null>(null);
  /** The place of the message that is to be hidden. */
  const [hiding, setHiding] = useState<number | null>(null);
  const [view, setView] = useState(WHOLE);
  const main = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const menuWanted = useRef(false);
  const hadSheet = useRef(false);
  /** What goes with the first message. */
  const beforehand = { objects, topic: topic || null };
  const started = chat?.started === true;
  const over = chat !== null && (chat.ended || chat.screen.lost);
  const unread = (chat?.unread ?? 0) > 0;
  const showsEnd = chat?.ended && endWanted && !unread;

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
      wantEnd(false);
      setView(WHOLE);
      setTopic(null);
      // Who has wiped away what was said leaves nothing behind for whoever sits here next.
      if (chat.gone === "erased" || chat.gone === "forgotten") setDraft("");
    };
  }, [started]);

  // What has not been seen is never behind the page of the end.
  useEffect(() => {
    if (unread) wantEnd(false);
  }, [unread]);

  // What was to be asked has no answer any more.
  useEffect(() => {
    if (over && sheet === "end") setSheet(null);
  }, [over]);

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
    () => chat && talk && <talk.Log chat={chat} view={view} later={later} onHide={setHiding} />,
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
    Object.assign(chat, beforehand);
    chat.say(text);
    setDraft((now) => (now.trimStart().startsWith(text) ? now.trimStart().slice(text.length).trimStart() : now));
  };
  const sayAll = (texts: string[]) => {
    if (!chat?.started) openNotice(false);
    if (chat) Object.assign(chat, beforehand);
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
    wantEnd(false);
    // On the page of the end it is not there before that is drawn.
    queueMicrotask(() => document.getElementById("notice-toggle")?.focus());
  };
  const closeSheet = () => setSheet(null);
  // On the document: also where nothing has the focus. WebKit lets a script take it only once a key or a click has come
  // into the frame, and the first letter is to be written as well: heard from the moment in which the field is seen.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const inside = document.querySelector("dialog[open], :popover-open") !== null;
      if (event.defaultPrevented || inside || isComposed(event)) return;
      if (event.key === "Escape") onClose?.();
      const letter = /^\S$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (letter && document.activeElement === document.body) main.current?.querySelector("textarea")?.focus();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });

  return (
    <div class="panel">
      <Header
        chat={chat}
        Face={talk?.Face ?? null}
        company={company}
        onNeedMenu={later ? null : needMenu}
        onClose={onClose}
      >
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
            onShow={() => wantEnd(false)}
            onStartOver={startOver}
          />
        ) : (
          <>
            <div class="scroller-frame">
              <div class="scroller" ref={scroller}>
                <Welcome
                  chat={chat}
                  privacyNotice={privacyNotice}
                  told={told}
                  noticeOpen={noticeOpen}
                  onNotice={openNotice}
                  objects={objects}
                  onObjects={setObjects}
                  topic={topic}
                  onTopic={setTopic}
                />
                {chat && later && <later.Earlier chat={chat} view={view} onView={changeView} />}
                {log}
                {chat && later && <later.Beneath chat={chat} over={over} draft={draft} onSheet={setSheet} />}
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
            {chat && later && <later.Line chat={chat} onEnd={() => wantEnd(true)} onStartOver={startOver} />}
            {!over && (
              <Composer
                draft={draft}
                onDraft={draftChanged}
                onTyping={(on) => chat?.typing(on)}
                onSay={say}
                onRefuse={() => talk ?? onNeed("talk")}
                Counter={talk?.Counter ?? null}
              >
                {later && <later.InParts draft={draft} onSay={sayAll} />}
              </Composer>
            )}
          </>
        )}
      </main>
      {chat && later && (
        <>
          <later.Sound chat={chat} />
          <later.FocusKept />
          <later.Sheets
            chat={chat}
            sheet={sheet}
            over={over}
            hiding={hiding}
            onEnded={() => wantEnd(true)}
            onLeave={() => setSheet("leave")}
            onClose={closeSheet}
            onHidingClose={() => setHiding(null)}
          />
        </>
      )}
    </div>
  );
}

/** Puts the focus where one goes on: in the input, else on what says that it has ended. */
function focusInto(main: HTMLElement | null): void {
  main?.querySelector<HTMLElement>("textarea, [data-takes-focus]")?.focus();
}
