import { useEffect, useRef } from "preact/hooks";
import { isClosed, type Screen } from "../../../shared/conversation";
import { clockTime, dateOf } from "../../../shared/dates";
import { isBlank } from "../../../shared/text";
import type { Facts } from "../../../shared/wire";
import { CopyText } from "../../parts/copy";
import { useDesk, useLaterSpeech } from "./context";
import { noteOf } from "./drafts";
import { isGone, isHandedOver, leftover, whereIs } from "./state";
import type { Work } from "./work";

/** What stands where one answered, once one cannot any more: who has it or that it has ended, and what was left unsent. */
export function End({ screen, facts, room, wasOpen }: EndProps) {
  return isHandedOver(screen) ? (
    <Handed screen={screen} room={room} wasOpen={wasOpen} />
  ) : (
    <Over screen={screen} facts={facts} room={room} wasOpen={wasOpen} />
  );
}

interface EndProps {
  screen: Screen;
  facts: Facts;
  room: Work;
  /** One could still answer when it came on the screen. */
  wasOpen: boolean;
}

/** Returns a place for the focus, which has it when what led here, in an open conversation, is gone, and the focus with it. */
export function useFocusLost(wasOpen: boolean) {
  const { question } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const asked = question.value !== null;
  useEffect(() => {
    if (wasOpen && !asked && document.activeElement === document.body) place.current?.focus();
  }, [asked]);
  return place;
}

function Over({ screen, facts, room, wasOpen }: EndProps) {
  const { language, words } = useLaterSpeech();
  const place = useFocusLost(wasOpen);
  const { conversation } = words;
  return (
    <footer class="end" tabIndex={-1} ref={place}>
      <p role="status">
        <strong>
          {isClosed(screen) && facts.closed_at && !isGone(screen)
            ? conversation.closedAt(clockTime(language, facts.closed_at))
            : conversation.gone}
        </strong>{" "}
        {!screen.lost && facts.closed_for && `${conversation.closedFor[facts.closed_for]} `}
        {!screen.lost && conversation.deletedOn(dateOf(language, facts.expires_on))}
      </p>
      <Leftover screen={screen} room={room} />
      <NoteLeftover screen={screen} room={room} />
      <div class="end-actions">
        <PutAway screen={screen} room={room} />
      </div>
    </footer>
  );
}

/** It was mine: what happened to it, where it is now, and the way on. */
function Handed({ screen, room, wasOpen }: Omit<EndProps, "facts">) {
  const { go, take } = useDesk();
  const { words } = useLaterSpeech();
  const place = useFocusLost(wasOpen);
  const { handed } = words;
  const { conversation } = screen;
  const by = room.passedOn.value;
  const isByMe = conversation in by;
  const where = whereIs(screen, room.state.value);
  const busy = room.busy.value.has(conversation);
  const sentence = () => {
    const to = by[conversation];
    if (to) return handed.toColleague(to);
    if (isByMe) return where.is === "queue" ? handed.toQueue : handed.toQueueGone;
    if (where.is === "colleague") return handed.withColleague(where.alias);
    return where.is === "queue" ? handed.inQueue : handed.elsewhere;
  };
  return (
    <footer class="end" tabIndex={-1} ref={place}>
      <p role="status">
        <strong>{sentence()}</strong>
      </p>
      <p class="help">
        {!isByMe && `${screen.facts?.lost_for ? handed.lostFor[screen.facts.lost_for] : handed.why} `}
        {handed.seenUntil}
      </p>
      <Leftover screen={screen} room={room} />
      <NoteLeftover screen={screen} room={room} />
      <div class="end-actions">
        {where.is === "queue" ? (
          <>
            <button type="button" class="primary" aria-disabled={busy} onClick={() => take(conversation)}>
              {busy ? words.list.taking : handed.takeBack}
            </button>
            <button type="button" class="secondary" onClick={() => go(null)}>
              {words.conversation.toList}
            </button>
          </>
        ) : (
          <PutAway screen={screen} room={room} />
        )}
      </div>
    </footer>
  );
}

/** What did not reach the visitor is not taken from its writer. */
export function Leftover({ screen, room }: { screen: Screen; room: Work }) {
  const { correct } = useDesk();
  const { conversation } = useLaterSpeech().words;
  const correcting = correct.under.value[screen.conversation];
  const draft =
    room.drafts.of(screen.conversation) || (correcting?.text !== correcting?.before && correcting?.text) || "";
  const texts = leftover(screen, draft);
  const messages = isBlank(draft) ? texts.length : texts.length - 1;
  if (texts.length === 0) return null;
  return (
    <div class="leftover">
      <p>
        {messages > 0 && `${conversation.unsentLeft(messages)} `}
        {!isBlank(draft) && (
          <>
            {conversation.draftLeft} <q dir="auto">{draft}</q>
          </>
        )}
      </p>
      <CopyText text={texts.join("\n\n")} />
    </div>
  );
}

/** A note that was being written when one could not write any more. */
export function NoteLeftover({ screen, room }: { screen: Screen; room: Work }) {
  const { notes } = useLaterSpeech().words;
  const draft = room.drafts.of(noteOf(screen.conversation));
  if (isBlank(draft)) return null;
  return (
    <div class="leftover">
      <p>
        {notes.draftLeft} <q dir="auto">{draft}</q>
      </p>
      <CopyText text={draft.trim()} />
    </div>
  );
}

function PutAway({ screen, room }: { screen: Screen; room: Work }) {
  const { go } = useDesk();
  const { conversation } = useLaterSpeech().words;
  const putAway = () => {
    room.putAway(screen.conversation);
    go(null);
  };
  return (
    <button type="button" class="secondary" onClick={putAway}>
      {conversation.putAway}
    </button>
  );
}
