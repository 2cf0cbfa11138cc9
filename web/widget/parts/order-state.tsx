import { CircleCheck, Mail, MailQuestionMark, TriangleAlert } from "lucide";
import { Icon } from "../../shared/icon";
import type { Transcript, TranscriptState } from "../../shared/wire";
import type { LaterWords } from "../../words/fi";
import { useLaterWords } from "../words";

/** States after which the same can be ordered again. */
export const unhappy: TranscriptState[] = ["bounced", "complained", "failed", "unknown"];

/** Whether the visitor is to give the code that was mailed; one that is over, or was tried too often, cannot be given. */
export const awaitsCode = ({ state, tries_left }: Transcript) => state === "ordered" && tries_left !== 0;

/** Where an order by e-mail stands, with an icon and a sentence. */
export function OrderState({ transcript }: { transcript: Transcript }) {
  const { later } = useLaterWords();
  const { state, address } = transcript;
  const kind = state === "delivered" ? "good" : unhappy.includes(state) ? "bad" : "underway";
  return (
    <p class={`order-state order-${kind}`} role="status">
      <Icon of={iconOf(state)} />
      <span>{sentence(later, transcript)(address ?? "")}</span>
    </p>
  );
}

function sentence(later: LaterWords, transcript: Transcript): (address: string) => string {
  const { state, with_answer } = transcript;
  if (state === "ordered" && !awaitsCode(transcript)) return () => later.copy.codeOver;
  return with_answer && state === "confirmed" ? later.leave.confirmed : later.copy.states[state];
}

function iconOf(state: TranscriptState) {
  if (state === "delivered") return CircleCheck;
  if (state === "unknown") return MailQuestionMark;
  return unhappy.includes(state) ? TriangleAlert : Mail;
}
