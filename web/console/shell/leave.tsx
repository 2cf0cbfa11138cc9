import { Confirm } from "../parts/confirm";
import { useApp, useSpeech } from "../parts/context";

/** Asks whoever signs out while something is typed in a form and not saved. */
export function LeaveDialog() {
  const { dialog, signOut } = useApp();
  const { words } = useSpeech();
  const shut = () => (dialog.value = null);
  return (
    <Confirm
      title={words.leave.title}
      verb={words.signOut}
      busy={words.signOut}
      keep={words.leave.keep}
      danger
      run={async () => {}}
      done={() => {
        shut();
        signOut();
      }}
      onShut={shut}
    >
      <p>{words.leave.lost}</p>
    </Confirm>
  );
}
