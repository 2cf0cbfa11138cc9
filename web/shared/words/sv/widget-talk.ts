import type { TalkWords } from "../fi/widget-talk";

export const talk: TalkWords = {
  back: "Tillbaka till chatten",
  loading: "Hämtar konversationen",

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
  leftOff: "Nya meddelanden",
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

  endTitle: "Konversationen är avslutad",
  endHide: "Tillbaka",
  endNew: "Ny konversation",

  // -------------------------------------------------------------------------------------------------- the menu
  menuOrder: "Beställ konversationen per e-post",
  menuEnd: "Avsluta konversationen",
  menuNotice: "Om hur den sparas",
  menuLanguage: "Språk",
};
