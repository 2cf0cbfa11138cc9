/** Det som sägs när konsolen inte är öppen, på svenska. */
import type { WorkerWords } from "../../console/pocket/words";

export const words: WorkerWords = {
  lang: "sv",
  waiting: "Någon väntar",
  open: "Tryck för att öppna kön.",
  offline: {
    title: "Ingen nätförbindelse",
    said: "Konsolen kan inte öppnas utan nät, och inget av den har sparats på den här enheten. Försök igen när förbindelsen är tillbaka.",
    again: "Försök igen",
  },
};
