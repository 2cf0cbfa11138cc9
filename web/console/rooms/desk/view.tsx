import { MessageSquareDashed, MonitorX } from "lucide";
import { Icon } from "../../../shared/icon";
import { later } from "../../parts/later";
import { useDesk, useSpeech } from "./context";
import { laterWords } from "./later_words";
import { ListPane } from "./list";
import { isFree } from "./state";

export const Pane = later(async () => (await import("./pane")).OpenPane, laterWords);
export const Waiting = later(async () => (await import("./waiting")).WaitingPane);

/** The agent's desk: the list, the conversation, the facts; one at a time where there is room for one. */
export function DeskView() {
  const { conversation, factsOpen, work } = useDesk();
  const { words } = useSpeech();
  const link = work.link.value;
  if (link.is === "ended" && link.why === "replaced") return <Replaced />;
  const id = conversation.value;
  const known = work.screenOf(id);
  const row = work.rows.value.find((one) => one.conversation === id);
  const waiting = row && isFree(row) ? row : null;
  const screen = known ?? (waiting ? undefined : work.helpOver.value[id ?? ""]?.screen);
  const pane = !id ? "list" : factsOpen.value ? "facts" : "conversation";
  return (
    <div class="desk" data-pane={pane}>
      {!screen && !waiting && <h1 class="only-heard">{words.rooms.desk}</h1>}
      <ListPane />
      {screen ? (
        <Pane screen={screen} />
      ) : waiting ? (
        <Waiting row={waiting} key={waiting.conversation} />
      ) : (
        <NothingOpen wanted={id !== null} known={work.state.value.known} />
      )}
    </div>
  );
}

/** Nothing is chosen; or what was chosen is not, or no longer, to be seen here. */
function NothingOpen({ wanted, known }: { wanted: boolean; known: boolean }) {
  const { go, work } = useDesk();
  const { words } = useSpeech();
  const missing = wanted && known;
  // While the list is not here, nobody knows what is missing; why it is not here stands in its place.
  if (wanted && !known) {
    return (
      <section class="conversation nothing" aria-label={words.conversation.name}>
        <div class="empty">
          <p>{words.loading}</p>
        </div>
      </section>
    );
  }
  const waiting = work.state.value.waiting.length;
  return (
    <section class="conversation nothing" aria-label={words.conversation.name}>
      <div class="empty">
        <Icon of={MessageSquareDashed} />
        <h2>{missing ? words.conversation.missing : words.conversation.none}</h2>
        <p>
          {missing
            ? words.conversation.missingHelp
            : waiting > 0
              ? words.conversation.noneWaits
              : words.conversation.noneHelp}
        </p>
        {missing && (
          <button type="button" class="secondary" onClick={() => go(null)}>
            {words.conversation.toList}
          </button>
        )}
      </div>
    </section>
  );
}

/** The console is open in so many windows that this one was let go. */
function Replaced() {
  const { work } = useDesk();
  const { words } = useSpeech();
  return (
    <div class="empty" role="alert">
      <Icon of={MonitorX} />
      <h1>{words.replaced}</h1>
      <p>{words.replacedHelp}</p>
      <button type="button" class="primary" onClick={() => work.wake()}>
        {words.continueHere}
      </button>
    </div>
  );
}
