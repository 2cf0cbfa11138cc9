/** What the chat says in Finnish from the first keystroke on: messages, waiting, menu; the form for other languages. */
export const talk = {
  loading: "Haetaan keskustelua",

  // ---------------------------------------------------------------------------------------------- the messages
  log: "Viestit",
  you: "Sinä",
  saidAt: (who: string, time: string) => `${who}, klo ${time}:`,
  sending: "Lähetetään",
  sendingSlowly: "Ei vielä lähetetty, yritetään uudelleen",
  sent: "Lähetetty",
  read: "Luettu",
  notSent: "Ei lähetetty.",
  notSentClosed: "Keskustelu ehti päättyä ennen tätä viestiä.",
  retry: "Yritä uudelleen",
  copyText: "Kopioi teksti",
  copied: "Kopioitu",
  copyFailed: "Kopiointi ei onnistunut. Valitse teksti ja kopioi se itse.",
  masked: {
    identity_code: "Piilotimme henkilötunnuksesi ennen kuin viesti tallennettiin.",
    payment_card: "Piilotimme korttinumerosi ennen kuin viesti tallennettiin.",
  },
  maskedBoth: "Piilotimme henkilötunnuksesi ja korttinumerosi ennen kuin viesti tallennettiin.",
  joined: (alias: string) => `${alias} liittyi keskusteluun`,
  closedByVisitor: "Lopetit keskustelun",
  closedByAgent: (alias: string) => `${alias} lopetti keskustelun`,
  closedBySystem: "Keskustelu päättyi",
  leftOff: "Uudet viestit",

  tooBig: (length: number, limit: number) =>
    `Tekstissä on ${length.toLocaleString("fi")}\u00a0merkkiä, ja viestiin mahtuu ${limit.toLocaleString("fi")}. Sitä ei liitetty: se on yhä siinä, mistä kopioit sen.`,
  noFiles: "Tässä keskustelussa ei voi lähettää kuvia eikä tiedostoja. Kerro asia sanoin.",
};

export type TalkWords = typeof talk;
