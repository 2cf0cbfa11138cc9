import { Hourglass, Unplug } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";

interface BannerProps {
  words: string;
  action?: string;
  onAction?: () => void;
  /** Something is wrong. */
  trouble?: boolean;
  /** Something is to be done. */
  attention?: boolean;
}

/** One line between messages and input, with one thing that can be done. */
export function Banner({ words, action, onAction, trouble = false, attention = false }: BannerProps) {
  const kind = trouble || attention ? "line line-trouble" : "line";
  return (
    <div class={words === "" ? "line line-empty" : kind}>
      <p role="status">
        {trouble && words !== "" && <Icon of={Unplug} small />}
        {attention && <Icon of={Hourglass} small />}
        {words}
      </p>
      {action && <Action words={action} onAction={onAction} />}
    </div>
  );
}

function Action({ words, onAction }: { words: string; onAction: (() => void) | undefined }) {
  const pressed = useRef(false);
  useEffect(() => {
    // What one has pressed goes away when it has helped: the focus goes where one writes.
    return () => {
      const lost = pressed.current && document.activeElement === document.body;
      if (lost) document.querySelector("textarea")?.focus();
    };
  }, []);
  const press = () => {
    pressed.current = true;
    onAction?.();
  };
  return (
    <button type="button" class="text-button" onClick={press}>
      {words}
    </button>
  );
}
