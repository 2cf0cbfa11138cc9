import { every } from "words:language";
import { LANGUAGES } from "../speaking";
import { useApp, useSpeech } from "./context";

/** The choice of language; each is named in itself. */
export function Languages() {
  const { speak } = useApp();
  const { language, words } = useSpeech();
  return (
    <fieldset class="languages">
      <legend class="only-heard">{words.language}</legend>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          class="quiet"
          aria-pressed={one === language}
          onClick={() => speak(one)}
        >
          {every[one].name}
        </button>
      ))}
    </fieldset>
  );
}
