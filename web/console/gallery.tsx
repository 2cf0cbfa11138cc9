/**
 * Every part of the console in each of its states, as data: a page draws the one that its address names (`#table/rows`),
 * for the tests that look at all of them, and for whoever wants to see one. It is in no release.
 */

import { load } from "words:console";
import { signal } from "@preact/signals";
import { Inbox } from "lucide";
import { type ComponentChildren, render } from "preact";
import { Refusal } from "../shared/http";
import { Icon } from "../shared/icon";
import type { App } from "./app";
import { notices } from "./notices";
import { AskedView, Loading, More, useAsked } from "./parts/asked";
import { Combobox } from "./parts/combobox";
import { Confirm } from "./parts/confirm";
import { AppContext } from "./parts/context";
import { CopyText } from "./parts/copy";
import { Dialog } from "./parts/dialog";
import { Empty } from "./parts/empty";
import { EnrolSteps } from "./parts/enrol_steps";
import { Field } from "./parts/field";
import type { Filters } from "./parts/filtering";
import { FiltersForm } from "./parts/filters";
import { ChoicesField, ChosenField, FormView, TextAreaField, TextField, useForm } from "./parts/form";
import { Languages } from "./parts/languages";
import { NotLoaded } from "./parts/later";
import { Notice } from "./parts/notice";
import { NoticeChanges } from "./parts/notice_changes";
import { PasswordField } from "./parts/password_field";
import { Card, NotFound, RoomPage } from "./parts/room_page";
import { SelectField } from "./parts/select_field";
import { Several } from "./parts/several";
import { Switch } from "./parts/switch";
import { Table } from "./parts/table";
import { TroubleLine } from "./parts/trouble";

const LONG = "Verkkokauppatilauksenpalautuslomakkeenkäsittelijä";
const offline = new Refusal({ code: "offline", sentence: "" });
const never = () => new Promise<never>(() => {});
const nothing = () => {};

function Asking({ ask }: { ask: () => Promise<string> }) {
  const asked = useAsked(ask, []);
  return <AskedView of={asked}>{(value) => <p>{value}</p>}</AskedView>;
}

function Stale() {
  const of = { value: "Tämä tiedettiin jo", problem: offline.problem, again: nothing };
  return <AskedView of={of}>{(value) => <p>{value}</p>}</AskedView>;
}

const PASSWORD = { show: "Näytä", hide: "Piilota", thePassword: "salasana" };

function Filled({ send, wrong }: { send: () => Promise<string>; wrong?: boolean }) {
  const form = useForm({
    start: { name: "Anna", day: "2026-12-01", roles: ["agent"] as readonly string[] },
    check: () => (wrong ? MISTAKES : []),
    send,
    done: nothing,
  });
  return (
    <FormView form={form} verb="Tallenna" busy="Tallennetaan…" beside={<button type="button">Peru</button>}>
      <TextField form={form} name="name" label="Nimi" help="Kävijät näkevät tämän." />
      <TextField form={form} name="day" label="Päivä" type="date" />
      <ChoicesField
        form={form}
        name="roles"
        label="Roolit"
        help="Yksi tai useampi."
        choices={[
          { value: "agent", label: "Asiakaspalvelija", help: "Vastaa kävijöille." },
          { value: "long", label: LONG },
        ]}
      />
    </FormView>
  );
}

const MISTAKES = [
  { field: "name", sentence: "Nimi on jo käytössä" },
  { field: "roles", sentence: "Valitse ainakin yksi rooli" },
];

function Listed({ wrong }: { wrong?: boolean }) {
  const form = useForm({
    start: {
      contacts: wrong
        ? []
        : [
            { kind: "phone", value: "+358 8 123 456", words: { fi: "Päivystys" } },
            { kind: "visit", value: LONG, words: { fi: "" } },
          ],
    },
    check: () => [{ field: "contacts", sentence: "Lisää ainakin yksi" }],
    send: never,
    done: nothing,
  });
  return (
    <FormView form={form} verb="Tallenna" busy="Tallennetaan…">
      <Several
        form={form}
        name="contacts"
        label="Yhteystiedot"
        help="Paras ensin."
        add="Lisää yhteystieto"
        fresh={() => ({ kind: "phone", value: "", words: { fi: "" } })}
        most={5}
        nameOf={(number) => `Yhteystieto ${number}`}
        ordered
      >
        {(index) => (
          <>
            <ChosenField
              form={form}
              name={`contacts[${index}].kind`}
              label="Laji"
              choices={[
                { value: "phone", label: "Puhelin" },
                { value: "visit", label: "Käyntiosoite" },
              ]}
            />
            <TextField form={form} name={`contacts[${index}].value`} label="Numero tai osoite" />
            <TextAreaField form={form} name={`contacts[${index}].words.fi`} label="Nimi: Suomi" lang="fi" />
          </>
        )}
      </Several>
    </FormView>
  );
}

const NARROWED_BY = {
  of: { is: "switch", on: "log" },
  who: { is: "reference", form: /^[0-9a-f]+$/ },
  what: { is: "choice" },
  from: { is: "day" },
  until: { is: "day" },
} as const;

function Narrowing({ value = {} }: { value?: Filters<typeof NARROWED_BY> }) {
  return (
    <FiltersForm
      schema={NARROWED_BY}
      fields={[
        { name: "who", label: "Kuka", none: "Kuka tahansa", choices: [{ value: "00ff", label: LONG }] },
        { name: "what", label: "Mitä", none: "Mitä tahansa", choices: [{ value: "sign_in", label: "Kirjautui" }] },
        { name: "from", label: "Ensimmäinen päivä" },
        { name: "until", label: "Viimeinen päivä", notBefore: "from" },
        { name: "of", label: "Kuka on lukenut tämän lokin", none: "ei", on: "kyllä" },
      ]}
      value={value}
      words={{ title: "Rajaus", apply: "Rajaa", clear: "Poista rajaus", daysTurned: "Viimeinen on ennen ensimmäistä" }}
      onApply={nothing}
    />
  );
}

const PEOPLE = [{ value: "a", label: LONG }];

const ROWS = [
  { name: "agent.a", at: 2, note: "Ensimmäinen" },
  { name: LONG, at: 1, note: "Toinen rivi, jossa on vähän enemmän tekstiä kuin yhdelle riville mahtuu" },
];

function Rows({ sorts }: { sorts: boolean }) {
  return (
    <div class="table-place">
      <Table
        caption="2 riviä"
        columns={[
          { key: "name", name: "Käyttäjätunnus", cell: ({ name }) => name, head: true, sorts },
          { key: "at", name: "Milloin", cell: ({ at }) => at, sorts },
          { key: "note", name: "Huomautus", cell: ({ note }) => note },
        ]}
        rows={ROWS}
        keyOf={({ name }) => name}
        {...(sorts ? { sorting: { by: "at", down: true }, start: { by: "at", down: true }, onSort: nothing } : {})}
      />
    </div>
  );
}

const NOTICE = {
  title: "Mitä sinusta tallentuu",
  summary: ["Tämä kertoo, mitä työstäsi kirjataan."],
  sections: [
    { key: "who", title: "Kuka vastaa tiedoista", blocks: [{ text: "Yritys." }, { items: ["Yksi", "Toinen"] }] },
  ],
};
const CHANGES = {
  fi: [{ section: "Säilytysajat", gone: ["Kysymys odottaa 7\u00a0päivää."], new: ["Kysymys odottaa 3\u00a0päivää."] }],
  sv: [{ section: "Lagringstider", gone: ["Frågan väntar i 7\u00a0dagar."], new: ["Frågan väntar i 3\u00a0dagar."] }],
};
const CHANGED = {
  inLanguage: (language: string, places: number) => `${language}: ${places}`,
  gone: "Poistuu:",
  new: "Tulee:",
};
const STEPS = {
  enrolApp: "Avaa sovellus.",
  enrolPicture: "Kuvaa tämä.",
  enrolType: "Kirjoita tämä avain.",
  enrolTypeInstead: "Tai kirjoita:",
  enrolCode: "Kirjoita koodi.",
  pictureName: "QR-koodi",
};

/** Each part with its states. */
export const PARTS: Record<string, Record<string, () => ComponentChildren>> = {
  asked: {
    loading: () => <Asking ask={never} />,
    refused: () => <Asking ask={() => Promise.reject(offline)} />,
    ready: () => <Asking ask={async () => "Valmista"} />,
    stale: () => <Stale />,
    bones: () => <Loading />,
    more: () => <More verb="Näytä lisää" fetch={never} found={nothing} />,
  },
  table: { rows: () => <Rows sorts={false} />, sorted: () => <Rows sorts /> },
  empty: {
    plain: () => (
      <Empty icon={<Icon of={Inbox} />} title="Täällä ei ole mitään" help="Kun jotakin tulee, se näkyy täällä." />
    ),
    alert: () => (
      <Empty alert icon={<Icon of={Inbox} />} title="Tätä ei löydy" help="Linkki on ehkä vanha.">
        <button type="button" class="secondary">
          Takaisin
        </button>
      </Empty>
    ),
    not_loaded: () => <NotLoaded />,
  },
  field: {
    plain: () => <Field name="a" label="Nimi" value="" onType={nothing} autoComplete="off" />,
    mistaken: () => (
      <Field name="a" label="Nimi" help="Apua." mistake="Anna nimi" value="" onType={nothing} autoComplete="off" />
    ),
    password: () => (
      <PasswordField
        words={PASSWORD}
        name="p"
        label="Salasana"
        value="x"
        onType={nothing}
        autoComplete="current-password"
        mistake={undefined}
      />
    ),
  },
  form: {
    filled: () => <Filled send={never} />,
    wrong: () => <Filled send={never} wrong />,
  },
  several: { some: () => <Listed />, none: () => <Listed wrong /> },
  select: {
    plain: () => (
      <SelectField name="s" label="Henkilö" none="Valitse" choices={PEOPLE} value="" onChoose={nothing}>
        <button type="button">Näytä</button>
      </SelectField>
    ),
    mistaken: () => (
      <SelectField
        name="s"
        label="Henkilö"
        none="Valitse"
        choices={PEOPLE}
        value="a"
        mistake="Valitse joku"
        onChoose={nothing}
      />
    ),
  },
  filters: {
    none: () => <Narrowing />,
    some: () => <Narrowing value={{ who: "00ff", from: "2026-11-29", of: "log" }} />,
    turned: () => <Narrowing value={{ from: "2026-11-29", until: "2026-11-01" }} />,
  },
  confirm: {
    danger: () => (
      <Confirm
        title="Suljetaanko tunnus?"
        verb="Sulje"
        busy="Suljetaan…"
        keep="Älä sulje"
        danger
        run={never}
        done={nothing}
        onShut={nothing}
      >
        <p>Henkilö ei voi enää kirjautua.</p>
      </Confirm>
    ),
    plain: () => (
      <Confirm title="Avataanko?" verb="Avaa" busy="Avataan…" keep="Älä" run={never} done={nothing} onShut={nothing}>
        <p>Henkilö voi taas kirjautua.</p>
      </Confirm>
    ),
  },
  dialog: {
    plain: () => (
      <Dialog title="Otsikko" shut="Sulje" onShut={nothing}>
        <p>Jotakin.</p>
      </Dialog>
    ),
  },
  combobox: {
    found: () => (
      <Combobox
        label="Komento"
        find={() => [
          { key: "a", label: "Ota keskustelu", aside: "T" },
          { key: "b", label: LONG },
        ]}
        onChoose={nothing}
        none="Ei mitään"
        count={(count) => `${count} löytyi`}
      />
    ),
    in_a_page: () => (
      <Combobox
        label="Henkilö"
        help="Etsi nimellä tai käyttäjätunnuksella."
        find={() => [
          { key: "a", label: "agent.a – Aino" },
          { key: "b", label: LONG },
        ]}
        onChoose={nothing}
        none="Ketään ei löytynyt."
        count={(count) => `${count} henkilöä`}
      />
    ),
    none: () => (
      <Combobox label="Komento" find={() => []} onChoose={nothing} none="Ei mitään" count={(count) => `${count}`} />
    ),
  },
  notice: { folded: () => <Notice document={NOTICE} language="fi" /> },
  notice_changes: {
    in_some: () => (
      <Card id="changes" title="Muutokset">
        <NoticeChanges of={CHANGES} words={CHANGED} />
      </Card>
    ),
    nowhere: () => (
      <Card id="changes" title="Muutokset">
        <NoticeChanges of={{}} words={CHANGED} />
      </Card>
    ),
  },
  enrol: {
    by_hand: () => <EnrolSteps secret="JBSWY3DPEHPK3PXP" picture={null} words={STEPS} />,
    picture: () => (
      <EnrolSteps
        secret="JBSWY3DPEHPK3PXP"
        picture={'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'}
        words={STEPS}
      />
    ),
  },
  switch: {
    on: () => <Switch name="Ääni" named state="Päällä" on onSwitch={nothing} />,
    off: () => <Switch name="Ääni" state="Poissa" on={false} onSwitch={nothing} />,
  },
  room_page: {
    list: () => (
      <RoomPage
        title="Henkilöt"
        begin={
          <button type="button" class="primary">
            Lisää henkilö
          </button>
        }
      >
        <Card id="of-page" title="Istunnot">
          <p>Yksi istunto</p>
        </Card>
      </RoomPage>
    ),
    one: () => (
      <RoomPage title={LONG} back={{ says: "Kaikki henkilöt", run: nothing }}>
        <NotFound title="Tätä ei ole" help="Linkki voi olla vanha." back={{ says: "Kaikki henkilöt", run: nothing }} />
      </RoomPage>
    ),
  },
  small: {
    copy: () => <CopyText text="x" />,
    languages: () => <Languages />,
    trouble: () => <TroubleLine />,
  },
};

async function draw(): Promise<void> {
  const { console, errors } = await load.fi();
  const told = notices();
  told.fail(offline.problem, nothing);
  const app = {
    speaking: { speech: signal({ language: "fi", words: { ...console, errors } }) },
    notices: told,
    speak: nothing,
  } as unknown as App;
  const [part = "", state = ""] = location.hash.slice(1).split("/");
  const shown = PARTS[part]?.[state];
  const all = Object.entries(PARTS).flatMap(([name, states]) => Object.keys(states).map((one) => `${name}/${one}`));
  document.title = `${part} ${state}`;
  render(
    <AppContext.Provider value={app}>
      <main class="room-page">
        <h1>{shown ? `${part}: ${state}` : "Osat"}</h1>
        {shown ? (
          <div key={location.hash} data-shown={location.hash.slice(1)}>
            {shown()}
          </div>
        ) : (
          <ul>
            {all.map((one) => (
              <li key={one}>
                <a href={`#${one}`}>{one}</a>
              </li>
            ))}
          </ul>
        )}
      </main>
    </AppContext.Provider>,
    document.body,
  );
}

if (typeof window !== "undefined") {
  window.addEventListener("hashchange", () => void draw());
  void draw();
}
