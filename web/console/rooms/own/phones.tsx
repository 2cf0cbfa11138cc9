/** Which of one's browsers are called when nobody takes whoever waits, and this one among them. */
import { BellRing, Info } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import type { OwnPhone, OwnPhones } from "../../../shared/wire";
import { type Asked, AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";

import { useMoment } from "../../parts/moment";
import { Card } from "../../parts/room_page";
import { SelectField } from "../../parts/select_field";
import { Switch } from "../../parts/switch";
import { beCalled, beCalledNoMore, calledAt, canBeCalled, nameOf } from "../../pocket/home";
import { own } from "./room";
import type { OwnService, When } from "./service";

interface PhonesProps {
  service: OwnService;
}

export function Phones({ service }: PhonesProps) {
  const { words } = useSpeechOf(own);
  const asked = useAsked(service.phones, []);
  return (
    <Card id="own-phones" title={words.phones.title}>
      <p class="help">{words.phones.lead}</p>
      <AskedView of={asked}>
        {(page) => (page.on ? <Called {...{ service, page, asked }} /> : <p>{words.phones.off}</p>)}
      </AskedView>
    </Card>
  );
}

interface CalledProps extends PhonesProps {
  page: OwnPhones;
  asked: Asked<OwnPhones>;
}

function Called({ service, page, asked }: CalledProps) {
  const { notices, speaking } = useApp();
  const { words } = useSpeechOf(own);
  const said = words.phones;
  const { phones = [], key } = page;
  const [this_, setThis] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [when, setWhen] = useState<When>(page.when ?? "available");
  const mine = phones.find((one) => one.phone === this_);
  const [tillSignOut, setTillSignOut] = useState<boolean | null>(null);
  const tillOut = tillSignOut ?? mine?.till_sign_out ?? false;
  useEffect(() => {
    calledAt()
      .then((endpoint) => (endpoint ? nameOf(endpoint) : null))
      .then(setThis, () => setThis(null));
  }, [page]);
  const run = (deed: () => Promise<OwnPhones | null>, told: string) => {
    if (busy) return;
    setBusy(true);
    deed()
      .then(
        (next) => {
          if (next === null) return;
          asked.put(next);
          notices.tell(told);
        },
        (failure) => (failure instanceof DOMException ? notices.tell(said.refused) : notices.fail(problemOf(failure))),
      )
      .finally(() => setBusy(false));
  };
  const add = async () => {
    const endpoint = await beCalled(speaking, key ?? "");
    if (endpoint === null) {
      notices.tell(said.blocked);
      return null;
    }
    return service.addPhone(endpoint, when, tillOut);
  };
  const remove = async (phone: string) => {
    if (phone === this_) await beCalledNoMore();
    return service.removePhone(phone);
  };
  const ring = () =>
    run(async () => {
      const { rang, page: next } = await service.tryPhones();
      notices.tell(said.rang(rang));
      asked.put(next);
      return null;
    }, "");
  return (
    <>
      {phones.length > 0 ? (
        <>
          <ul class="plain-list">
            {phones.map((one) => (
              <PhoneLine
                key={one.phone}
                one={one}
                here={one.phone === this_}
                busy={busy}
                remove={() => run(() => remove(one.phone), said.removed)}
              />
            ))}
          </ul>
          <div>
            <button type="button" class="secondary" aria-disabled={busy} onClick={ring}>
              <Icon of={BellRing} small />
              {said.try}
            </button>
          </div>
        </>
      ) : (
        <p>{said.none}</p>
      )}
      {!canBeCalled() ? (
        <p class="callout">
          <Icon of={Info} />
          {said.cannot}
        </p>
      ) : (
        <>
          {Notification.permission === "denied" && (
            <p class="callout">
              <Icon of={Info} />
              {said.blocked}
            </p>
          )}
          <SelectField
            name="when"
            label={said.when}
            help={said.whenHelp}
            value={when}
            onChoose={(value) => setWhen(value as When)}
            choices={(["available", "nobody"] as const).map((value) => ({ value, label: said.whens[value] }))}
          />
          <Switch
            name={said.tillSignOut}
            named
            state={said.tillSignOutState[tillOut ? "on" : "off"]}
            on={tillOut}
            onSwitch={setTillSignOut}
          />
          <div>
            <button
              type="button"
              class={mine ? "secondary" : "primary"}
              aria-disabled={busy}
              onClick={() => run(add, mine ? said.saved : said.added)}
            >
              {mine ? said.save : said.add}
            </button>
          </div>
        </>
      )}
    </>
  );
}

interface PhoneLineProps {
  one: OwnPhone;
  /** It is the browser that one looks through. */
  here: boolean;
  busy: boolean;
  remove: () => void;
}

function PhoneLine({ one, here, busy, remove }: PhoneLineProps) {
  const { phones } = useSpeechOf(own).words;
  const momentOf = useMoment();
  const made = momentOf(one.made_at);
  const until = phones.until(momentOf(one.until));
  return (
    <li class="session">
      <span>
        {here ? phones.here : phones.other(makerOf(one.service))}
        <span class="meta aside">
          {[phones.since(made), until, one.till_sign_out ? phones.tillOut : ""].filter(Boolean).join(" ")}
        </span>
      </span>
      <button type="button" class="secondary" aria-disabled={busy} aria-label={phones.removeOne(made)} onClick={remove}>
        {phones.remove}
      </button>
    </li>
  );
}

/** Returns what a push service's browsers are called: a name that people know. */
export function makerOf(service: string): string {
  if (service.endsWith(".googleapis.com")) return "Chrome";
  if (service.endsWith(".mozilla.com")) return "Firefox";
  if (service.endsWith(".apple.com")) return "Safari";
  return service.endsWith(".windows.com") ? "Edge" : service;
}
