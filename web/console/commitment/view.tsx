import { useState } from "preact/hooks";
import { useApp, useSpeech } from "../parts/context";
import { Page } from "../parts/page";
import { TroubleLine } from "../parts/trouble";
import { article } from "./text";

/** The confidentiality commitment: the console stays shut until the text as it now reads is accepted. */
export function Commitment() {
  const { session, signOut } = useApp();
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const commitment = session.me.value?.commitment;
  if (!commitment) return null;
  const spoken = commitment.text[language] ? language : (Object.keys(commitment.text)[0] ?? language);
  const accept = async () => {
    if (busy) return;
    setBusy(true);
    await session.commit();
    setBusy(false);
  };
  const { title, sections } = article(commitment.text[spoken] ?? "");
  return (
    <Page wide>
      <h1 lang={title ? spoken : language}>{title ?? words.commitment.title}</h1>
      <p class="lead">{words.commitment.lead}</p>
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
      <div class="form-end">
        <button type="button" class="primary" aria-disabled={busy} onClick={() => void accept()}>
          {words.commitment.verb}
        </button>
        <button type="button" class="quiet" onClick={signOut}>
          {words.signOut}
        </button>
      </div>
    </Page>
  );
}
