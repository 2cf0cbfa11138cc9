import { every } from "words:language";
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import type { Language, Problem, SitePreview, SiteSettings } from "../../../shared/wire";
import { useSpeech, useSpeechOf } from "../../parts/context";
import { LANGUAGES, staffSentenceOf } from "../../speaking";
import { settings } from "./room";
import type { SettingsService } from "./service";

interface PreviewProps {
  site: string;
  /** As they would be. */
  of: SiteSettings;
  service: SettingsService;
}

/** The chat itself as it would be, for whoever wants to see it, and only for the eyes: nothing in it can be pressed (`web/widget/preview_frame.ts`). */
export function Preview(props: PreviewProps) {
  const { words } = useSpeechOf(settings);
  const [open, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.preview.title}</summary>
      {open && <Shown {...props} />}
    </details>
  );
}

function Shown({ site, of, service }: PreviewProps) {
  const console = useSpeech().words;
  const { words } = useSpeechOf(settings);
  const [language, speak] = useState<Language>(of.language);
  const [there, setThere] = useState(true);
  const [data, setData] = useState<SitePreview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    service.preview(site, of).then(setData, (failure: unknown) => setProblem(problemOf(failure)));
  }, []);
  useEffect(() => {
    if (data === null) return;
    const hear = ({ source, origin }: MessageEvent) => {
      const inside = frame.current?.contentWindow;
      if (!inside || source !== inside || origin !== location.origin) return;
      inside.postMessage({ ...data, own: JSON.stringify(ownWith(data, there)) }, location.origin);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, [data, there]);
  return (
    <div class="preview">
      <Either
        name={words.preview.language}
        of={LANGUAGES.map((one) => ({ value: one, says: every[one].name, lang: one }))}
        value={language}
        onChoose={speak}
      />
      <Either
        name={words.preview.presence}
        of={[
          { value: true, says: words.preview.there },
          { value: false, says: words.preview.nobody },
        ]}
        value={there}
        onChoose={setThere}
      />
      {problem && <p role="alert">{staffSentenceOf(console, problem)}</p>}
      {data === null && !problem && <div class="bone" />}
      {data && (
        <iframe
          key={`${language} ${there}`}
          ref={frame}
          src={`preview/${language}#quiet=1`}
          title={words.preview.title}
          tabIndex={-1}
          aria-hidden="true"
        />
      )}
    </div>
  );
}

/** Returns what the chat knows of its site, as it is while somebody is there, or nobody. */
function ownWith(data: SitePreview, there: boolean): object {
  const own = JSON.parse(data.own);
  // Without a sentence that is true now it is open.
  return there ? { ...own, there, hours: own.hours && { ...own.hours, sentences: [] } } : { ...own, there };
}

interface EitherProps<Value> {
  name: string;
  of: readonly { value: Value; says: string; lang?: string }[];
  value: Value;
  onChoose: (value: Value) => void;
}

function Either<Value>({ name, of, value: chosen, onChoose }: EitherProps<Value>) {
  return (
    <fieldset class="languages">
      <legend class="only-heard">{name}</legend>
      {of.map(({ value, says, lang }) => (
        <button
          key={says}
          type="button"
          class="quiet"
          lang={lang}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {says}
        </button>
      ))}
    </fieldset>
  );
}
