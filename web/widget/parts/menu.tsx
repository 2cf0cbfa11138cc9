import { Info, LogOut, Mail } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Language } from "../../shared/wire";
import type { Chat } from "../chat";
import { languageNames, useTalkWords } from "../words";

interface MenuProps {
  chat: Chat;
  /** It was asked for before it was loaded. */
  wanted: boolean;
  onCopy: () => void;
  onEnd: () => void;
  onNotice: () => void;
}

/** What the button in the header opens. */
export function Menu({ chat, wanted, onCopy, onEnd, onNotice }: MenuProps) {
  const { widget, language } = useTalkWords();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted) menu.current?.showPopover();
  }, []);
  const act = (run: () => void) => () => {
    menu.current?.hidePopover();
    run();
  };
  const going = chat.started && !chat.screen.lost;
  return (
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
  );
}
