import { useEffect, useRef, useState } from "preact/hooks";
import { mailAddressesIn, meantAddress } from "../../shared/mail_addresses";
import type { Screen } from "../../shared/screen";
import { sentenceOf } from "../../shared/words";
import type { Chat } from "../chat";
import { useLaterWords } from "../words";
import { OrderState } from "./order-state";
import { awaitsCode } from "./order-words";
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
            <OrderState chat={chat} transcript={transcript} />
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

/** The last address that the visitor has written in the chat. */
export function writtenAddress({ entries }: Screen): string {
  const own = entries.filter(({ by, kind }) => by === "visitor" && kind === "said");
  return own.flatMap(({ text }) => mailAddressesIn(text ?? "")).at(-1) ?? "";
}

function AddressForm({ chat, withAnswer, onOrdered }: Omit<CopySheetProps, "onClose"> & { onOrdered: () => void }) {
  const { later, errors } = useLaterWords();
  const { busy, problem } = chat.asked.order;
  // Only what the visitor wrote: an address that came any other way could be somebody else's.
  const [address, setAddress] = useState(writtenAddress(chat.screen));
  // What has nothing to do with the address does not blame it.
  const ofAddress = problem !== null && (problem.code === "address_invalid" || problem.of === "address");
  const order = async (event: Event) => {
    event.preventDefault();
    if (await chat.order(meantAddress(address), withAnswer)) onOrdered();
  };
  return (
    <form class="form" onSubmit={order} noValidate>
      <p>{withAnswer ? later.leave.help : later.copy.help}</p>
      {!withAnswer && !chat.ended && <p>{later.copy.soFar}</p>}
      <label for="address">{later.copy.address}</label>
      <input
        id="address"
        type="email"
        autocomplete="email"
        inputMode="email"
        value={address}
        aria-invalid={ofAddress}
        aria-describedby="address-trouble"
        onInput={(event) => setAddress(event.currentTarget.value)}
      />
      <p class="form-trouble" id="address-trouble" role="alert">
        {ofAddress && sentenceOf(errors, problem)}
      </p>
      <div class="actions">
        <button type="submit" class="button button-first" aria-disabled={busy}>
          {busy ? later.copy.working : later.copy.order}
        </button>
      </div>
      <p class="form-trouble" role="alert">
        {problem && !ofAddress && sentenceOf(errors, problem)}
      </p>
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
  // With the code's end the service drops the address; it went there all the same.
  const [address] = useState(chat.transcript?.address ?? "");
  const ofCode = problem !== null && ["wrong_code", "code_expired"].includes(problem.code);
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
      <p>{later.copy.codeHelp(address)}</p>
      <label for="code">{later.copy.code}</label>
      <input
        id="code"
        class="code figures"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={12}
        value={code}
        aria-invalid={ofCode}
        aria-describedby="code-trouble"
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <p class="form-trouble" id="code-trouble" role="alert">
        {ofCode && sentenceOf(errors, problem)}
      </p>
      <div class="actions">
        <button type="submit" class="button button-first" aria-disabled={busy}>
          {busy ? later.copy.working : later.copy.confirm}
        </button>
        <button type="button" class="button" onClick={goBack}>
          {later.copy.otherAddress}
        </button>
      </div>
      <p class="form-trouble" role="alert">
        {problem && !ofCode && sentenceOf(errors, problem)}
      </p>
    </form>
  );
}
