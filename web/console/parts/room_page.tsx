import { ArrowLeft, SearchX } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "../../shared/icon";
import "../styles/room_pages";
import { Empty } from "./empty";
import { useHeading } from "./heading";

/** The way from one thing to the list of them. */
export interface Back {
  says: string;
  run: () => void;
}

interface RoomPageProps {
  title: string;
  back?: Back;
  /** What can be begun here. */
  begin?: ComponentChildren;
  children: ComponentChildren;
}

/** A room that is a page: its heading, with a way back where it is about one thing of many. */
export function RoomPage({ title, back, begin, children }: RoomPageProps) {
  const heading = useHeading();
  return (
    <div class="room-page">
      <header class="room-head">
        {back && (
          <button type="button" class="quiet square" aria-label={back.says} onClick={back.run}>
            <Icon of={ArrowLeft} />
          </button>
        )}
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {begin}
      </header>
      {children}
    </div>
  );
}

interface CardProps {
  id: string;
  title: string;
  /** What can be done with it, beside its heading. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

/** What belongs together on a page, under a heading of its own. */
export function Card({ id, title, beside, children }: CardProps) {
  return (
    <section class="card" aria-labelledby={id}>
      {beside ? (
        <header class="card-head">
          <h2 id={id}>{title}</h2>
          {beside}
        </header>
      ) : (
        <h2 id={id}>{title}</h2>
      )}
      {children}
    </section>
  );
}

/** What an address led to is not there, or not for whoever follows it. */
export function NotFound({ title, help, back }: { title: string; help: string; back?: Back }) {
  return (
    <Empty alert icon={<Icon of={SearchX} />} title={title} help={help}>
      {back && (
        <button type="button" class="secondary" onClick={back.run}>
          {back.says}
        </button>
      )}
    </Empty>
  );
}
