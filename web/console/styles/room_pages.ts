/** Puts on what rooms look like that are pages, with their cards and tables: the desk is none, and does not fetch it. */
import { wear } from "../../shared/styles";
import style from "./room_pages.css";

wear(style);
