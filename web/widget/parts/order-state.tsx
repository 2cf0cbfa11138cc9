import { CircleCheck, Mail, MailQuestionMark, TriangleAlert } from "lucide";
import { Icon } from "../../shared/icon";
import type { Transcript, TranscriptState } from "../../shared/wire";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { orderWords } from "./order-words";

/** So many copies of a conversation are sent: `transcripts_a_conversation` in `chalicelib/chat/limits.py`. */
const MOST_COPIES = 2;
/** An order in these states has sent nothing. */
const notSent: TranscriptState[] = ["offered", "ordered", "failed"];

/** States after which the same can be ordered again. */
export const unhappy: TranscriptState[] = ["bounced", "complained", "failed", "unknown"];

/** Whether a copy can be had at all: an agent has answered, and not all that there may be have been sent. */
export function offersCopy({ answered, screen }: Chat): boolean {
  const orders = screen.facts?.transcripts ?? [];
  return answered && orders.filter(({ state }) => !notSent.includes(state)).length < MOST_COPIES;
}

/** Where an order by e-mail stands, with an icon and a sentence. */
export function OrderState({ chat, transcript }: { chat: Chat; transcript: Transcript }) {
  const words = useLaterWords();
  const { state } = transcript;
  const kind = state === "delivered" ? "good" : unhappy.includes(state) ? "bad" : "underway";
  return (
    <p class={`order-state order-${kind}`} role="status">
      <Icon of={iconOf(state)} />
      <span>{orderWords(transcript, words, chat.screen.entries)}</span>
    </p>
  );
}

function iconOf(state: TranscriptState) {
  if (state === "delivered") return CircleCheck;
  if (state === "unknown") return MailQuestionMark;
  return unhappy.includes(state) ? TriangleAlert : Mail;
}
