import { Confirm } from "../../parts/confirm";
import { useApp } from "../../parts/context";
import { useDesk, useLaterSpeech } from "./context";
import type { TakingBack } from "./desk";

/** Asks once before a note is taken back. */
export function TakeBackQuestion({ run }: Pick<TakingBack, "run">) {
  const { notices } = useApp();
  const { question } = useDesk();
  const { asking } = useLaterSpeech().words.notes;
  const shut = () => {
    question.value = null;
  };
  const done = () => {
    shut();
    notices.tell(asking.done);
  };
  return (
    <Confirm
      title={asking.title}
      verb={asking.takeBack}
      busy={asking.busy}
      keep={asking.keep}
      danger
      run={run}
      done={done}
      onShut={shut}
    >
      <p>{asking.what}</p>
    </Confirm>
  );
}
