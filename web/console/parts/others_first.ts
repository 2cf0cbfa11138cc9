import { problemOf } from "../../shared/http";

/** Returns the same answer; where somebody else was first, what there is now is asked anew beside the refusal. */
export async function mindOthers<Answer>(saving: Promise<Answer>, again: () => void): Promise<Answer> {
  try {
    return await saving;
  } catch (failure) {
    if (problemOf(failure).code === "changed_meanwhile") again();
    throw failure;
  }
}
