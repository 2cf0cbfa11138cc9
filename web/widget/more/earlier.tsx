import { useState } from "preact/hooks";
import type { Ask } from "../../shared/http";
import type { Copy } from "../../shared/wire";
import type { Chat } from "../chat";
import { useAsking } from "../parts/asking";
import { Sheet } from "../parts/sheet";
import { fetchCopy } from "./fetching";
import { OwnDataSheet } from "./own-data";
import { Trouble } from "./trouble";
import { useMoreWords } from "./words";

/** An earlier conversation, also one of another device, by the reference and the rights code of its end. */
export function EarlierSheet({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const { later, more } = useMoreWords();
  const [reference, setReference] = useState("");
  const [code, setCode] = useState("");
  const [opened, setOpened] = useState<{ ask: Ask; copy: Copy } | null>(null);
  const [{ busy, problem }, run] = useAsking();
  if (opened) return <OwnDataSheet chat={chat} ask={opened.ask} first={opened.copy} onClose={onClose} />;
  const open = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const ask = chat.askByCode(tidy(reference), tidy(code));
    const copy = await run(() => fetchCopy(ask));
    if (copy) setOpened({ ask, copy });
  };
  return (
    <Sheet title={more.earlier.title} onClose={onClose}>
      <form class="form" onSubmit={open} noValidate>
        <p class="quiet">{more.earlier.help}</p>
        <label for="reference">{later.endReference}</label>
        <Field id="reference" value={reference} invalid={problem !== null} onInput={setReference} />
        <label for="rights-code">{later.endRightsCode}</label>
        <Field id="rights-code" value={code} invalid={problem !== null} onInput={setCode} />
        <div id="earlier-trouble">
          <Trouble problem={problem} />
        </div>
        <div class="actions">
          <button type="submit" class="button button-first" aria-disabled={busy}>
            {busy ? later.copy.working : more.earlier.verb}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

interface FieldProps {
  id: string;
  value: string;
  invalid: boolean;
  onInput: (value: string) => void;
}

function Field({ id, value, invalid, onInput }: FieldProps) {
  return (
    <input
      id={id}
      class="figures"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck={false}
      maxLength={40}
      value={value}
      aria-invalid={invalid}
      aria-describedby="earlier-trouble"
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}

/** Whatever spaces and dashes it was written down with; nothing that has no place in a header. */
function tidy(written: string): string {
  return written.replaceAll(/[^\p{L}\p{N}]/gu, "").replaceAll(/[^\x21-\x7e]/g, "") || "0";
}
