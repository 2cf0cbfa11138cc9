import { useEffect, useState } from "preact/hooks";
import { sentenceOf } from "../../shared/words";
import type { MoreWords } from "../../words/fi/chat";
import type { Chat } from "../chat";
import type * as More from "../more";
import { partMissing } from "../renewal";
import { useLaterWords } from "../words";
import { useAsking } from "./asking";
import { Sheet } from "./sheet";

export type MoreView = "data" | "earlier" | "forget" | "about";

export interface MoreSheetProps {
  view: MoreView;
  chat: Chat;
  /** Asks with a reference and a rights code instead of a key. */
  onClose: () => void;
}

/** What few ever open, loaded when it is: one's data and rights, an earlier conversation, this device, accessibility. */
export function MoreSheet({ view, chat, onClose }: MoreSheetProps) {
  const { widget, later, errors, language } = useLaterWords();
  const [loaded, setLoaded] = useState<{ more: typeof More; words: MoreWords } | null>(null);
  const [{ problem }, run] = useAsking();
  const load = async () => {
    const more = await import("../more").catch((failure) => {
      partMissing();
      throw failure;
    });
    return { more, words: (await more.words[language]()).more };
  };
  const fetch = async () => {
    const fetched = await run(load);
    if (fetched) setLoaded(fetched);
  };
  useEffect(() => {
    void fetch();
  }, [language]);
  if (loaded) return <loaded.more.MoreView view={view} chat={chat} words={loaded.words} onClose={onClose} />;
  return (
    <Sheet title={problem ? later.moreFailed : later.moreLoading} onClose={onClose}>
      {problem && (
        <>
          <p class="form-trouble" role="alert">
            {sentenceOf(errors, { code: "offline", sentence: "" })}
          </p>
          <div class="actions">
            <button type="button" class="button button-first" onClick={fetch}>
              {widget.retry}
            </button>
          </div>
        </>
      )}
    </Sheet>
  );
}
