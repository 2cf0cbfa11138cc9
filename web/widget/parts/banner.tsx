import { Hourglass, Unplug } from "lucide";
import { Icon } from "../../shared/icon";

interface BannerProps {
  words: string;
  /** What changes all the time, and is not read out. */
  beside?: string;
  action?: string;
  onAction?: () => void;
  /** Something is wrong. */
  trouble?: boolean;
  /** Something is to be done. */
  attention?: boolean;
  /** It stands where one wrote, and takes the focus from there. */
  takesFocus?: boolean;
}

/** One line between messages and input, with one thing that can be done. */
export function Banner({ words, beside, action, onAction, trouble, attention, takesFocus }: BannerProps) {
  const kind = trouble || attention ? "line line-trouble" : "line";
  return (
    <div class={words === "" ? "line line-empty" : kind}>
      <p role="status" {...(takesFocus && { tabIndex: -1, "data-takes-focus": true })}>
        {trouble && words !== "" && <Icon of={Unplug} small />}
        {attention && <Icon of={Hourglass} small />}
        {words}
        {beside && (
          <span class="quiet figures" aria-hidden="true">
            {" · "}
            {beside}
          </span>
        )}
      </p>
      {action && (
        <button type="button" class="text-button" onClick={onAction}>
          {action}
        </button>
      )}
    </div>
  );
}
