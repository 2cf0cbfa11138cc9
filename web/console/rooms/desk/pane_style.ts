/** Puts on what an open conversation and the desk's questions look like: whoever draws them imports this. */
import { wear } from "../../../shared/styles";
import style from "./pane.css";

wear(style);
