import { browserSurroundings, randomToken, wakeOnReturn } from "../shared/browser";
import { asking, Refusal } from "../shared/http";
import type { Language } from "../shared/wire";
import { Chat } from "./chat";
import { keepingIn } from "./keeping";
import type * as Later from "./later";

interface Beginning {
  /** Under this name the one kept thing stands in the browser's storage. */
  name: string;
  /** Where the service is, with a slash at the end. */
  base: string;
  site: string;
  language: Language;
  loadLater: () => Promise<typeof Later>;
  changed: () => void;
}

/** Returns the chat of this browser; it goes on where this device left off, if it did. */
export function beginChat({ name, base, site, language, loadLater, changed }: Beginning): Chat {
  const chat = new Chat(
    {
      // The ticket of these surroundings is never asked for: the chat fetches its own, with its key.
      ...browserSurroundings(() => Promise.reject()),
      site,
      keeping: keepingIn(() => localStorage, name),
      newKey: () => randomToken(32),
      asking: (authorization) =>
        asking({
          base,
          headers: (): Record<string, string> => (authorization ? { Authorization: authorization } : {}),
          fetch: (...request) => fetch(...request),
        }),
      rightsOf: async (...asked) => (await loadLater()).rightsOf(...asked),
      solve: async (...asked) => (await loadLater()).solve(...asked),
      connect: async (...asked) => {
        const { connect } = await loadLater().catch(() => {
          throw new Refusal({ code: "offline", sentence: "The connection could not be loaded." });
        });
        return connect(...asked);
      },
    },
    changed,
    language,
  );
  // Another tab of this site may start the conversation, or end it.
  window.addEventListener("storage", () => chat.resume());
  wakeOnReturn(() => chat.wake());
  chat.resume();
  return chat;
}
