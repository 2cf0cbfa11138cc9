/** The board, once it is wanted. */
import { wear } from "../../../shared/styles";
import type { Loaded } from "../../room";
import type { Following } from "./following";
import { type BoardPlace, board } from "./room";
import style from "./room.css";
import { serviceOver } from "./service";
import { looking } from "./state";
import { BoardView } from "./view";

wear(style);

export const open: Loaded<BoardPlace>["open"] = (app, place) => {
  const service = serviceOver(app.ask);
  const { now, visible } = app.outside;
  const isShown = () => app.room.peek() === board && visible();
  const supervises = () => app.session.me.peek()?.tasks.includes("supervise") === true;
  const isList = () => isShown() && !(supervises() && place.peek().conversation);
  const duty = looking(service.board, now, isList);
  const ongoing = looking(service.ongoing, now, () => isShown() && supervises());
  /** What this person looks into, for as long as the room is theirs. */
  const followed = new Map<string, Following>();
  const tick = () => {
    duty.tick();
    ongoing.tick();
    for (const one of followed.values()) one.tick();
  };
  return {
    View: () => <BoardView place={place.value} duty={duty} ongoing={ongoing} service={service} followed={followed} />,
    shown: tick,
    tick,
    stop: () => undefined,
  };
};
