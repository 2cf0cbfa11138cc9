import { wear } from "../../shared/styles";
import { useApp } from "../parts/context";
import { Commitment } from "./commitment/view";
import style from "./door.css";
import { SignIn } from "./sign_in/view";

wear(style);

/** What stands before the work: who one is, and what one has promised. */
export function Way() {
  return useApp().session.stage.value.is === "commitment" ? <Commitment /> : <SignIn />;
}
