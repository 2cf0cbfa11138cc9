/** Puts on what a conversation looks like: whoever draws one imports this. */
import { wear } from "../../shared/styles";
import style from "./conversation.css";

wear(style);
