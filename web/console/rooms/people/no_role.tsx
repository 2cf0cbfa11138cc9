import { Confirm } from "../../parts/confirm";
import { useSpeechOf } from "../../parts/context";
import { people } from "./room";

interface NoRoleProps<Answer> {
  title: string;
  verb: string;
  busy: string;
  run: () => Promise<Answer>;
  done: (answer: Answer) => void;
  onShut: () => void;
}

/** Says what an account without a role comes to, and asks whether it is meant. */
export function NoRole<Answer>(props: NoRoleProps<Answer>) {
  const { noRole } = useSpeechOf(people).words;
  return (
    <Confirm keep={noRole.keep} {...props}>
      <p>{noRole.what}</p>
    </Confirm>
  );
}
