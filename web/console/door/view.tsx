import { wear } from "../../shared/styles";
import { useApp } from "../parts/context";
import { Commitment } from "./commitment/view";
import style from "./door.css";
import { Elsewhere } from "./elsewhere";
import { SignIn } from "./sign_in/view";

wear(style);

/** What stands before the work: who one is, and what one has promised. */
export function Way() {
  const { is } = useApp().session.stage.value;
  if (is === "elsewhere") return <Elsewhere />;
  return is === "commitment" ? <Commitment /> : <SignIn />;
}
