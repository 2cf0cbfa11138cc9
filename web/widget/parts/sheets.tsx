import type { Sheet } from "../app";
import type { Chat } from "../chat";
import { CopySheet } from "./copy-sheet";
import { EndSheet } from "./end-sheet";
import { HideSheet } from "./hide";
import { MoreSheet } from "./more-sheet";

interface SheetsProps {
  chat: Chat;
  sheet: Sheet | null;
  over: boolean;
  /** The place of the message that is to be hidden. */
  hiding: number | null;
  onEnded: () => void;
  onLeave: () => void;
  onClose: () => void;
  onHidingClose: () => void;
}

/** What lies over the conversation while one decides something, or looks something up. */
export function Sheets({ chat, sheet, over, hiding, onEnded, onLeave, onClose, onHidingClose }: SheetsProps) {
  return (
    <>
      {(sheet === "copy" || sheet === "leave") && (
        <CopySheet chat={chat} withAnswer={sheet === "leave"} onClose={onClose} />
      )}
      {sheet === "end" && !over && <EndSheet chat={chat} onEnded={onEnded} onLeave={onLeave} onClose={onClose} />}
      {hiding !== null && <HideSheet chat={chat} seq={hiding} onClose={onHidingClose} />}
      {sheet !== null && sheet !== "copy" && sheet !== "leave" && sheet !== "end" && (
        <MoreSheet view={sheet} chat={chat} onClose={onClose} />
      )}
    </>
  );
}
