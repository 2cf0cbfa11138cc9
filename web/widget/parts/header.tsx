import { ChevronDown, Ellipsis, Info, LogOut, Mail } from "lucide";
import { useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Language } from "../../shared/wire";
import type { WidgetWords } from "../../shared/words/fi/widget";
import type { Chat } from "../chat";
import { languageNames, useWords } from "../words";

interface HeaderProps {
  chat: Chat;
  company: string;
  onCopy: () => void;
  onEnd: () => void;
  onNotice: () => void;
  onClose: (() => void) | null;
}

export function Header({ chat, company, onCopy, onEnd, onNotice, onClose }: HeaderProps) {
  const { widget } = useWords();
  return (
    <header class="header">
      <div class="header-words">
        <h1>{company}</h1>
        <p>{statusOf(chat, widget)}</p>
      </div>
      <Menu chat={chat} onCopy={onCopy} onEnd={onEnd} onNotice={onNotice} />
      {onClose && (
        <button type="button" class="icon-button" aria-label={widget.close} title={widget.close} onClick={onClose}>
          <Icon of={ChevronDown} />
        </button>
      )}
    </header>
  );
}

function statusOf({ started, ended, screen }: Chat, widget: WidgetWords): string {
  if (ended || screen.lost) return widget.statusClosed;
  if (!started || screen.facts === null) return widget.statusNew;
  if (screen.facts.status === "waiting") return widget.statusWaiting;
  return widget.statusActive(screen.facts.alias ?? widget.agentUnknown);
}

function Menu({ chat, onCopy, onEnd, onNotice }: Omit<HeaderProps, "company" | "onClose">) {
  const { widget, language } = useWords();
  const menu = useRef<HTMLDivElement>(null);
  const act = (run: () => void) => () => {
    menu.current?.hidePopover();
    run();
  };
  const going = chat.started && !chat.screen.lost;
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={widget.menu}
        title={widget.menu}
        popovertarget="menu"
        data-menu
      >
        <Icon of={Ellipsis} />
      </button>
      <div class="menu" id="menu" popover="auto" ref={menu}>
        {going && (
          <button type="button" onClick={act(onCopy)}>
            <Icon of={Mail} />
            {widget.menuOrder}
          </button>
        )}
        {!chat.ended && !chat.screen.lost && (
          <button type="button" onClick={act(onNotice)}>
            <Icon of={Info} />
            {widget.menuNotice}
          </button>
        )}
        {going && !chat.ended && (
          <button type="button" onClick={act(onEnd)}>
            <Icon of={LogOut} />
            {widget.menuEnd}
          </button>
        )}
        <fieldset class="languages">
          <legend>{widget.menuLanguage}</legend>
          {Object.entries(languageNames).map(([code, name]) => (
            <button
              key={code}
              type="button"
              lang={code}
              aria-pressed={code === language}
              onClick={act(() => chat.speak(code as Language))}
            >
              {name}
            </button>
          ))}
        </fieldset>
      </div>
    </>
  );
}
