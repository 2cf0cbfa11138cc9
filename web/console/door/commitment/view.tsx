import { useState } from "preact/hooks";
import type { StaffNotice } from "../../../shared/wire";
import { AskedView, useAsked } from "../../parts/asked";
import { useApp } from "../../parts/context";
import { Notice } from "../../parts/notice";
import { Page } from "../../parts/page";
import { TroubleLine } from "../../parts/trouble";
import { useSpeech } from "../context";
import { article } from "./text";

/**
 * What is recorded of staff, and then the confidentiality commitment: the console stays shut until the text as it now reads
 * is accepted.
 */
export function Commitment() {
  const { service, session, signOut } = useApp();
  const { language, words } = useSpeech();
  const asked = useAsked(service.notice, []);
  const commitment = session.me.value?.commitment;
  if (!commitment) return null;
  const spoken = commitment.text[language] ? language : (Object.keys(commitment.text)[0] ?? language);
  const { title, sections } = article(commitment.text[spoken] ?? "");
  return (
    <Page wide>
      <h1 lang={title ? spoken : language}>{title ?? words.commitment.title}</h1>
      <p class="lead">{words.commitment.lead}</p>
      <AskedView of={asked}>
        {(notice) => (
          <>
            <Notice document={notice.documents[language]} language={language} />
            <article class="article" lang={spoken}>
              {sections.map(({ heading, body }) => (
                <section key={body}>
                  {heading && <h2>{heading}</h2>}
                  <p>{body}</p>
                </section>
              ))}
            </article>
            <p class="meta">{words.commitment.version(commitment.version, commitment.hash.slice(0, 8))}</p>
            <TroubleLine />
            <Accept notice={notice} />
          </>
        )}
      </AskedView>
      <div>
        <button type="button" class="quiet" onClick={signOut}>
          {words.signOut}
        </button>
      </div>
    </Page>
  );
}

function Accept({ notice }: { notice: StaffNotice }) {
  const { session } = useApp();
  const { words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const accept = async () => {
    if (busy) return;
    setBusy(true);
    await session.commit(notice.version);
    setBusy(false);
  };
  return (
    <div class="form-end">
      <button type="button" class="primary" aria-disabled={busy} onClick={() => void accept()}>
        {words.commitment.verb}
      </button>
    </div>
  );
}
