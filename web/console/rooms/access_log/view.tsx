import { ScrollText } from "lucide";
import { useState } from "preact/hooks";
import { Icon } from "../../../shared/icon";
import type { NamedPerson } from "../../../shared/wire";
import { write } from "../../address";
import { AskedView, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { Empty } from "../../parts/empty";
import { Field } from "../../parts/field";
import { grouped, referenceIn } from "../../parts/reference";
import { RoomPage } from "../../parts/room_page";
import { Summary } from "../../parts/summary";
import { PersonForm } from "./person_form";
import { RecordsView } from "./records";
import { type About, type AccessLogPlace, accessLog, BEGINNING } from "./room";
import type { AccessLogService } from "./service";
import { UnusualView } from "./unusual";

export interface AccessLogProps {
  place: AccessLogPlace;
  service: AccessLogService;
}

const NOBODY: readonly NamedPerson[] = [];

/** The access log. Whoever may not read what others have done has their own records only, and no list of people. */
export function AccessLogView({ place, service }: AccessLogProps) {
  const { session } = useApp();
  const isOfficer = session.me.value?.tasks.includes("access_log_of_all") === true;
  return isOfficer ? <OfOfficer place={place} service={service} /> : <Own place={place} service={service} />;
}

function Own({ place, service }: AccessLogProps) {
  const { words } = useSpeechOf(accessLog);
  const about = place.about === "person" ? "person" : "conversation";
  return (
    <RoomPage title={words.title} key={about}>
      <Tabs about={about} tabs={["conversation", "person"]} words={words.ownTabs} />
      <p class="lead">{words.leadOwn}</p>
      {about === "person" ? (
        <RecordsView of="own" place={place} service={service} people={NOBODY} />
      ) : (
        <OfConversation place={place} service={service} people={NOBODY} />
      )}
    </RoomPage>
  );
}

function OfOfficer({ place, service }: AccessLogProps) {
  const { words } = useSpeechOf(accessLog);
  const asked = useAsked(() => service.people(), []);
  const { about } = place;
  return (
    <RoomPage title={words.title} key={about}>
      <Tabs about={about} tabs={["conversation", "person", "unusual"]} words={words.tabs} />
      <p class="lead">{words.leads[about]}</p>
      <AskedView of={asked}>
        {({ people }) => (
          <>
            {about === "conversation" && <OfConversation place={place} service={service} people={people} isOfficer />}
            {about === "person" && <OfPerson place={place} service={service} people={people} />}
            {about === "unusual" && <UnusualView place={place} service={service} />}
          </>
        )}
      </AskedView>
    </RoomPage>
  );
}

interface TabsProps {
  about: About;
  tabs: readonly About[];
  words: Partial<Record<About, string>>;
}

function Tabs({ about, tabs, words: names }: TabsProps) {
  const { words } = useSpeechOf(accessLog);
  return (
    <nav class="tabs" aria-label={words.tabsName}>
      {tabs.map((tab) => (
        <a
          key={tab}
          href={write({ room: accessLog, place: { ...BEGINNING, about: tab } })}
          aria-current={tab === about ? "page" : undefined}
        >
          {names[tab]}
        </a>
      ))}
    </nav>
  );
}

type OfProps = AccessLogProps & { people: readonly NamedPerson[]; isOfficer?: boolean };

function OfConversation({ place, service, people, isOfficer = false }: OfProps) {
  const { words } = useSpeechOf(accessLog);
  const { conversation } = place;
  return (
    <>
      <ReferenceForm shown={conversation} key={conversation} />
      {conversation ? (
        <RecordsView
          of={{ conversation }}
          place={place}
          service={service}
          people={people}
          isOfficer={isOfficer}
          key={`records-${conversation}`}
        />
      ) : (
        <Empty icon={<Icon of={ScrollText} />} title={words.nothingYet} help={words.nothingYetHelp} />
      )}
    </>
  );
}

function ReferenceForm({ shown }: { shown: string | null }) {
  const { go } = useApp();
  const { words } = useSpeechOf(accessLog);
  const [typed, setTyped] = useState(shown ? grouped(shown) : "");
  const [mistakes, setMistakes] = useState<{ field: string; sentence: string }[]>([]);
  const submit = (event: Event) => {
    event.preventDefault();
    const conversation = referenceIn(typed);
    const sentence = typed.trim() ? words.malformed : words.missing;
    setMistakes(conversation ? [] : [{ field: "reference", sentence }]);
    if (conversation) go(accessLog, { ...BEGINNING, conversation });
  };
  return (
    <form class="form reference-form" noValidate onSubmit={submit}>
      <Summary title={words.summary} mistakes={mistakes} of={mistakes} />
      <Field
        name="reference"
        label={words.reference}
        help={words.referenceHelp}
        value={typed}
        onType={setTyped}
        autoComplete="off"
        maxLength={40}
        code
        mistake={mistakes[0]?.sentence}
      >
        <button type="submit" class="primary">
          {words.verb}
        </button>
      </Field>
    </form>
  );
}

function OfPerson({ place, service, people }: OfProps) {
  const { words } = useSpeechOf(accessLog);
  const { person } = place;
  return (
    <>
      <PersonForm shown={person} people={people} />
      {person ? (
        <RecordsView of={{ person }} place={place} service={service} people={people} isOfficer key={person} />
      ) : (
        <Empty icon={<Icon of={ScrollText} />} title={words.nobodyYet} help={words.nobodyYetHelp} />
      )}
    </>
  );
}
