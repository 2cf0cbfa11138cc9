import type { WidgetWords } from "../fi/widget";

export const widget: WidgetWords = {
  // ------------------------------------------------------------------------------------------------- the frame
  title: (company) => `Chatt: ${company}`,
  close: "Stäng fönstret",
  opensInNewTab: "öppnas i en ny flik",
  menu: "Meny",
  agentUnknown: "Kundtjänst",

  // ------------------------------------------------------------------------------------------------ the header
  statusNew: "Kundtjänst",
  statusWaiting: "Väntar på svar",
  statusActive: (alias) => `${alias} svarar dig`,
  statusClosed: "Konversationen är avslutad",

  // ------------------------------------------------------------------------------------------------ the notice
  notice: {
    title: "Innan du skriver",
    summary: "Konversationen sparas",
    lines: [
      "Konversationen sparas.",
      "Vi sparar den i högst två månader från början, säkerhetskopian en vecka till.",
      "Skriv inte personbeteckning eller kortnummer.",
    ],
    link: "Dataskyddsbeskrivning",
    fold: "Dölj",
    unfold: "Visa",
  },
  greeting: "Hej, hur kan vi hjälpa dig?",
  greetingHelp: "Skriv din fråga här nedan. Namn eller adress behövs inte.",
  storageBlocked:
    "Webbläsaren tillåter inte lagring, så konversationen finns kvar bara så länge den här sidan är öppen.",
  gone: "Din förra konversation är avslutad eller raderad. Du kan börja en ny.",

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Skriv ett meddelande",
  send: "Skicka",
  counter: (length, limit) => `${length}\u00a0/\u00a0${limit}\u00a0tecken`,
  tooLong: (over) => `${over}\u00a0tecken för mycket. Förkorta meddelandet eller dela upp det.`,
  notLoaded: "Det gick inte att ansluta. Det du har skrivit finns kvar här, försök igen om en stund.",
};
