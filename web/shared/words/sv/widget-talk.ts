import type { TalkWords } from "../fi/widget-talk";

export const talk: TalkWords = {
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
  leftOff: "Nya meddelanden",

  tooBig: (length, limit) =>
    `Texten har ${length.toLocaleString("sv-FI")}\u00a0tecken, och i ett meddelande ryms ${limit.toLocaleString("sv-FI")}. Den klistrades inte in: den finns kvar där du kopierade den.`,
  noFiles: "Bilder och filer kan inte skickas i den här chatten. Berätta med ord.",
};
