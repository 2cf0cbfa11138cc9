import { AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { NotFound, RoomPage } from "../../parts/room_page";
import { BasicsSection, LimitsSection, LooksSection, SayingSection } from "./basics";
import { HoursSection } from "./hours";
import { ContactsSection, TodaySection, TopicsSection } from "./lists";
import { LogoSection } from "./logo";
import { SITES, settings } from "./room";
import type { OpenSite } from "./section";
import type { SettingsService } from "./service";
import { Tag } from "./tag";
import { Versions } from "./versions";

interface SiteProps {
  site: string;
  service: SettingsService;
  drafts: Drafts;
}

/** Everything that one site has of its own. */
export function SiteView({ site, service, drafts }: SiteProps) {
  const { go } = useApp();
  const { words } = useSpeechOf(settings);
  const asked = useAsked(() => service.site(site), [site]);
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
        {(page) => {
          const open: OpenSite = { page, service, drafts, saved: asked.put, again: asked.again };
          return (
            <div class="cards site-page">
              <Tag site={open} />
              <BasicsSection site={open} />
              <HoursSection site={open} />
              <SayingSection site={open} />
              <TodaySection site={open} />
              <TopicsSection site={open} />
              <ContactsSection site={open} />
              <LooksSection site={open} />
              <LogoSection site={open} />
              <LimitsSection site={open} />
              <Versions site={open} />
            </div>
          );
        }}
      </AskedView>
    </RoomPage>
  );
}
