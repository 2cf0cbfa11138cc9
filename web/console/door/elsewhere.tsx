import { MapPinOff } from "lucide";
import { useState } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { useApp } from "../parts/context";
import { Page } from "../parts/page";
import { useSpeech } from "./context";

/** From this network none of one's roles may be used: said kindly, with a way to try again and one to sign out. */
export function Elsewhere() {
  const { session, signOut } = useApp();
  const { words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const stage = session.stage.value;
  const tries = stage.is === "elsewhere" ? stage.tries : 0;
  const again = async () => {
    if (busy) return;
    setBusy(true);
    await session.begin();
    setBusy(false);
  };
  return (
    <Page>
      <Icon of={MapPinOff} />
      <h1>{words.elsewhere.title}</h1>
      <p class="lead">{words.elsewhere.lead}</p>
      <p>{words.elsewhere.help}</p>
      {tries > 0 && !busy && (
        <p key={tries} role="alert" class="meta">
          {words.elsewhere.still}
        </p>
      )}
      <button type="button" class="primary" aria-disabled={busy} onClick={() => void again()}>
        {busy ? words.elsewhere.busy : words.again}
      </button>
      <div>
        <button type="button" class="quiet" onClick={signOut}>
          {words.signOut}
        </button>
      </div>
    </Page>
  );
}
