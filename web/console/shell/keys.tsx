import { Fragment } from "preact";
import { useApp, useSpeechOf } from "../parts/context";
import { Dialog } from "../parts/dialog";
import { Switch } from "../parts/switch";
import { keysWords } from "./keys_words";
import type { KeysWords } from "./words";

/** The list of keys, and the switch for those who would rather have none (WCAG 2.1.4). */
export function KeysDialog() {
  const { commands, dialog, setShortcuts, shortcuts } = useApp();
  const { words } = useSpeechOf({ words: keysWords });
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
      <Keys title={words.writing} keys={words.whileWriting} />
      <p class="help">{words.emoji}</p>
      <Keys title={words.other} keys={words.others} />
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

function Keys({ title, keys }: { title: string; keys: KeysWords["whileWriting"] }) {
  return (
    <>
      <h3>{title}</h3>
      <dl class="keys">
        {keys.map(([held, does]) => (
          <div key={does}>
            <dt>
              {held.map((key, at) => (
                <Fragment key={key}>
                  {at > 0 && " + "}
                  <kbd>{key}</kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
