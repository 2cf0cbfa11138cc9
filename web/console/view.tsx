import { MonitorX, ShieldOff, WifiOff } from "lucide";
import { useEffect } from "preact/hooks";
import { Icon } from "../shared/icon";
import type { Problem } from "../shared/wire";
import { sentenceOf } from "../shared/words";
import { AccessLogView } from "./access_log/view";
import { titleOf } from "./app";
import { Commitment } from "./commitment/view";
import { DeskView } from "./desk/view";
import { useApp, useSpeech } from "./parts/context";
import { KeysDialog } from "./parts/keys";
import { Page } from "./parts/page";
import { Shell } from "./shell";
import { SignIn } from "./sign_in/view";

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
  if (stage.is === "signing_in") return <SignIn />;
  if (stage.is === "commitment") return <Commitment />;
  const link = app.desk.value?.link.value;
  if (link?.is === "ended" && link.why === "replaced") return <Replaced />;
  return (
    <Shell>
      <Room />
      {app.question.value === "keys" && <KeysDialog />}
    </Shell>
  );
}

function Room() {
  const { address, rooms } = useApp();
  const { words } = useSpeech();
  if (rooms.value.length === 0) {
    return (
      <div class="empty">
        <Icon of={ShieldOff} />
        <h1>{words.noRoom}</h1>
        <p>{words.noRoomHelp}</p>
      </div>
    );
  }
  return address.value.room === "desk" ? <DeskView /> : <AccessLogView />;
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

/** The console is open in so many windows that this one was let go. */
function Replaced() {
  const { desk } = useApp();
  const { words } = useSpeech();
  return (
    <Page>
      <Icon of={MonitorX} />
      <h1>{words.replaced}</h1>
      <p role="alert" class="lead">
        {words.replacedHelp}
      </p>
      <button type="button" class="primary" onClick={() => desk.value?.wake()}>
        {words.continueHere}
      </button>
    </Page>
  );
}
