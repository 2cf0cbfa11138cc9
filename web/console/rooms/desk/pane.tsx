/** A conversation that is open, with its facts: fetched after the list, which is what one sees first. */
import type { Screen } from "../../../shared/conversation";
import "../../conversation/style";
import "./pane_style";
import { useDesk } from "./context";
import { ConversationPane } from "./conversation";
import { FactsPane } from "./facts";
import { HelpOverPane } from "./help_over";
import { isGone } from "./state";

export function OpenPane({ screen }: { screen: Screen }) {
  const { work } = useDesk();
  const over = work.helpOver.value[screen.conversation];
  if (over?.screen === screen) return <HelpOverPane over={over} />;
  return (
    <>
      <ConversationPane screen={screen} key={screen.conversation} />
      {screen.facts && !isGone(screen) && <FactsPane screen={screen} facts={screen.facts} />}
    </>
  );
}
