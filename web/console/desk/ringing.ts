/** Calling an agent: a soft sound made here, and a notification of the desktop without a word of the visitor's. */
import { play } from "../../shared/tone";

export interface Ringing {
  /** Browsers let a page sound only after a key or a click: call this in one. */
  prime(): void;
  ring(): void;
  /** A shorter sound, for an answer in a conversation of one's own. */
  knock(): void;
  /** Asks for the permission to notify; call this in a click. */
  askToNotify(): void;
  notify(title: string, body: string, open: () => void): void;
}

const QUIET = 0.08;

export function ringing(): Ringing {
  let context: AudioContext | null = null;
  const tone = (hertz: number, after: number, lasts: number) => {
    if (context?.state !== "running") return;
    play(context, { hertz, at: context.currentTime + after, lasts, loudness: QUIET });
  };
  return {
    prime() {
      context ??= new AudioContext();
      if (context.state === "suspended") void context.resume();
    },
    ring() {
      tone(659, 0, 0.5);
      tone(880, 0.22, 0.7);
    },
    knock() {
      tone(740, 0, 0.35);
    },
    askToNotify() {
      if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission();
    },
    notify(title, body, open) {
      if (!("Notification" in window) || Notification.permission !== "granted" || document.hasFocus()) return;
      const notification = new Notification(title, { body, tag: "juttu" });
      notification.onclick = () => {
        window.focus();
        open();
        notification.close();
      };
    },
  };
}
