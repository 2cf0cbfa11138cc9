import { isBlank } from "../../../shared/text";
import { useDesk, useLaterSpeech } from "./context";
import { noteOf } from "./drafts";
import { unsent } from "./state";

/** Returns how many messages are on no server yet, and in how many conversations something is typed that nobody has. */
export function useNotSent(): { messages: number; drafts: number } {
  const { correct, work } = useDesk();
  const { drafts, helpOver, rows, screens } = work;
  const all = new Set([...rows.value.map((row) => row.conversation), ...Object.keys(helpOver.value)]);
  const isTyped = (of: string) => {
    const correcting = correct.under.value[of];
    return !isBlank(drafts.of(of) + drafts.of(noteOf(of))) || correcting?.text !== correcting?.before;
  };
  return { messages: unsent(screens.value), drafts: [...all].filter(isTyped).length };
}

/** Says so, before somebody goes. */
export function NotSent({ of: { messages, drafts } }: { of: ReturnType<typeof useNotSent> }) {
  const { dayEnd } = useLaterSpeech().words;
  return (
    <>
      {messages > 0 && <p>{dayEnd.notSent(messages)}</p>}
      {drafts > 0 && <p>{dayEnd.drafts(drafts)}</p>}
    </>
  );
}
