import { every } from "words:language";
import { Accessibility, Eraser, FileClock, Info, LogOut, Mail, ShieldUser } from "lucide";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Language } from "../../shared/wire";
import type { Sheet } from "../app";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { offersCopy } from "./order-state";
import { SoundSwitch } from "./sound";

interface MenuProps {
  chat: Chat;
  /** It was asked for before it was loaded. */
  wanted: boolean;
  onSheet: (sheet: Sheet) => void;
  onNotice: () => void;
}

/** What the button in the header opens. What it holds is drawn only while it is open. */
export function Menu({ wanted, ...choices }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (wanted) menu.current?.showPopover();
  }, []);
  return (
    <div
      class="menu"
      id="menu"
      popover="auto"
      ref={menu}
      onBeforeToggle={() => setOpen(true)}
      // Not before it is shut: the focus goes back from what has it to the button.
      onToggle={({ newState }) => newState === "closed" && setOpen(false)}
    >
      {open && <Choices {...choices} menu={menu} />}
    </div>
  );
}

interface ChoicesProps extends Omit<MenuProps, "wanted"> {
  menu: RefObject<HTMLDivElement | null>;
}

function Choices({ chat, onSheet, onNotice, menu }: ChoicesProps) {
  const { widget, later } = useLaterWords();
  const act = (run: () => void) => () => {
    menu.current?.hidePopover();
    run();
  };
  const going = chat.started && !chat.screen.lost;
  const item = (icon: Parameters<typeof Icon>[0]["of"], words: string, run: () => void) => (
    <button type="button" onClick={act(run)}>
      <Icon of={icon} />
      {words}
    </button>
  );
  return (
    <>
      {going && offersCopy(chat) && item(Mail, widget.menuOrder, () => onSheet("copy"))}
      {going && item(ShieldUser, later.menu.data, () => onSheet("data"))}
      {!going && item(FileClock, later.menu.earlier, () => onSheet("earlier"))}
      {going && item(Eraser, later.menu.forget, () => onSheet("forget"))}
      {!chat.screen.lost && item(Info, widget.menuNotice, onNotice)}
      {item(Accessibility, later.menu.about, () => onSheet("about"))}
      {going && !chat.ended && item(LogOut, widget.menuEnd, () => onSheet("end"))}
      <SoundSwitch chat={chat} />
      <Languages chat={chat} act={act} />
      <Sizes chat={chat} />
    </>
  );
}

function Languages({ chat, act }: { chat: Chat; act: (run: () => void) => () => void }) {
  const { widget, language } = useLaterWords();
  return (
    <fieldset class="languages">
      <legend>{widget.menuLanguage}</legend>
      {Object.entries(every).map(([code, { name }]) => (
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
  );
}

/** How large the text is: the menu stays open, so that one sees it. */
function Sizes({ chat }: { chat: Chat }) {
  const { later } = useLaterWords();
  return (
    <fieldset class="languages sizes">
      <legend>{later.menu.size}</legend>
      {later.menu.sizes.map((name, size) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          title={name}
          aria-pressed={size === chat.size}
          data-size={size}
          onClick={() => chat.resize(size)}
        >
          <span aria-hidden="true">A</span>
        </button>
      ))}
    </fieldset>
  );
}
