/** Calling an agent: a soft sound made here, and a notification of the desktop without a word of the visitor's. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { play } from "../shared/tone";

/** Whether notifications are shown: `default` until somebody has been asked, `missing` where the browser has none. */
export type Notifying = NotificationPermission | "missing";

export interface Ringing {
  /** Whether the browser lets no sound through: until a key or a click after each load of the page. */
  silenced: ReadonlySignal<boolean>;
  notifying: ReadonlySignal<Notifying>;
  /** Browsers let a page sound only after a key or a click: call this in one. Resolves once it may. */
  prime(): Promise<void>;
  ring(): void;
  /** A shorter sound, for an answer in a conversation of one's own. */
  knock(): void;
  /** Asks for the permission to notify; call this in a click. */
  askToNotify(): void;
  /** Shows a notification while nobody looks at the page, or `always`. */
  notify(title: string, body: string, open: () => void, always?: boolean): void;
}

const QUIET = 0.08;

export function ringing(): Ringing {
  let context: AudioContext | null = null;
  const silenced = signal(true);
  const notifying = signal(permission());
  const tone = (hertz: number, after: number, lasts: number) => {
    if (context?.state !== "running") return;
    play(context, { hertz, at: context.currentTime + after, lasts, loudness: QUIET });
  };
  const heard = () => {
    silenced.value = context?.state !== "running";
  };
  return {
    silenced,
    notifying,
    async prime() {
      if (context === null) {
        context = new AudioContext();
        context.addEventListener("statechange", heard);
      }
      if (context.state === "suspended") await context.resume();
      heard();
    },
    ring() {
      tone(659, 0, 0.5);
      tone(880, 0.22, 0.7);
    },
    knock() {
      tone(740, 0, 0.35);
    },
    askToNotify() {
      if (permission() !== "default") return;
      void Notification.requestPermission().then(() => {
        notifying.value = permission();
      });
    },
    notify(title, body, open, always = false) {
      notifying.value = permission();
      if (notifying.value !== "granted" || (document.hasFocus() && !always)) return;
      const notification = new Notification(title, { body, tag: "juttu" });
      notification.onclick = () => {
        window.focus();
        open();
        notification.close();
      };
    },
  };
}

function permission(): Notifying {
  return "Notification" in window ? Notification.permission : "missing";
}
