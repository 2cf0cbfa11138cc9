import { MessageSquareDashed } from "lucide";
import { Icon } from "../../../shared/icon";
import { useDesk, useLaterSpeech } from "./context";
import { Leftover, NoteLeftover, useFocusLost } from "./end";
import { nameOf } from "./name";
import type { HelpOver } from "./work";

/** Stands where one read and wrote along, once that is over: why, and what one had written and not sent. */
export function HelpOverPane({ over }: { over: HelpOver }) {
  const { screen } = over;
  const { go, work } = useDesk();
  const { words } = useLaterSpeech();
  const place = useFocusLost(true);
  return (
    <section class="conversation nothing" aria-label={nameOf(words, screen.conversation, null)}>
      <div class="empty" tabIndex={-1} ref={place}>
        <Icon of={MessageSquareDashed} />
        <h1>{words.helping.over}</h1>
        <p role="status">{words.helping.overFor[whyOver(over)]}</p>
        <Leftover screen={screen} room={work} />
        <NoteLeftover screen={screen} room={work} />
        <button type="button" class="secondary" onClick={() => go(null)}>
          {words.conversation.toList}
        </button>
      </div>
    </section>
  );
}

/** Returns why help is over: the conversation has ended, or whoever asked still has it, or not. */
export function whyOver({ askedBy, screen: { facts } }: HelpOver): "closed" | "let_go" | "moved" {
  if (facts?.status === "closed") return "closed";
  return facts?.alias === askedBy ? "let_go" : "moved";
}
