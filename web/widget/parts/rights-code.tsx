import { useEffect } from "preact/hooks";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { CopyTextButton } from "./copy-text";

/** The reference and the code with which one comes back to one's conversation from anywhere. */
export function RightsCode({ chat, help = true }: { chat: Chat; help?: boolean }) {
  const { widget, later, errors } = useLaterWords();
  const { rights } = chat;
  const { problem } = chat.asked.rights;
  useEffect(() => {
    if (rights === null) void chat.fetchRights();
  }, [chat, rights]);
  if (problem) {
    return (
      <div class="trouble" role="status">
        <p>
          {later.endRightsFailed} {sentenceOf(errors, problem)}
        </p>
        <button type="button" class="text-button" onClick={() => chat.fetchRights()}>
          {widget.retry}
        </button>
      </div>
    );
  }
  const reference = rights?.reference ?? "";
  const code = rights?.rights_code ?? "";
  return (
    <section class="rights" aria-busy={rights === null}>
      <dl>
        <div>
          <dt>{later.endReference}</dt>
          <dd class="figures">{reference}</dd>
        </div>
        <div>
          <dt>{later.endRightsCode}</dt>
          <dd class="figures">{code}</dd>
        </div>
      </dl>
      {help && <p class="quiet">{later.endRightsHelp}</p>}
      {rights && (
        <p>
          <CopyTextButton
            text={`${later.endReference}: ${reference}\n${later.endRightsCode}: ${code}`}
            words={later.endCopyBoth}
          />
        </p>
      )}
    </section>
  );
}
