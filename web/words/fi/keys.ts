/** The keys that are no commands, in Finnish. */
import type { KeysWords } from "../../console/shell/words";

export const words: KeysWords = {
  writing: "Kirjoittaessa",
  whileWriting: [
    [["Enter"], "Lähetä"],
    [["Vaihto", "Enter"], "Uusi rivi"],
    [["/"], "Valmiit vastaukset"],
    [["↑"], "Korjaa viimeisin viestisi, kun kenttä on tyhjä"],
    [["Esc"], "Takaisin luetteloon"],
  ],
  other: "Muut",
  others: [
    [["Ctrl", "K"], "Etsi komento"],
    [["1"], "Ennen päättämistä: ohje puuttui"],
    [["2"], "Ennen päättämistä: ohje oli epäselvä"],
    [["3"], "Ennen päättämistä: ohje oli väärin"],
  ],
  emoji:
    "Hymiöt ovat käyttöjärjestelmän omat: Windows-näppäin + . (piste), Macissa Ctrl + Cmd + välilyönti. Viestit ovat pelkkää tekstiä.",
};
