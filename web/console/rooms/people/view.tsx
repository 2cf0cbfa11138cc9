import { UserRoundPlus, UsersRound } from "lucide";
import { dateOf } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Person } from "../../../shared/wire";
import { write } from "../../address";
import { AskedView, More, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { Empty } from "../../parts/empty";
import { useMoment } from "../../parts/moment";
import { RoomPage } from "../../parts/room_page";
import { Table, type Column as TableColumn } from "../../parts/table";
import { HoldDialogue } from "./dialogue";
import { NewPerson } from "./new_person";
import { PersonView } from "./person";
import { BY_NAME, COLUMNS, type Column, NEW, type PeoplePlace, people } from "./room";
import type { PeopleService } from "./service";
import { inOrder, stateOf } from "./state";

interface PeopleProps {
  place: PeoplePlace;
  service: PeopleService;
  drafts: Drafts;
}

export function PeopleView({ place, service, drafts }: PeopleProps) {
  if (place.open === NEW) return <NewPerson service={service} drafts={drafts} />;
  if (place.open) return <PersonView who={place.open} service={service} drafts={drafts} key={place.open} />;
  return <Everybody place={place} service={service} drafts={drafts} />;
}

function Everybody({ place, service, drafts }: PeopleProps) {
  const { go } = useApp();
  const { language, words } = useSpeechOf(people);
  const asked = useAsked(() => service.people(), []);
  return (
    <RoomPage
      title={words.title}
      begin={
        <button type="button" class="primary" onClick={() => go(people, { ...place, open: NEW })}>
          <Icon of={UserRoundPlus} small />
          {words.add}
        </button>
      }
    >
      <p class="lead">{words.lead}</p>
      <AskedView of={asked}>
        {({ people: found, more, dialogue }) => (
          <>
            {dialogue == null && (
              <HoldDialogue
                service={service}
                drafts={drafts}
                held={(held) => asked.put({ people: [...found], more: more ?? null, dialogue: held })}
              />
            )}
            {found.length === 0 ? (
              <Empty icon={<Icon of={UsersRound} />} title={words.none} help={words.noneHelp} />
            ) : (
              <PeopleTable people={found} place={place} />
            )}
            {dialogue != null && (
              <p class="help">{words.dialogue.said(dateOf(language, dialogue.held_on), dialogue.by)}</p>
            )}
            {more != null && (
              <div class="actions">
                <More
                  verb={words.more}
                  fetch={() => service.people(more)}
                  found={(page) => asked.put({ ...page, people: [...found, ...page.people] })}
                />
              </div>
            )}
          </>
        )}
      </AskedView>
    </RoomPage>
  );
}

function PeopleTable({ people: found, place }: { people: readonly Person[]; place: PeoplePlace }) {
  const { go } = useApp();
  const { words } = useSpeechOf(people);
  const momentOf = useMoment();
  const cells: Record<Column, TableColumn<Person, Column>["cell"]> = {
    person: (person) => (
      <>
        <a href={write({ room: people, place: { ...place, open: person.reference } })}>{person.person}</a>
        {person.alias && <span class="meta aside">{person.alias}</span>}
      </>
    ),
    roles: ({ roles = [] }) => roles.map((role) => words.roles[role] ?? role).join(", "),
    state: (person) => <span data-state={stateOf(person)}>{words.states[stateOf(person)]}</span>,
    signed_in_at: ({ signed_in_at: at }) => (at == null ? words.never : <time>{momentOf(at)}</time>),
    committed_at: ({ committed_at: at, committed }) =>
      at == null ? (
        words.notYet
      ) : (
        <>
          <time>{momentOf(at)}</time>
          {!committed && <span class="meta aside">{words.outdated}</span>}
        </>
      ),
  };
  return (
    <Table
      caption={words.caption(found.length)}
      columns={COLUMNS.map((key) => ({
        key,
        name: words.columns[key],
        cell: cells[key],
        head: key === "person",
        sorts: true,
      }))}
      rows={inOrder(found, place.sorting)}
      keyOf={({ reference }) => reference}
      sorting={place.sorting}
      start={BY_NAME}
      onSort={(sorting) => go(people, { ...place, sorting })}
    />
  );
}
