import { useState } from "preact/hooks";
import type { Facts } from "../../shared/wire";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { useAsking } from "./asking";

/** While one waits: what one wants to be called, if anything. */
export function Name({ chat }: { chat: Chat }) {
  const { later, errors } = useLaterWords();
  const known = chat.screen.facts?.name ?? null;
  const [asks, setAsks] = useState(false);
  const [name, setName] = useState("");
  const [{ busy, problem }, ask] = useAsking();
  const save = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const facts = await ask(() => chat.ask<Facts>("POST", "v1/conversation/name", { name }));
    if (!facts) return;
    chat.learn(facts);
    setAsks(false);
  };
  if (!asks) {
    return (
      <p class="name">
        {known && <span dir="auto">{later.name.told(known)} </span>}
        <button
          type="button"
          class="text-button"
          onClick={() => {
            setName(known ?? "");
            setAsks(true);
          }}
        >
          {known ? later.name.change : later.name.tell}
        </button>
      </p>
    );
  }
  return (
    <form class="form name" onSubmit={save}>
      <label for="name">{later.name.question}</label>
      <div class="name-row">
        <input
          id="name"
          autocomplete="off"
          maxLength={60}
          value={name}
          ref={(input) => input?.focus()}
          aria-describedby="name-trouble"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button" aria-disabled={busy}>
          {busy ? later.copy.working : later.name.save}
        </button>
      </div>
      <p class="form-trouble" id="name-trouble" role="alert">
        {problem && sentenceOf(errors, problem)}
      </p>
    </form>
  );
}
