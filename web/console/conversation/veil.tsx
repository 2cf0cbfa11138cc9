import { EyeOff } from "lucide";
import { type ComponentChildren, createContext } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import type { Shield } from "./shield";
import type { ReadingWords } from "./words";

/** The shield of whoever wants one; null without. */
export const ShieldContext = createContext<Shield | null>(null);

/** Returns whether a visitor's text is veiled from whoever reads here. */
export function useShield(): Shield {
  const shield = useContext(ShieldContext);
  return (text) => shield?.(text) === true;
}

interface VeilProps {
  /** What a visitor wrote. */
  text: string;
  words: ReadingWords;
  children: ComponentChildren;
}

/** Shows what a visitor wrote, or that it is veiled and a button that lifts the veil: what they wrote is not changed. */
export function Veil({ text, words, children }: VeilProps) {
  const [lifted, lift] = useState(false);
  const veiled = useShield()(text);
  const place = useRef<HTMLSpanElement>(null);
  // Where the button was, that had the focus.
  useLayoutEffect(() => {
    if (lifted) place.current?.focus();
  }, [lifted]);
  if (lifted) {
    return (
      <span tabIndex={-1} ref={place}>
        {children}
      </span>
    );
  }
  if (!veiled) return children;
  return (
    <span class="veil" lang={document.documentElement.lang}>
      <Icon of={EyeOff} small />
      {words.veiled}
      <button type="button" class="quiet in-text" onClick={() => lift(true)}>
        {words.lift}
      </button>
    </span>
  );
}
