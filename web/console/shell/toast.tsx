import { X } from "lucide";
import { Icon } from "../../shared/icon";
import { useApp, useSpeech } from "../parts/context";

export function ToastPlace() {
  const { notices } = useApp();
  const { words } = useSpeech();
  const toast = notices.toast.value;
  const shut = () => {
    notices.toast.value = null;
  };
  return (
    <div class="toast-place" role="status">
      {toast && (
        <div class="toast">
          <p>{toast.sentence}</p>
          {toast.action && (
            <button
              type="button"
              class="quiet"
              onClick={() => {
                shut();
                toast.action?.run();
              }}
            >
              {toast.action.verb}
            </button>
          )}
          <button type="button" class="quiet square" aria-label={words.dismiss} onClick={shut}>
            <Icon of={X} small />
          </button>
        </div>
      )}
    </div>
  );
}
