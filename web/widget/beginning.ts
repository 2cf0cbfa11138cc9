import { browserSurroundings, inTurn, randomToken, wakeOnReturn } from "../shared/browser";
import { asking, Refusal } from "../shared/http";
import type { Language } from "../shared/wire";
import { Chat } from "./chat";
import { keepingIn } from "./keeping";
import type * as Later from "./later";
import { keepUnsent } from "./unsent";

interface Beginning {
  /** Under this name the one kept thing stands in the browser's storage, and what is unsent in the tab's. */
  name: string;
  /** Where the service is, with a slash at the end. */
  base: string;
  site: string;
  /** The version of the privacy notice that is shown. */
  notice: string;
  language: Language;
  loadLater: () => Promise<typeof Later>;
  changed: () => void;
  /** Returns texts with what stands in the field. */
  withDraft: (texts: string[]) => string;
}

/** Returns the chat of this browser; it goes on where this device left off, if it did. */
export function beginChat({ name, base, site, notice, language, loadLater, changed, withDraft }: Beginning): Chat {
  const chat = new Chat(
    {
      // The ticket of these surroundings is never asked for: the chat fetches its own, with its key.
      ...browserSurroundings(() => Promise.reject()),
      site,
      notice,
      keeping: keepingIn(() => localStorage, name),
      newKey: () => randomToken(32),
      startInTurn: (start) => inTurn(name, start),
      asking: (authorization) =>
        asking({
          base,
          headers: (): Record<string, string> =>
            authorization ? { Authorization: authorization, "Juttu-Site": site } : {},
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
  keepUnsent(name, () => withDraft(chat.held));
  chat.resume();
  return chat;
}
