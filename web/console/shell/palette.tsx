import { found } from "../commands";
import { Combobox } from "../parts/combobox";
import { useApp, useSpeech } from "../parts/context";
import { Dialog } from "../parts/dialog";

/** Whatever can be done here and now, found by typing some of its words. */
export function Palette() {
  const { commands, dialog, shortcuts } = useApp();
  const { words } = useSpeech();
  const { palette } = words;
  const shut = () => {
    dialog.value = null;
  };
  const choose = (name: string) => {
    shut();
    // Once the dialog has given the focus back: what is done may move it.
    setTimeout(() => commands.value.find((one) => one.name === name)?.run());
  };
  return (
    <Dialog title={palette.title} shut={words.shut} onShut={shut}>
      <Combobox
        label={palette.label}
        find={(typed) =>
          found(commands.value, typed).map(({ name, says, key }) => ({
            key: name,
            label: says(),
            aside: shortcuts.value ? key?.toUpperCase() : undefined,
          }))
        }
        onChoose={choose}
        none={palette.none}
        count={palette.count}
      />
    </Dialog>
  );
}
