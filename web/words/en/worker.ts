/** What is said while the console is not open, in English. */
import type { WorkerWords } from "../../console/pocket/words";

export const words: WorkerWords = {
  lang: "en",
  waiting: "Somebody is waiting",
  open: "Tap to open the queue.",
  offline: {
    title: "No connection",
    said: "The console cannot be opened without a network, and nothing of it is kept on this device. Try again once you are connected.",
    again: "Try again",
  },
};
