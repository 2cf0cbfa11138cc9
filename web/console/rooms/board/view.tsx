import { every } from "words:language";
import { UserRoundX } from "lucide";
import { clockTimeWithSeconds } from "../../../shared/dates";
import { Icon } from "../../../shared/icon";
import type { Board, OnDuty } from "../../../shared/wire";
import { AskedView } from "../../parts/asked";
import { useSpeechOf } from "../../parts/context";
import { Empty } from "../../parts/empty";
import { RoomPage } from "../../parts/room_page";
import { Table } from "../../parts/table";
import { board } from "./room";
import { LOOKS_EVERY, type Looking, longestWait, stateOf } from "./state";

/** Who is there and what waits, looked at anew by itself. */
export function BoardView({ looking }: { looking: Looking }) {
  const { language, words } = useSpeechOf(board);
  const asked = {
    value: looking.board.value,
    problem: looking.problem.value,
    again: () => void looking.look(),
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
            <p class="help">{words.asOf(clockTimeWithSeconds(language, looking.lookedAt.value), LOOKS_EVERY / 1000)}</p>
          </>
        )}
      </AskedView>
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
