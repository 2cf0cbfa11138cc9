/** What the desk asks in dialogs: nobody sees one before they have pressed something, so they are fetched after the rest. */
import "./pane_style";
import type { Screen } from "../../../shared/conversation";
import { CloseQuestion } from "./close";
import { useDesk } from "./context";
import { DayEnd } from "./day_end";
import type { Question } from "./desk";
import { HideQuestion } from "./hide";
import { HoldQuestion } from "./hold";
import { InviteDialog } from "./invite";
import { LeaveQuestion } from "./leave";
import { OfferQuestion } from "./offer";
import { PassOnDialog } from "./pass_on";
import { TakeBackQuestion } from "./take_back";

export function DeskQuestions() {
  const { conversation, question, work } = useDesk();
  const asked = question.value;
  if (asked === "away" || asked === "sign-out") return <LeaveQuestion out={asked === "sign-out"} />;
  if (asked === "day") return <DayEnd />;
  const screen = work.screenOf(conversation.value);
  return asked !== null && screen !== undefined ? <AboutOne asked={asked} screen={screen} /> : null;
}

interface AboutOneProps {
  asked: Exclude<Question, "away" | "sign-out" | "day">;
  screen: Screen;
}

function AboutOne({ asked, screen }: AboutOneProps) {
  const { work } = useDesk();
  if (asked === "hold") return <HoldQuestion />;
  if (asked === "close" || asked === "close-next" || asked === "abuse") return <CloseQuestion screen={screen} />;
  if (asked === "offer") return <OfferQuestion />;
  if (asked === "invite") return <InviteDialog screen={screen} room={work} />;
  if (asked === "pass-on") return <PassOnDialog screen={screen} room={work} />;
  if ("takeBack" in asked) return <TakeBackQuestion run={asked.run} />;
  return <HideQuestion screen={screen} room={work} seq={asked.hide} />;
}
