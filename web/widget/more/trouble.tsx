import type { Problem } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import { useMoreWords } from "./words";

/** Says why something was refused; empty, and so read out when it is filled, while nothing was. */
export function Trouble({ problem }: { problem: Problem | null }) {
  const { errors } = useMoreWords();
  return (
    <p class="form-trouble" role="alert">
      {problem && sentenceOf(errors, problem)}
    </p>
  );
}
