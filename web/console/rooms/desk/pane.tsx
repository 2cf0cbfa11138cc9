/** A conversation that is open, with its facts: fetched after the list, which is what one sees first. */
import type { Screen } from "../../../shared/conversation";
import "../../conversation/style";
import "./pane_style";
import { ConversationPane } from "./conversation";
import { FactsPane } from "./facts";
import { isGone } from "./state";

export function OpenPane({ screen }: { screen: Screen }) {
  return (
    <>
      <ConversationPane screen={screen} key={screen.conversation} />
      {screen.facts && !isGone(screen) && <FactsPane screen={screen} facts={screen.facts} />}
    </>
  );
}
