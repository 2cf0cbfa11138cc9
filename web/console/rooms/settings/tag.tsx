import { CircleCheck, ExternalLink } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../shared/icon";
import { useSpeechOf } from "../../parts/context";
import { CopyText } from "../../parts/copy";
import { Card } from "../../parts/room_page";
import { settings } from "./room";
import type { OpenSite } from "./section";

/** By this word after the `#` of its address a page opens the chat: `web/loader/launch.ts`. */
const OPENS = "#juttu";

/** The tag for the company's pages, and a way to see it at work. */
export function Tag({ site: { page } }: { site: OpenSite }) {
  const { words } = useSpeechOf(settings);
  const { tag: said } = words;
  /** Whether the chat opened there: it is asked once somebody has looked. */
  const [seen, setSeen] = useState<"asked" | "yes" | "no" | null>(null);
  const answer = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone.
  useEffect(() => answer.current?.focus(), [seen]);
  return (
    <Card id="tag" title={said.title}>
      <p class="help">{said.lead}</p>
      <pre>
        <code>{page.tag}</code>
      </pre>
      <div class="actions">
        <CopyText text={page.tag} />
      </div>
      <h3>{said.see}</h3>
      <p class="help">{said.seeHelp}</p>
      <ul class="plain-list">
        {page.settings.origins.map((origin) => (
          <li key={origin}>
            <a href={`${origin}/${OPENS}`} target="_blank" rel="noopener noreferrer" onClick={() => setSeen("asked")}>
              {said.open(origin.replace(/^https?:\/\//, ""))} <Icon of={ExternalLink} small />
            </a>
          </li>
        ))}
      </ul>
      <div role="status" class="seen">
        {seen === "asked" && (
          <>
            <p>{said.question}</p>
            <div class="actions">
              <button type="button" class="secondary" onClick={() => setSeen("yes")}>
                {said.yes}
              </button>
              <button type="button" class="secondary" onClick={() => setSeen("no")}>
                {said.no}
              </button>
            </div>
          </>
        )}
        {seen === "yes" && (
          <p tabIndex={-1} ref={answer}>
            <Icon of={CircleCheck} small /> {said.works}
          </p>
        )}
        {seen === "no" && (
          <p tabIndex={-1} ref={answer}>
            {said.unseen}
          </p>
        )}
      </div>
    </Card>
  );
}
