import { clockTime, date } from "../../../shared/dates";
import { useApp } from "../../parts/context";
import { Dialog } from "../../parts/dialog";
import { useDesk, useLaterSpeech } from "./context";
import { nameOf } from "./name";
import { NotSent, useNotSent } from "./not_sent";
import { isMine } from "./state";
import { WhoStays } from "./who_stays";

/** The last look of a day: what is open, who waits, what was left, what was not sent, who goes on. */
export function DayEnd() {
  const { now, askToSignOut } = useApp();
  const { answer, day, question, take, waiting, work } = useDesk();
  const { language, words } = useLaterSpeech();
  const { dayEnd } = words;
  const shut = () => {
    question.value = null;
  };
  const { is } = day.value;
  const mine = work.rows.value.filter(isMine);
  const left = work.state.value.left;
  const until = Math.min(...left.map((one) => one.left_until ?? Number.POSITIVE_INFINITY));
  const notSent = useNotSent();
  const isDone = mine.length + waiting.value + left.length + notSent.messages + notSent.drafts === 0;
  const goTo = (conversation: string) => {
    shut();
    answer(conversation);
  };
  return (
    <Dialog title={dayEnd.title} shut={words.shut} onShut={shut}>
      {day.value.is !== "on" && <p>{dayEnd[day.value.is](clockTime(language, day.value.at))}</p>}
      {isDone && <p>{dayEnd.done}</p>}
      {mine.length > 0 && (
        <section aria-labelledby="day-mine">
          <h3 id="day-mine">{dayEnd.mine(mine.length)}</h3>
          <ul class="plain-list">
            {mine.map(({ conversation, name, waitsSince }) => (
              <li key={conversation} class="day-row">
                <span>
                  <span dir="auto">{nameOf(words, conversation, name)}</span>{" "}
                  <span class="help">
                    {waitsSince === null
                      ? dayEnd.waitsForVisitor
                      : dayEnd.waitsForYou(minutesSince(waitsSince, now.value + work.state.value.clockAhead))}
                  </span>
                </span>
                <button type="button" class="secondary" onClick={() => goTo(conversation)}>
                  {dayEnd.open}
                  <span class="only-heard"> {nameOf(words, conversation, name)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {waiting.value > 0 && (
        <p class="day-row">
          <span>{dayEnd.waiting(waiting.value)}</span>
          <button
            type="button"
            class="secondary"
            onClick={() => {
              shut();
              take();
            }}
          >
            {dayEnd.take}
          </button>
        </p>
      )}
      {left.length > 0 && <p>{dayEnd.left(left.length, date(language, until))}</p>}
      <NotSent of={notSent} />
      <WhoStays />
      <div class="form-end">
        <button type="button" class="primary" autofocus onClick={shut}>
          {is === "over" && isDone ? words.shut : dayEnd.goOn}
        </button>
        <button
          type="button"
          class="secondary"
          onClick={() => {
            shut();
            askToSignOut();
          }}
        >
          {words.signOut}
        </button>
      </div>
    </Dialog>
  );
}

function minutesSince(then: number, now: number): number {
  return Math.max(0, Math.floor((now - then) / 60_000));
}
