/** The way in: fetched by whoever is not inside, and soon after coming in, for a session ends when it likes. */
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApp, useSpeech } from "../parts/context";
import { NotLoaded } from "../parts/later";
import { Page } from "../parts/page";
import type { Speaking } from "../speaking";
import { door } from "./words";

/** So long after coming in, in milliseconds, what is on the screen has been fetched. */
const SOON = 2000;

let fetched: Promise<FunctionComponent> | null = null;

function way(speaking: Speaking): Promise<FunctionComponent> {
  fetched ??= Promise.all([import("./view"), speaking.learn(door)]).then(([view]) => view.Way);
  fetched.catch(() => {
    fetched = null;
  });
  return fetched;
}

/** Fetches the way in while one is inside: where the network or a release is between, one comes back in all the same. */
export function useWayBack(): void {
  const { speaking } = useApp();
  useEffect(() => {
    const timer = setTimeout(() => way(speaking).catch(() => {}), SOON);
    return () => clearTimeout(timer);
  }, []);
}

export function Door() {
  const { speaking } = useApp();
  const { words } = useSpeech();
  const [Way, setWay] = useState<FunctionComponent | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    way(speaking).then(
      (found) => setWay(() => found),
      () => setFailed(true),
    );
  }, []);
  if (Way) return <Way />;
  return (
    <Page>
      {failed ? (
        <NotLoaded />
      ) : (
        <p role="status" class="meta">
          {words.starting}
        </p>
      )}
    </Page>
  );
}
