import { CircleCheck, Mail, MailQuestionMark, TriangleAlert } from "lucide";
import { Icon } from "../../shared/icon";
import type { Transcript, TranscriptState } from "../../shared/wire";
import { useLaterWords } from "../words";

/** States after which the same can be ordered again. */
export const unhappy: TranscriptState[] = ["bounced", "complained", "failed", "unknown"];

/** Where an order by e-mail stands, with an icon and a sentence. */
export function OrderState({ transcript }: { transcript: Transcript }) {
  const { later } = useLaterWords();
  const { state, address, with_answer } = transcript;
  const words = with_answer && state === "confirmed" ? later.leave.confirmed : later.copy.states[state];
  const kind = state === "delivered" ? "good" : unhappy.includes(state) ? "bad" : "underway";
  return (
    <p class={`order-state order-${kind}`} role="status">
      <Icon of={iconOf(state)} />
      <span>{words(address ?? "")}</span>
    </p>
  );
}

function iconOf(state: TranscriptState) {
  if (state === "delivered") return CircleCheck;
  if (state === "unknown") return MailQuestionMark;
  return unhappy.includes(state) ? TriangleAlert : Mail;
}
