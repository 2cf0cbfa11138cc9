/** One's own page, in Swedish. */
import type { OwnWords } from "../../console/rooms/own/words";
import { words as door } from "./door";

export const words: OwnWords = {
  title: "Min sida",
  administered: "Ditt namn och dina roller ändras av administratören.",
  sessions: {
    title: "Öppna sessioner",
    lead: "Var du är inloggad. Om någon av dem inte är din: avsluta den och byt lösenord.",
    began: (moment) => `Började ${moment}`,
    seen: (moment) => `Senast använd ${moment}`,
    this: "Den här sessionen",
    end: "Avsluta",
    endOne: (moment) => `Avsluta sessionen som började ${moment}`,
    endOthers: "Avsluta alla andra",
    ended: "Sessionen är avslutad",
    othersEnded: "De andra sessionerna är avslutade",
    onlyThis: "Det finns inga andra sessioner.",
  },
  passwords: {
    title: "Lösenord",
    lead: "När lösenordet byts avslutas dina andra sessioner.",
    current: "Nuvarande lösenord",
    verb: "Byt lösenord",
    busy: "Byter…",
    done: "Lösenordet är bytt",
    wrong: "Det nuvarande lösenordet godkändes inte",
  },
  secondFactor: {
    title: "Andra inloggningsfaktor",
    lead: "När du får en ny telefon tar du autentiseringsappen i bruk på nytt. Den gamla slutar gälla genast, och dina andra sessioner avslutas.",
    password: "Ditt lösenord",
    code: "Kod från den gamla appen",
    codeHelp: "Om appen inte längre finns ber du administratören ta bort den.",
    verb: "Byt till en ny",
    busy: "Byter…",
    stop: "Den gamla inloggningsfaktorn är borttagen. Slutar du nu tas en ny i bruk nästa gång du loggar in.",
    done: "Den nya inloggningsfaktorn är i bruk",
    wrong: "Lösenordet eller koden godkändes inte",
    codeWrong: "Koden godkändes inte. Vänta tills appen visar nästa och försök med den",
  },
  languages: {
    title: "Språk som du svarar på",
    lead: "Väljer du inget svarar du på alla.",
    verb: "Spara språken",
    busy: "Sparar…",
    done: "Språken är sparade",
  },
  sounds: {
    title: "Ljud, meddelanden och tangenter",
    lead: "De här gäller den här webbläsaren.",
  },
  signIn: door.signIn,
};
