import type { Chat } from "../chat";
import { CopyCard } from "./copy-card";
import { Unsent } from "./end-page";
import { TypingDots } from "./typing";
import { Waiting } from "./waiting";

interface BeneathProps {
  chat: Chat;
  over: boolean;
  draft: string;
  onSheet: (sheet: "copy" | "leave") => void;
}

/** What stands beneath the messages: who writes, how one waits, the copy by e-mail, what was not sent. */
export function Beneath({ chat, over, draft, onSheet }: BeneathProps) {
  return (
    <>
      <TypingDots chat={chat} />
      <Waiting chat={chat} onLeave={() => onSheet("leave")} />
      <CopyCard chat={chat} onCopy={() => onSheet(chat.transcript?.with_answer ? "leave" : "copy")} />
      {over && <Unsent texts={[draft]} />}
    </>
  );
}
