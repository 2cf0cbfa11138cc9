import { ChevronDown, Ellipsis } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "../../shared/icon";
import type { WidgetWords } from "../../shared/words/fi/widget";
import type { Chat } from "../chat";
import type { Hours } from "../hours";
import { useWords } from "../words";

interface HeaderProps {
  chat: Chat | null;
  company: string;
  hours: Hours | null;
  /** The menu, once it is loaded. */
  children: ComponentChildren;
  /** The menu is asked for and not here yet. */
  onNeedMenu: (() => void) | null;
  onClose: (() => void) | null;
}

export function Header({ chat, company, hours, children, onNeedMenu, onClose }: HeaderProps) {
  const { widget } = useWords();
  return (
    <header class="header">
      <div class="header-words">
        <h1>{company}</h1>
        <p>{statusOf(chat, hours?.status ?? widget.statusNew, widget)}</p>
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={widget.menu}
        title={widget.menu}
        popovertarget="menu"
        data-menu
        {...(onNeedMenu && { onClick: onNeedMenu, "aria-expanded": false })}
      >
        <Icon of={Ellipsis} />
      </button>
      {children}
      {onClose && (
        <button type="button" class="icon-button" aria-label={widget.close} title={widget.close} onClick={onClose}>
          <Icon of={ChevronDown} />
        </button>
      )}
    </header>
  );
}

function statusOf(chat: Chat | null, before: string, widget: WidgetWords): string {
  if (chat === null) return before;
  const { started, ended, screen } = chat;
  if (ended || screen.lost) return widget.statusClosed;
  if (!started || screen.facts === null) return before;
  if (screen.facts.status === "waiting") return widget.statusWaiting;
  return widget.statusActive(screen.facts.alias ?? widget.agentUnknown);
}
