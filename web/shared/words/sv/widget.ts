import type { WidgetWords } from "../fi/widget";

export const widget: WidgetWords = {
  // ------------------------------------------------------------------------------------------------- the frame
  title: (company) => `Chatt: ${company}`,
  close: "Stäng fönstret",
  back: "Tillbaka till chatten",
  opensInNewTab: "öppnas i en ny flik",
  loading: "Hämtar konversationen",
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

  // ---------------------------------------------------------------------------------------------- the messages
  log: "Meddelanden",
  you: "Du",
  saidAt: (who, time) => `${who}, kl. ${time}:`,
  sending: "Skickas",
  sendingSlowly: "Inte skickat än, försöker igen",
  sent: "Skickat",
  read: "Läst",
  notSent: "Inte skickat.",
  notSentClosed: "Konversationen hann avslutas före det här meddelandet.",
  retry: "Försök igen",
  copyText: "Kopiera texten",
  copied: "Kopierat",
  copyFailed: "Det gick inte att kopiera. Markera texten och kopiera den själv.",
  masked: {
    identity_code: "Vi dolde din personbeteckning innan meddelandet sparades.",
    payment_card: "Vi dolde ditt kortnummer innan meddelandet sparades.",
  },
  maskedBoth: "Vi dolde din personbeteckning och ditt kortnummer innan meddelandet sparades.",
  joined: (alias) => `${alias} är nu med i chatten`,
  closedByVisitor: "Du avslutade konversationen",
  closedByAgent: (alias) => `${alias} avslutade konversationen`,
  closedBySystem: "Konversationen avslutades",
  typing: (alias) => `${alias} skriver`,
  newMessages: (count) => (count === 1 ? "1 nytt meddelande" : `${count} nya meddelanden`),

  // ----------------------------------------------------------------------------------------------- the waiting
  waitingFirst: "Du står näst på tur",
  waitingPlace: (place) => `Du är nummer ${place} i kön`,
  waitingNoPlace: "Du står i kön",
  waitingTime: (count) => {
    if (count === 0) return "Väntan började nyss";
    return count === 1 ? "Du har väntat en minut" : `Du har väntat ${count}\u00a0minuter`;
  },
  waitingHelp: "Ditt meddelande är sparat. Du kan skriva mer under tiden.",

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Skriv ett meddelande",
  send: "Skicka",
  counter: (length, limit) => `${length}\u00a0/\u00a0${limit}\u00a0tecken`,
  tooLong: (over) => `${over}\u00a0tecken för mycket. Förkorta meddelandet eller dela upp det.`,

  endTitle: "Konversationen är avslutad",
  endHide: "Tillbaka",
  endNew: "Ny konversation",

  // -------------------------------------------------------------------------------------------------- the menu
  menu: "Meny",
  menuOrder: "Beställ konversationen per e-post",
  menuEnd: "Avsluta konversationen",
  menuNotice: "Om hur den sparas",
  menuLanguage: "Språk",
};
