import { MessagesSquare } from "lucide";
import { Icon } from "../../shared/icon";
import { useSpeech } from "./context";

export function Brand() {
  const { words } = useSpeech();
  return (
    <p class="brand">
      <Icon of={MessagesSquare} />
      <span>{words.product}</span>
    </p>
  );
}
