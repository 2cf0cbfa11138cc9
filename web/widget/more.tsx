/** One's data and rights, an earlier conversation, this device, accessibility: what few open, loaded when they do. */

import { wear } from "../shared/styles";
import type { MoreWords } from "../words/fi/chat";
import type { Chat } from "./chat";
import { AboutSheet } from "./more/about";
import { EarlierSheet } from "./more/earlier";
import { ForgetSheet } from "./more/forget";
import { OwnDataSheet } from "./more/own-data";
import { MoreWordsProvider } from "./more/words";
import style from "./more.css";
import type { MoreSheetProps } from "./parts/more-sheet";

export { load as words } from "words:more";

wear(style);

interface MoreViewProps extends MoreSheetProps {
  chat: Chat;
  words: MoreWords;
}

export function MoreView({ view, chat, words, onClose }: MoreViewProps) {
  return (
    <MoreWordsProvider value={words}>
      {view === "data" && <OwnDataSheet chat={chat} ask={chat.ask} onClose={onClose} />}
      {view === "earlier" && <EarlierSheet chat={chat} onClose={onClose} />}
      {view === "forget" && <ForgetSheet chat={chat} onClose={onClose} />}
      {view === "about" && <AboutSheet onClose={onClose} />}
    </MoreWordsProvider>
  );
}
