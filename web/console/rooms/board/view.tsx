import { every } from "words:language";
import { UserRoundX } from "lucide";
import { clockTimeWithSeconds } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Board, OnDuty, OpenConversations } from "../../../shared/wire";
import { AskedView } from "../../parts/asked";
import { useApp, useSpeechOf } from "../../parts/context";
import { Empty } from "../../parts/empty";
import { later } from "../../parts/later";
import { RoomPage } from "../../parts/room_page";
import { Table } from "../../parts/table";
import type { Following } from "./following";
import { laterWords } from "./later_words";
import { type BoardPlace, board } from "./room";
import type { BoardService } from "./service";
import { LOOKS_EVERY, type Looking, longestWait, stateOf } from "./state";

const Ongoing = later(async () => (await import("./supervising")).Ongoing, laterWords);
const One = later(async () => (await import("./supervising")).One, laterWords);

export interface SupervisingProps {
  ongoing: Looking<OpenConversations>;
  service: BoardService;
  /** What is looked into, by conversation. */
  followed: Map<string, Following>;
}

interface BoardProps extends SupervisingProps {
  place: BoardPlace;
  duty: Looking<Board>;
}

/** The board; for who supervises, with what goes on, and one of these that they look into. */
export function BoardView({ place: { conversation }, duty, ...supervising }: BoardProps) {
  const { session } = useApp();
  const supervises = session.me.value?.tasks.includes("supervise");
  if (!supervises || conversation === null) return <DutyView duty={duty} {...(supervises && { supervising })} />;
  return <One conversation={conversation} {...supervising} key={conversation} />;
}

/** Who is there and what waits, looked at anew by itself. */
function DutyView({ duty, supervising }: { duty: Looking<Board>; supervising?: SupervisingProps }) {
  const { language, words } = useSpeechOf(board);
  const asked = {
    value: duty.found.value,
    problem: duty.problem.value,
    again: () => void duty.look(),
  };
  return (
    <RoomPage title={words.title}>
      <AskedView of={asked}>
        {(found) => (
          <>
            <Figures found={found} />
            {found.agents.length === 0 ? (
              <Empty icon={<Icon of={UserRoundX} />} title={words.none} help={words.noneHelp} />
            ) : (
              <Agents agents={found.agents} />
            )}
            <p class="help">{words.asOf(clockTimeWithSeconds(language, duty.lookedAt.value), LOOKS_EVERY / 1000)}</p>
          </>
        )}
      </AskedView>
      {supervising && <Ongoing {...supervising} />}
    </RoomPage>
  );
}

function Figures({ found }: { found: Board }) {
  const { words } = useSpeechOf(board);
  const { waiting = 0, waiting_or_more, left = 0, left_or_more, agents } = found;
  const longest = longestWait(found);
  const counted = (count: number, more: boolean | undefined) => (more ? words.orMore(count) : String(count));
  return (
    <dl class="figures-row">
      <div>
        <dt>{words.waiting}</dt>
        <dd>{counted(waiting, waiting_or_more)}</dd>
      </div>
      <div>
        <dt>{words.longest}</dt>
        <dd data-word={longest === null ? "" : undefined}>
          {longest === null ? words.nobodyWaits : words.minutes(longest)}
        </dd>
      </div>
      <div>
        <dt>{words.left}</dt>
        <dd>{counted(left, left_or_more)}</dd>
      </div>
      <div>
        <dt>{words.there}</dt>
        <dd>{agents.filter(({ available }) => available).length}</dd>
      </div>
    </dl>
  );
}

function Agents({ agents }: { agents: readonly OnDuty[] }) {
  const { words } = useSpeechOf(board);
  const { columns } = words;
  return (
    <Table
      caption={words.caption(agents.length)}
      columns={[
        {
          key: "agent",
          name: columns.agent,
          head: true,
          cell: ({ alias, you }) => (
            <>
              {alias}
              {you && <span class="meta"> ({words.you})</span>}
            </>
          ),
        },
        {
          key: "state",
          name: columns.state,
          cell: (agent) => <span data-duty={stateOf(agent)}>{words.states[stateOf(agent)]}</span>,
        },
        {
          key: "open",
          name: columns.open,
          cell: ({ open = 0, open_or_more }) => (open_or_more ? words.orMore(open) : open),
        },
        {
          key: "languages",
          name: columns.languages,
          cell: ({ languages = [] }) =>
            languages.length === 0 ? words.allLanguages : languages.map((one) => every[one].name).join(", "),
        },
      ]}
      rows={agents}
      keyOf={({ person }) => person}
    />
  );
}
