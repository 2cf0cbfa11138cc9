import { ExternalLink } from "lucide";
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
            <a href={`${origin}/${OPENS}`} target="_blank" rel="noopener noreferrer">
              {said.open(origin.replace(/^https?:\/\//, ""))} <Icon of={ExternalLink} small />
            </a>
          </li>
        ))}
      </ul>
      <p class="help">{said.unseen}</p>
    </Card>
  );
}
