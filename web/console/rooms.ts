/** The rooms of the house, in the order in which they stand in the rail. */
import type { Room } from "./room";
import { accessLog } from "./rooms/access_log/room";
import { answers } from "./rooms/answers/room";
import { board } from "./rooms/board/room";
import { desk } from "./rooms/desk/room";
import { history } from "./rooms/history/room";
import { notice } from "./rooms/notice/room";
import { own } from "./rooms/own/room";
import { people } from "./rooms/people/room";
import { settings } from "./rooms/settings/room";

export const ROOMS: readonly Room[] = [desk, board, answers, history, people, settings, accessLog, notice, own];
