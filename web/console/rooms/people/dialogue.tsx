import type { Dialogue } from "../../../shared/wire";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { FormView, TextField, useForm } from "../../parts/form";
import { Card } from "../../parts/room_page";
import { people } from "./room";
import type { PeopleService } from "./service";

interface HoldDialogueProps {
  service: PeopleService;
  drafts: Drafts;
  held: (dialogue: Dialogue) => void;
}

/** Asks, before the first account, when staff were heard about what is recorded of them. */
export function HoldDialogue({ service, drafts, held }: HoldDialogueProps) {
  const { notices } = useApp();
  const { words } = useSpeechOf(people);
  const { dialogue } = words;
  const form = useForm({
    start: { held_on: "" },
    kept: drafts.of<{ held_on: string }>("dialogue"),
    check: ({ held_on }) => (held_on ? [] : [{ field: "held_on", sentence: dialogue.missing }]),
    send: ({ held_on }) => service.holdDialogue(held_on),
    done: (said) => {
      held(said);
      notices.tell(dialogue.done);
    },
  });
  return (
    <Card id="dialogue" title={dialogue.title}>
      <p>{dialogue.lead}</p>
      <p class="help">{dialogue.law}</p>
      <FormView form={form} verb={dialogue.verb} busy={dialogue.busy}>
        <TextField form={form} name="held_on" label={dialogue.heldOn} type="date" />
      </FormView>
    </Card>
  );
}
