import { useEffect, useState } from "preact/hooks";
import type { StagePage } from "../../../shared/wire";
import { AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { later } from "../../parts/later";
import { RoomPage } from "../../parts/room_page";
import { ClosedNote } from "./closed";
import { SITES, settings } from "./room";
import type { SettingsService } from "./service";

const StageForm = later(async () => (await import("./stage_form")).StageForm);

interface StageProps {
  service: SettingsService;
  drafts: Drafts;
}

/** What holds for the whole service. */
export function StageView({ service, drafts }: StageProps) {
  const { go, speaking } = useApp();
  const { words } = useSpeechOf(settings);
  const asked = useAsked(() => service.stage(), []);
  // Both at once: the form is there when what goes into it is.
  useEffect(() => StageForm.warm(speaking), []);
  /** The form begins anew when it was saved, and not when somebody else was first: what is asked then stays. */
  const [saves, setSaves] = useState(0);
  const saved = (page: StagePage) => {
    asked.put(page);
    setSaves((before) => before + 1);
  };
  return (
    <RoomPage title={words.stage.title} back={{ says: words.back, run: () => go(settings, SITES) }}>
      <p class="lead">{words.stage.lead}</p>
      <AskedView of={asked}>
        {(page) => (
          <>
            <ClosedNote closed={page.closed} />
            <StageForm key={saves} {...{ page, service, drafts, saved }} again={asked.again} />
          </>
        )}
      </AskedView>
    </RoomPage>
  );
}
