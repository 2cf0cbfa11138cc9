/** What a site has, in words. */
import { every } from "words:language";
import type { Language, ShownColour } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { type Form, TextField } from "../../parts/form";
import type { PathTo } from "../../parts/paths";
import { LANGUAGES } from "../../speaking";
import { settings } from "./room";
import type { Words } from "./state";

export function Becomes({ of }: { of: ShownColour }) {
  const { language, words } = useSpeechOf(settings);
  const contrast = Number(of.contrast).toLocaleString(every[language].locale);
  return (
    <>
      {words.colour[of.on](contrast)} {of.outlined && words.outlined}
    </>
  );
}

/** Words in each language; where one has none of its own it is said what stands there. */
export function ByLanguage({ of, otherwise }: { of: Partial<Words>; otherwise?: string }) {
  const { words } = useSpeechOf(settings);
  if (Object.keys(of).length === 0) return <>{otherwise ?? words.ours}</>;
  return (
    <ul class="by-language plain-list">
      {LANGUAGES.filter((language) => of[language]).map((language) => (
        <li key={language} lang={language}>
          {of[language]} <span class="meta">({every[language].name})</span>
        </li>
      ))}
    </ul>
  );
}

interface WordsFieldsProps<Typed extends object> {
  form: Form<Typed>;
  name: PathTo<Typed, Words>;
  label: string;
  /** Under the field of the site's own language. */
  help?: string;
  /** The site's own language, whose field comes first. */
  own: Language;
}

/** A field for the words in each language. */
export function WordsFields<Typed extends object>({ form, name, label, help, own }: WordsFieldsProps<Typed>) {
  const { words } = useSpeechOf(settings);
  return (
    <>
      {[own, ...LANGUAGES.filter((language) => language !== own)].map((language) => (
        <TextField
          key={language}
          form={form}
          name={`${name}.${language}` as PathTo<Typed, string>}
          label={words.edit.inLanguage(label, every[language].name)}
          help={language === own ? help : undefined}
          lang={language}
        />
      ))}
    </>
  );
}
