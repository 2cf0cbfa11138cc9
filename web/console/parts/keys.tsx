import { KEYS } from "../keys";
import { useApp, useSpeech } from "./context";
import { Dialog } from "./dialog";
import { Switch } from "./switch";

/** The list of keys, and the switch for those who would rather have none (WCAG 2.1.4). */
export function KeysDialog() {
  const { question, setShortcuts, shortcuts } = useApp();
  const { words } = useSpeech();
  return (
    <Dialog title={words.keys.title} shut={words.shut} onShut={() => (question.value = null)}>
      <dl class="keys" data-off={shortcuts.value ? undefined : ""}>
        {KEYS.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key.toUpperCase()}</kbd>
            </dt>
            <dd>{words.keys.what[key]}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.keys.whileWriting}</h3>
      <dl class="keys">
        {words.keys.writing.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Switch
        name={words.keys.single}
        named
        state={shortcuts.value ? words.keys.on : words.keys.off}
        on={shortcuts.value}
        onSwitch={setShortcuts}
      />
    </Dialog>
  );
}
