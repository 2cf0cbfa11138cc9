/** A conversation as it is read, in Swedish. */
import type { ReadingWords } from "../../console/conversation/words";
import { scores } from "./common";

export const words: ReadingWords = {
  visitor: "Besökare",
  agent: "Kundtjänst",
  joined: (alias) => `${alias} kom med i chatten`,
  carriesOn: (alias) => `${alias} fortsätter chatten`,
  left: (alias) => `${alias} fortsatte inte, och chatten gick tillbaka till kön`,
  unanswered: (alias) => `${alias} hann inte svara, och chatten gick tillbaka till kön`,
  notTakenUp: (alias) => `${alias} hann inte ta emot, och chatten gick tillbaka till kön`,
  returned: (alias) => `Mottagaren hann inte ta emot, så ${alias} fortsätter`,
  held: (alias, minutes) =>
    `${alias} kontrollerar saken, ungefär ${minutes === 1 ? "en minut" : `${minutes}\u00a0minuter`}`,
  resumed: (alias) => `${alias} är tillbaka i chatten`,
  helping: (alias) => `${alias} har bjudits in för att hjälpa till`,
  helped: (alias) => `${alias} är inte längre med och hjälper till`,
  closedBy: {
    visitor: "Besökaren avslutade chatten",
    agent: "Kundtjänsten avslutade chatten",
    system: "Chatten avslutades av sig själv",
  },
  closedByName: (alias) => `${alias} avslutade chatten`,
  typing: "Skriver…",
  corrected: (text) => `Besökaren rättar sitt meddelande: ”${text}”`,
  correctVerb: "Rätta meddelandet",
  correctedMark: "Rättat",
  correctedWas: "Före rättelsen:",
  rated: (score, comment) =>
    `Besökarens betyg: ${scores[score - 1]?.toLowerCase() ?? score}${comment && ` · ${comment}`}`,
  masked: {
    identity_code: "En personbeteckning doldes innan meddelandet sparades",
    payment_card: "Ett betalkortsnummer doldes innan meddelandet sparades",
  },
  ticks: { sending: "Skickas", sent: "Skickat", read: "Läst", not_sent: "Meddelandet skickades inte." },
  discard: "Ta bort",
  copyAsked: "Besökaren ber om en kopia per e-post.",
  hideVerb: "Dölj meddelandet",
  hideOthers: "Gå med pilarna till andra meddelanden",
  hiddenBy: {
    visitor: "Besökaren dolde meddelandet",
    agent: "Kundtjänsten dolde meddelandet",
    somebody: "Meddelandet är dolt",
  },
  offerCopy: "Erbjud en kopia",
  veiled: "Meddelandet är dolt: det kan innehålla kränkande ord.",
  lift: "Visa meddelandet",
  civilEnd: "Avsluta chatten sakligt",
};
