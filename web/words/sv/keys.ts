/** The keys that are no commands, in Swedish. */
import type { KeysWords } from "../../console/shell/words";

export const words: KeysWords = {
  writing: "Medan du skriver",
  whileWriting: [
    [["Enter"], "Skicka"],
    [["Skift", "Enter"], "Ny rad"],
    [["/"], "Färdiga svar"],
    [["↑"], "Rätta ditt senaste meddelande när fältet är tomt"],
    [["Esc"], "Tillbaka till listan"],
  ],
  other: "Övriga",
  others: [
    [["Ctrl", "K"], "Sök kommando"],
    [["1"], "Före avslutandet: anvisning saknades"],
    [["2"], "Före avslutandet: anvisningen var oklar"],
    [["3"], "Före avslutandet: anvisningen var fel"],
  ],
  emoji:
    "Emojier är operativsystemets egna: Windows-tangenten + . (punkt), på Mac Ctrl + Cmd + mellanslag. Meddelandena är bara text.",
};
