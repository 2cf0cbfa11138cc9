import { useEffect, useRef, useState } from "preact/hooks";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { awaitsCode, OrderState } from "./order-state";
import { Sheet } from "./sheet";

interface CopySheetProps {
  chat: Chat;
  /** Before anybody has answered: the question is left, and its answer comes with the conversation. */
  withAnswer: boolean;
  onClose: () => void;
}

/** Ordering the conversation to one's own e-mail: the address, the code, then how it goes. */
export function CopySheet({ chat, withAnswer, onClose }: CopySheetProps) {
  const { widget, later } = useLaterWords();
  const { transcript } = chat;
  const [step, setStep] = useState<"address" | "code" | "done">(
    transcript && awaitsCode(transcript) ? "code" : "address",
  );
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => body.current?.querySelector<HTMLElement>("input, .button")?.focus(), [step]);
  const closed = () => {
    chat.forgive("order");
    chat.forgive("confirm");
    onClose();
  };
  return (
    <Sheet title={withAnswer ? later.leave.title : later.copy.title} onClose={closed}>
      <div ref={body}>
        {step === "address" && <AddressForm chat={chat} withAnswer={withAnswer} onOrdered={() => setStep("code")} />}
        {step === "code" && (
          <CodeForm chat={chat} onConfirmed={() => setStep("done")} onOtherAddress={() => setStep("address")} />
        )}
        {step === "done" && transcript && (
          <>
            <OrderState transcript={transcript} />
            <div class="actions">
              <button type="button" class="button button-first" onClick={closed}>
                {widget.back}
              </button>
            </div>
          </>
        )}
      </div>
    </Sheet>
  );
}

function AddressForm({ chat, withAnswer, onOrdered }: Omit<CopySheetProps, "onClose"> & { onOrdered: () => void }) {
  const { later, errors } = useLaterWords();
  const { busy, problem } = chat.asked.order;
  // Only what the visitor wrote: an address that came any other way could be somebody else's.
  const [address, setAddress] = useState(chat.writtenAddress);
  const order = async (event: Event) => {
    event.preventDefault();
    if (await chat.order(address.trim(), withAnswer)) onOrdered();
  };
  return (
    <form class="form" onSubmit={order} noValidate>
      <p>{withAnswer ? later.leave.help : later.copy.help}</p>
      <label for="address">{later.copy.address}</label>
      <input
        id="address"
        type="email"
        autocomplete="email"
        inputMode="email"
        value={address}
        aria-invalid={problem !== null}
        aria-describedby="address-trouble"
        onInput={(event) => setAddress(event.currentTarget.value)}
      />
      <p class="form-trouble" id="address-trouble" role="alert">
        {problem && sentenceOf(errors, problem)}
      </p>
      <div class="actions">
        <button type="submit" class="button button-first" aria-disabled={busy}>
          {busy ? later.copy.working : later.copy.order}
        </button>
      </div>
    </form>
  );
}

interface CodeFormProps {
  chat: Chat;
  onConfirmed: () => void;
  onOtherAddress: () => void;
}

function CodeForm({ chat, onConfirmed, onOtherAddress }: CodeFormProps) {
  const { later, errors } = useLaterWords();
  const { busy, problem } = chat.asked.confirm;
  const [code, setCode] = useState("");
  const confirm = async (event: Event) => {
    event.preventDefault();
    if (await chat.confirm(code.replaceAll(/\s/g, ""))) onConfirmed();
  };
  const goBack = () => {
    chat.forgive("confirm");
    onOtherAddress();
  };
  return (
    <form class="form" onSubmit={confirm} noValidate>
      <p>{later.copy.codeHelp(chat.transcript?.address ?? "")}</p>
      <label for="code">{later.copy.code}</label>
      <input
        id="code"
        class="code figures"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={12}
        value={code}
        aria-invalid={problem !== null}
        aria-describedby="code-trouble"
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <p class="form-trouble" id="code-trouble" role="alert">
        {problem && sentenceOf(errors, problem)}
      </p>
      <div class="actions">
        <button type="submit" class="button button-first" aria-disabled={busy}>
          {busy ? later.copy.working : later.copy.confirm}
        </button>
        <button type="button" class="button" onClick={goBack}>
          {later.copy.otherAddress}
        </button>
      </div>
    </form>
  );
}
