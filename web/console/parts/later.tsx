import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { LoadWords } from "../room";
import type { Speaking } from "../speaking";
import { useApp, useSpeech } from "./context";

export type Later<Props> = FunctionComponent<Props> & {
  /** Fetches it before it is wanted; what fails is fetched when it is. */
  warm(speaking: Speaking): void;
};

/**
 * Returns a view that is fetched when it is first drawn, or warmed, with words that only it needs. While it cannot be had, that
 * is said in its place.
 */
export function later<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  words?: LoadWords<object>,
): Later<Props> {
  let here: FunctionComponent<Props> | null = null;
  const fetched = async (speaking: Speaking) => {
    const [view] = await Promise.all([load(), words && speaking.learn(words)]);
    here = view;
    return view;
  };
  function View(props: Props) {
    const { speaking } = useApp();
    const [Fetched, setFetched] = useState(() => (!words || speaking.knows(words) ? here : null));
    const [failed, setFailed] = useState(false);
    const fetch = () => {
      setFailed(false);
      fetched(speaking).then(
        (view) => setFetched(() => view),
        () => setFailed(true),
      );
    };
    useEffect(fetch, []);
    if (Fetched) return <Fetched {...props} />;
    return failed ? <NotLoaded /> : null;
  }
  return Object.assign(View, { warm: (speaking: Speaking) => void fetched(speaking).catch(() => {}) });
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
