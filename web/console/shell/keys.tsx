import { useApp, useSpeech } from "../parts/context";
import { Dialog } from "../parts/dialog";
import { Switch } from "../parts/switch";

/** The list of keys, and the switch for those who would rather have none (WCAG 2.1.4). */
export function KeysDialog() {
  const { commands, dialog, setShortcuts, shortcuts } = useApp();
  const { words } = useSpeech();
  return (
    <Dialog title={words.keys.title} shut={words.shut} onShut={() => (dialog.value = null)}>
      <dl class="keys" data-off={shortcuts.value ? undefined : ""}>
        {commands.value.map(
          ({ name, key, says }) =>
            key && (
              <div key={name}>
                <dt>
                  <kbd>{key.toUpperCase()}</kbd>
                </dt>
                <dd>{says()}</dd>
              </div>
            ),
        )}
      </dl>
      <h3>{words.keys.always}</h3>
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
