import { Info } from "lucide";
import { Icon } from "../../../shared/icon";
import type { ClosedChat } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { useMoment } from "../../parts/moment";
import { settings } from "./room";

/** That the operator lets no new chat begin, so that nobody here wonders why none does; nothing while they can. */
export function ClosedNote({ closed: chat }: { closed: ClosedChat | null | undefined }) {
  const { language, words } = useSpeechOf(settings);
  const momentOf = useMoment();
  if (!chat) return null;
  const { closed } = words;
  const read = chat.words[language] ?? Object.values(chat.words)[0] ?? "";
  return (
    <section class="callout" aria-labelledby="chat-closed">
      <Icon of={Info} />
      <div>
        <h2 id="chat-closed">{chat.since == null ? closed.title : closed.since(momentOf(chat.since))}</h2>
        <p>
          {closed.what} {chat.by && closed.by(chat.by)}
        </p>
        <p>{closed.read}</p>
        <blockquote>{read}</blockquote>
      </div>
    </section>
  );
}
