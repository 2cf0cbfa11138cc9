import { BasicsSection, LimitsSection, LooksSection, SayingSection } from "./basics";
import { HoursSection } from "./hours";
import { ContactsSection, TodaySection, TopicsSection } from "./lists";
import { LogoSection } from "./logo";
import type { OpenSite } from "./section";
import { Tag } from "./tag";
import { Versions } from "./versions";

/** Everything that one site has of its own, each part in its place. */
export function SiteCards({ site }: { site: OpenSite }) {
  return (
    <div class="cards site-page">
      <Tag site={site} />
      <BasicsSection site={site} />
      <HoursSection site={site} />
      <SayingSection site={site} />
      <TodaySection site={site} />
      <TopicsSection site={site} />
      <ContactsSection site={site} />
      <LooksSection site={site} />
      <LogoSection site={site} />
      <LimitsSection site={site} />
      <Versions site={site} />
    </div>
  );
}
