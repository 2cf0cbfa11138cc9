import { every } from "words:language";
import type { ComponentChildren } from "preact";
import type { Language, NoticeChange } from "../../shared/wire";
import { LANGUAGES } from "../speaking";
import { useSpeech } from "./context";

interface NoticeChangesProps {
  /** What changes in each language; none where it says the same. */
  of: Partial<Record<Language, readonly NoticeChange[]>>;
  words: {
    /** In a language, in so many places. */
    inLanguage: (language: string, places: number) => string;
    /** Before a sentence that is said no longer, and before one that is new. */
    gone: string;
    new: string;
  };
  children?: ComponentChildren;
}

/** Which sentences of the privacy notice change: in the reader's language, the others a step away. */
export function NoticeChanges({ of, words, children }: NoticeChangesProps) {
  const { language } = useSpeech();
  const changesIn = (one: Language) => of[one] ?? [];
  return (
    <div class="changes">
      <h3>{words.inLanguage(every[language].name, changesIn(language).length)}</h3>
      <Changes of={changesIn(language)} language={language} words={words} />
      {LANGUAGES.filter((one) => one !== language).map((other) => {
        const changes = changesIn(other);
        const says = words.inLanguage(every[other].name, changes.length);
        if (changes.length === 0) return <p key={other}>{says}</p>;
        return (
          <details key={other}>
            <summary>{says}</summary>
            <Changes of={changes} language={other} words={words} />
          </details>
        );
      })}
      {children}
    </div>
  );
}

interface ChangesProps extends Pick<NoticeChangesProps, "words"> {
  of: readonly NoticeChange[];
  language: Language;
}

function Changes({ of, language, words }: ChangesProps) {
  return (
    <ul class="plain-list">
      {of.map(({ section, gone, new: said }, place) => (
        <li key={place}>
          <p class="meta" lang={language}>
            {section}
          </p>
          {gone.map((sentence) => (
            <p key={sentence}>
              <span class="meta">{words.gone}</span> <del lang={language}>{sentence}</del>
            </p>
          ))}
          {said.map((sentence) => (
            <p key={sentence}>
              <span class="meta">{words.new}</span> <ins lang={language}>{sentence}</ins>
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
