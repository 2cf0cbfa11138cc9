import type { ReadonlySignal } from "@preact/signals";
import { History } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { date } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Past, PastConversations } from "../../../shared/wire";
import { write } from "../../address";
import { type Asked, AskedView, More, useAsked } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { Empty } from "../../parts/empty";
import { Field } from "../../parts/field";
import { type FilterField, FiltersForm } from "../../parts/filters";
import { later } from "../../parts/later";
import { useMoment } from "../../parts/moment";
import { grouped, referenceIn } from "../../parts/reference";
import { RoomPage } from "../../parts/room_page";
import { Summary } from "../../parts/summary";
import { Table } from "../../parts/table";
import { BEGINNING, type HistoryPlace, history, NARROWED_BY, type Narrowed } from "./room";
import type { HistoryService } from "./service";
import { endOf, joined, listedAnew, type Topics, topicOf, topicsOf } from "./state";

/** One conversation, once one is opened. */
const OneView = later(async () => (await import("./one")).OneView);

export interface HistoryProps {
  place: HistoryPlace;
  service: HistoryService;
  /** Counts up whenever what is on the screen is to be looked at again. */
  looks: ReadonlySignal<number>;
  /** Counts up whenever the list is to be asked for anew. */
  back: ReadonlySignal<number>;
}

/** The history: one's own as a list, and any one by its reference. */
export function HistoryView({ place, service, looks, back }: HistoryProps) {
  const { conversation } = place;
  if (conversation) {
    return <OneView conversation={conversation} place={place} service={service} looks={looks} key={conversation} />;
  }
  return <OwnView place={place} service={service} back={back} />;
}

/** Lists anew for whoever comes back: what was restricted or erased meanwhile is there no more. Without an answer the list stays. */
function useListedAnew(
  { value, put }: Pick<Asked<PastConversations>, "value" | "put">,
  back: ReadonlySignal<number>,
  fetch: (before?: number) => Promise<PastConversations>,
) {
  const begun = useRef(back.value);
  const listed = useRef(value);
  listed.current = value;
  useEffect(() => {
    if (back.value === begun.current || value === null) return;
    const hear = (found: PastConversations) => {
      if (listed.current === value) put(found);
    };
    listedAnew(fetch, value).then(hear, () => undefined);
  }, [back.value]);
}

function OwnView({ place, service, back }: Omit<HistoryProps, "looks">) {
  const { go } = useApp();
  const { language, words } = useSpeechOf(history);
  const narrowed = meant(place.filters, words.ends);
  const asked = useAsked(() => service.past(narrowed), [JSON.stringify(narrowed)]);
  useListedAnew(asked, back, (before) => service.pastAnew(narrowed, before));
  // What the filters offer stays while something else is asked.
  const [topics, setTopics] = useState<Topics>({});
  if (asked.value?.topics && asked.value.topics !== topics) setTopics(asked.value.topics);
  return (
    <RoomPage title={words.title}>
      <p class="lead">{words.lead}</p>
      <ReferenceForm />
      <FiltersForm
        schema={NARROWED_BY}
        fields={fieldsOf(words, topics, narrowed, language)}
        value={narrowed}
        words={words.narrowing}
        onApply={(filters) => go(history, { conversation: null, filters })}
      />
      <p role="status" class="only-heard">
        {asked.value && words.caption(asked.value.past.length)}
      </p>
      <AskedView of={asked}>
        {(found) => (
          <Listed
            found={found}
            topics={topics}
            place={place}
            isNarrow={Object.keys(narrowed).length > 0}
            fetch={(before) => service.past(narrowed, before)}
            more={(page) => asked.put(joined(found, page))}
          />
        )}
      </AskedView>
    </RoomPage>
  );
}

interface ListedProps {
  found: PastConversations;
  topics: Topics;
  place: HistoryPlace;
  isNarrow: boolean;
  fetch: (before: number) => Promise<PastConversations>;
  more: (page: PastConversations) => void;
}

function Listed({ found, topics, place, isNarrow, fetch, more }: ListedProps) {
  const { language, words } = useSpeechOf(history);
  const { past, before = null } = found;
  return (
    <>
      {past.length === 0 ? (
        <Empty
          icon={<Icon of={History} />}
          title={words.none}
          help={before !== null ? words.noneSoFar : isNarrow ? words.noneSuch : words.noneHelp}
        />
      ) : (
        <PastTable past={past} topics={topics} place={place} />
      )}
      <p class="help" role="status">
        {before === null ? past.length > 0 && words.lookedAtAll : words.looked(date(language, before))}
      </p>
      {before !== null && (
        <div class="actions">
          <More verb={words.older} fetch={() => fetch(before)} found={more} />
        </div>
      )}
    </>
  );
}

function PastTable({ past, topics, place }: Pick<ListedProps, "topics" | "place"> & { past: readonly Past[] }) {
  const { language, words } = useSpeechOf(history);
  const momentOf = useMoment();
  const { columns, ends, scores } = words;
  return (
    <Table
      caption={words.caption(past.length)}
      columns={[
        {
          key: "reference",
          name: columns.reference,
          head: true,
          cell: ({ conversation }) => (
            <a href={write({ room: history, place: { ...place, conversation } })}>{grouped(conversation)}</a>
          ),
        },
        {
          key: "closed",
          name: columns.closed,
          cell: ({ closed_at }) => closed_at != null && <time>{momentOf(closed_at)}</time>,
        },
        { key: "site", name: columns.site, cell: ({ site }) => site },
        { key: "topic", name: columns.topic, cell: (one) => topicOf(topics, one, language) ?? words.noTopic },
        {
          key: "ended",
          name: columns.ended,
          cell: (one) => {
            const end = endOf(one);
            return end && (ends[end] ?? end);
          },
        },
        {
          key: "rated",
          name: columns.rated,
          cell: ({ rated }) => (rated == null ? words.notRated : (scores[rated - 1] ?? rated)),
        },
      ]}
      rows={past}
      keyOf={({ conversation }) => conversation}
    />
  );
}

function ReferenceForm() {
  const { go } = useApp();
  const { words } = useSpeechOf(history);
  const [typed, setTyped] = useState("");
  const [mistakes, setMistakes] = useState<{ field: string; sentence: string }[]>([]);
  const submit = (event: Event) => {
    event.preventDefault();
    const conversation = referenceIn(typed);
    const sentence = typed.trim() ? words.malformed : words.missing;
    setMistakes(conversation ? [] : [{ field: "reference", sentence }]);
    if (conversation) go(history, { ...BEGINNING, conversation });
  };
  return (
    <form class="form found-form" noValidate onSubmit={submit}>
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

type Words = ReturnType<typeof useSpeechOf<import("./words").HistoryWords>>["words"];

/** Returns what narrows: without an end of which there is none. */
function meant({ ended, ...filters }: Narrowed, ends: Record<string, string>): Narrowed {
  return ended && ended in ends ? { ...filters, ended } : filters;
}

function fieldsOf(
  words: Words,
  topics: Topics,
  { site }: Narrowed,
  language: Parameters<typeof topicsOf>[2],
): FilterField<keyof Narrowed>[] {
  const { fields } = words;
  const sites = Object.keys(topics);
  const named = topicsOf(topics, site, language);
  return [
    { name: "from", label: fields.from },
    { name: "until", label: fields.until, notBefore: "from" },
    ...(sites.length > 1 || site
      ? [
          {
            name: "site" as const,
            label: fields.site,
            none: fields.anySite,
            choices: sites.map((value) => ({ value, label: value })),
          },
        ]
      : []),
    { name: "topic", label: fields.topic, none: fields.anyTopic, choices: named },
    {
      name: "ended",
      label: fields.ended,
      none: fields.anyEnd,
      choices: Object.entries(words.ends).map(([value, label]) => ({ value, label })),
    },
    {
      name: "rating",
      label: fields.rating,
      none: fields.anyRating,
      choices: [
        ...words.scores.map((label, at) => ({ value: String(at + 1), label })),
        { value: "none", label: fields.notRated },
      ],
    },
  ];
}
