import { WifiOff } from "lucide";
import { useEffect } from "preact/hooks";
import { Icon } from "../shared/icon";
import type { Problem } from "../shared/wire";
import { sentenceOf } from "../shared/words";
import { titleOf } from "./app";
import { Door } from "./door/later";
import { useApp, useSpeech } from "./parts/context";
import { Page } from "./parts/page";
import { Shell } from "./shell/shell";

/** The console: whatever stands between somebody and the work, and then the work. */
export function ConsoleView() {
  const app = useApp();
  const title = titleOf(app);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const stage = app.session.stage.value;
  if (stage.is === "starting") return <Starting />;
  if (stage.is === "unreachable") return <Unreachable problem={stage.problem} />;
  return stage.is === "working" ? <Shell /> : <Door />;
}

function Starting() {
  const { words } = useSpeech();
  return (
    <Page>
      <p role="status" class="meta">
        {words.starting}
      </p>
    </Page>
  );
}

function Unreachable({ problem }: { problem: Problem }) {
  const { session } = useApp();
  const { words } = useSpeech();
  return (
    <Page>
      <Icon of={WifiOff} />
      <h1>{words.unreachable}</h1>
      <p role="alert" class="lead">
        {sentenceOf(words.errors, problem)}
      </p>
      <button type="button" class="primary" onClick={() => void session.begin()}>
        {words.again}
      </button>
    </Page>
  );
}
