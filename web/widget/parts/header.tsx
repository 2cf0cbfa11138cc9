import { ChevronDown, Ellipsis } from "lucide";
import type { ComponentChildren, ComponentType } from "preact";
import { Icon } from "../../shared/icon";
import type { WidgetWords } from "../../words/fi/chat";
import type { Chat } from "../chat";
import { useWords } from "../words";

interface HeaderProps {
  chat: Chat | null;
  /** Draws who answers, once it is loaded. */
  Face: ComponentType<{ alias: string }> | null;
  company: string;
  /** The menu, once it is loaded. */
  children: ComponentChildren;
  /** The menu is asked for and not here yet. */
  onNeedMenu: (() => void) | null;
  onClose: (() => void) | null;
}

export function Header({ chat, Face, company, children, onNeedMenu, onClose }: HeaderProps) {
  const { widget } = useWords();
  const { logo } = document.documentElement.dataset;
  const status = statusOf(chat, widget);
  const facts = chat?.started ? chat.screen.facts : null;
  const alias = facts?.status === "active" ? facts.alias : null;
  return (
    <header class="header">
      {/* The name stands beside it, and is read once. Whoever answers has the place of the company's picture. */}
      {Face && alias ? <Face alias={alias} /> : logo && <img src={logo} alt="" />}
      <div class="header-words">
        <h1>{company}</h1>
        {/* Another element for other words: a browser that translates the page has put its own nodes into this one. */}
        <p key={status}>{status}</p>
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

function statusOf(chat: Chat | null, widget: WidgetWords): string {
  if (chat === null) return widget.statusNew;
  const { started, ended, screen } = chat;
  if (ended || screen.lost) return widget.statusClosed;
  if (!started || screen.facts === null) return widget.statusNew;
  if (screen.facts.status === "waiting") return widget.statusWaiting;
  return widget.statusActive(screen.facts.alias ?? widget.agentUnknown);
}
