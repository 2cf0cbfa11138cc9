import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useSpeech } from "./context";

export type Later<Props> = FunctionComponent<Props> & {
  /** Fetches it before it is wanted; what fails is fetched when it is. */
  warm(): void;
};

/** Returns a view that is fetched when it is first drawn, or warmed. While it cannot be had, that is said in its place. */
export function later<Props extends object>(load: () => Promise<FunctionComponent<Props>>): Later<Props> {
  let here: FunctionComponent<Props> | null = null;
  const fetched = async () => {
    here ??= await load();
    return here;
  };
  function View(props: Props) {
    const [Fetched, setFetched] = useState(() => here);
    const [failed, setFailed] = useState(false);
    const fetch = () => {
      setFailed(false);
      fetched().then(
        (view) => setFetched(() => view),
        () => setFailed(true),
      );
    };
    useEffect(fetch, []);
    if (Fetched) return <Fetched {...props} />;
    return failed ? <NotLoaded /> : null;
  }
  return Object.assign(View, { warm: () => void fetched().catch(() => {}) });
}

/** Browsers keep to an answer that a script could not be had: the page is loaded again. */
export function NotLoaded() {
  const { words } = useSpeech();
  return (
    <div class="empty" role="alert">
      <p>{words.roomNotLoaded}</p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        {words.loadAgain}
      </button>
    </div>
  );
}
