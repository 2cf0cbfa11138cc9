/** A conversation as it is read, in Finnish. */
import type { ReadingWords } from "../../console/conversation/words";
import { scores } from "./common";

export const words: ReadingWords = {
  visitor: "Kävijä",
  agent: "Asiakaspalvelija",
  joined: (alias) => `${alias} liittyi keskusteluun`,
  carriesOn: (alias) => `${alias} jatkaa keskustelua`,
  left: (alias) => `${alias} ei enää jatkanut, ja keskustelu palasi jonoon`,
  unanswered: (alias) => `${alias} ei ehtinyt vastata, ja keskustelu palasi jonoon`,
  notTakenUp: (alias) => `${alias} ei ehtinyt mukaan, ja keskustelu palasi jonoon`,
  returned: (alias) => `Siirto ei ehtinyt perille, joten ${alias} jatkaa`,
  held: (alias, minutes) =>
    `${alias} tarkistaa asiaa, noin ${minutes === 1 ? "minuutin" : `${minutes}\u00a0minuuttia`}`,
  resumed: (alias) => `${alias} palasi keskusteluun`,
  helping: (alias) => `${alias} kutsuttiin mukaan auttamaan`,
  helped: (alias) => `${alias} ei ole enää mukana auttamassa`,
  closedBy: {
    visitor: "Kävijä päätti keskustelun",
    agent: "Asiakaspalvelija päätti keskustelun",
    system: "Keskustelu päättyi itsestään",
  },
  closedByName: (alias) => `${alias} päätti keskustelun`,
  typing: "Kirjoittaa…",
  corrected: (text) => `Kävijä oikaisee viestiään: ”${text}”`,
  correctVerb: "Korjaa viesti",
  correctedMark: "Korjattu",
  correctedWas: "Ennen korjausta:",
  rated: (score, comment) => `Kävijän arvio: ${scores[score - 1]?.toLowerCase() ?? score}${comment && ` · ${comment}`}`,
  masked: {
    identity_code: "Henkilötunnus peitettiin ennen tallennusta",
    payment_card: "Maksukortin numero peitettiin ennen tallennusta",
  },
  ticks: { sending: "Lähetetään", sent: "Lähetetty", read: "Luettu", not_sent: "Viestiä ei lähetetty." },
  discard: "Poista",
  copyAsked: "Kävijä pyytää kopiota sähköpostiinsa.",
  hideVerb: "Piilota viesti",
  hideOthers: "Siirry nuolilla muihin viesteihin",
  hiddenBy: {
    visitor: "Kävijä piilotti viestin",
    agent: "Asiakaspalvelija piilotti viestin",
    somebody: "Viesti piilotettu",
  },
  offerCopy: "Tarjoa kopiota",
  veiled: "Viesti on peitetty: siinä voi olla loukkaavia sanoja.",
  lift: "Näytä viesti",
  civilEnd: "Päätä keskustelu asiallisesti",
};
