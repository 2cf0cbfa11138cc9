import { useEffect } from "preact/hooks";
import { AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { later } from "../../parts/later";
import { NotFound, RoomPage } from "../../parts/room_page";
import { SITES, settings } from "./room";
import type { SettingsService } from "./service";

const SiteCards = later(async () => (await import("./cards")).SiteCards);

interface SiteProps {
  site: string;
  service: SettingsService;
  drafts: Drafts;
}

/** Everything that one site has of its own. */
export function SiteView({ site, service, drafts }: SiteProps) {
  const { go, speaking } = useApp();
  const { words } = useSpeechOf(settings);
  const asked = useAsked(() => service.site(site), [site]);
  // Both at once: the cards are there when what goes into them is.
  useEffect(() => SiteCards.warm(speaking), []);
  const back = { says: words.back, run: () => go(settings, SITES) };
  return (
    <RoomPage title={asked.value?.row.company ?? words.title} back={back}>
      <p class="lead">{words.edit.lead}</p>
      <AskedView
        of={asked}
        refused={({ code }) =>
          code === "not_found" && <NotFound title={words.none} help={words.noneHelp} back={back} />
        }
      >
        {(page) => <SiteCards site={{ page, service, drafts, saved: asked.put, again: asked.again }} />}
      </AskedView>
    </RoomPage>
  );
}
