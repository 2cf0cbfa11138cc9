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
    codeWrong: "Koden godkändes inte. Vänta tills appen visar nästa och försök med den.",
  },
  veiling: {
    title: "Kränkande meddelanden",
    lead: "Ett meddelande som kan innehålla kränkande eller hotande ord visas först dolt, och du ser det med ett klick. Valet gäller den här webbläsaren. Orden bestämmer administratören.",
    name: "Dölj kränkande meddelanden",
  },
  languages: {
    title: "Språk som du svarar på",
    lead: "Väljer du inget svarar du på alla.",
    verb: "Spara språken",
    busy: "Sparar…",
    done: "Språken är sparade",
  },
  phones: {
    title: "Telefonen i fickan",
    lead: "När någon har väntat i en minut och ingen har tagit chatten kan din telefon väcka dig. I väckningen står bara ”Någon väntar”: inte vem och inte varför. Den kommer högst en gång på fem minuter, bara under webbplatsens öppettider och inte när du har en chatt på gång i konsolen.",
    off: "Väckningar används inte här. Administratören kan ta dem i bruk i inställningarna.",
    none: "Ingen webbläsare väcks.",
    cannot:
      "Den här webbläsaren kan inte väckas. På en iPhone: lägg först till konsolen på hemskärmen och öppna den därifrån.",
    blocked:
      "Webbläsaren tillåter inga aviseringar. Tillåt dem för den här sidan i webbläsarens inställningar och försök igen.",
    refused: "Webbläsaren eller dess aviseringstjänst gick inte med på väckningar. Inget ändrades.",
    here: "Den här webbläsaren",
    other: (maker) => `En annan webbläsare (${maker})`,
    since: (moment) => `Tillagd ${moment}.`,
    until: (moment) => `Tas bort ${moment} om du inte sparar den på nytt.`,
    tillOut: "Tas också bort när du loggar ut på den.",
    when: "När du får väckas",
    whenHelp: "Gäller alla dina webbläsare.",
    whens: {
      available: "När jag är på plats, också om konsolen är stängd",
      nobody: "Också när ingen annan är på plats",
    },
    tillSignOut: "Väckningarna upphör när jag loggar ut",
    tillSignOutState: { on: "Ja", off: "Nej" },
    add: "Ta väckningar i bruk i den här webbläsaren",
    added: "Den här webbläsaren väcker dig från och med nu",
    save: "Spara",
    saved: "Sparat",
    remove: "Ta bort",
    removeOne: (moment) => `Ta bort webbläsaren som lades till ${moment}`,
    removed: "Webbläsaren väcker inte mer",
    try: "Prova väckningen",
    rang: (phones) =>
      phones === 0
        ? "Ingen aviseringstjänst tog emot väckningen"
        : `Väckningen skickades (${phones}). Om den inte syns inom kort, se telefonens inställningar för aviseringar`,
  },
  sounds: {
    title: "Ljud, meddelanden och tangenter",
    lead: "De här gäller den här webbläsaren.",
  },
  signIn: door.signIn,
};
