import { MessageSquareDashed } from "lucide";
import { Icon } from "../../shared/icon";
import { hasUnsent, useQuestionBeforeLeaving } from "../../shared/leaving";
import type { Screen } from "../../shared/screen";
import { isBlank } from "../../shared/text";
import { useApp, useSpeech } from "../parts/context";
import { CloseQuestion } from "./close";
import { ConversationPane } from "./conversation";
import { FactsPane } from "./facts";
import { ListPane } from "./list";
import { PassOnDialog } from "./pass_on";
import type { DeskRoom } from "./room";
import { isFree } from "./state";
import { WaitingPane } from "./waiting";

/** The agent's desk: the list, the conversation, the facts; one at a time where there is room for one. */
export function DeskView() {
  const { address, desk, factsOpen, question } = useApp();
  const { words } = useSpeech();
  const room = desk.value;
  useQuestionBeforeLeaving(room?.screens.value.some((one) => hasUnsent(one) || hasDraft(room, one)) === true);
  if (!room) return null;
  const id = address.value.conversation;
  const screen = room.screenOf(id);
  const row = room.rows.value.find((one) => one.conversation === id);
  const waiting = row && isFree(row) ? row : null;
  const pane = !id ? "list" : factsOpen.value ? "facts" : "conversation";
  return (
    <div class="desk" data-pane={pane}>
      {!screen && !waiting && <h1 class="only-heard">{words.rooms.desk}</h1>}
      <ListPane />
      {screen ? (
        <ConversationPane screen={screen} room={room} key={screen.conversation} />
      ) : waiting ? (
        <WaitingPane row={waiting} key={waiting.conversation} />
      ) : (
        <NothingOpen wanted={id !== null} known={room.state.value.known} />
      )}
      {screen?.facts && <FactsPane screen={screen} facts={screen.facts} />}
      {question.value === "close" && screen && <CloseQuestion />}
      {question.value === "pass-on" && screen && <PassOnDialog screen={screen} room={room} />}
    </div>
  );
}

/** Whether an answer is begun in a conversation that can still be answered. */
const hasDraft = (room: DeskRoom, { conversation }: Screen) => !isBlank(room.drafts.of(conversation));

/** Nothing is chosen; or what was chosen is not, or no longer, to be seen here. */
function NothingOpen({ wanted, known }: { wanted: boolean; known: boolean }) {
  const { desk, go } = useApp();
  const { words } = useSpeech();
  const missing = wanted && known;
  // While the list is not here, nobody knows what is missing; why it is not here stands in its place.
  if (wanted && !known) {
    return (
      <section class="conversation nothing" aria-label={words.conversation.name}>
        <div class="empty">
          <p>{words.list.loading}</p>
        </div>
      </section>
    );
  }
  const waiting = desk.value?.state.value.waiting.length ?? 0;
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
          <button type="button" class="secondary" onClick={() => go({ conversation: null })}>
            {words.conversation.toList}
          </button>
        )}
      </div>
    </section>
  );
}
