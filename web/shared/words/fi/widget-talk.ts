/** What the chat says in Finnish from the first keystroke on: messages, waiting, menu; the form for other languages. */
export const talk = {
  back: "Takaisin keskusteluun",
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
  typing: (alias: string) => `${alias} kirjoittaa`,
  leftOff: "Uudet viestit",
  newMessages: (count: number) => (count === 1 ? "1 uusi viesti" : `${count} uutta viestiä`),

  // ----------------------------------------------------------------------------------------------- the waiting
  waitingFirst: "Olet jonossa seuraavana",
  waitingPlace: (place: number) => `Olet jonossa sijalla ${place}`,
  waitingNoPlace: "Olet jonossa",
  waitingTime: (count: number) => {
    if (count === 0) return "Odotus alkoi juuri";
    return count === 1 ? "Olet odottanut minuutin" : `Olet odottanut ${count}\u00a0minuuttia`;
  },
  waitingHelp: "Viestisi on tallessa. Voit kirjoittaa lisää sillä aikaa.",

  endTitle: "Keskustelu on päättynyt",
  endHide: "Takaisin",
  endNew: "Uusi keskustelu",

  // -------------------------------------------------------------------------------------------------- the menu
  menuOrder: "Tilaa keskustelu sähköpostiin",
  menuEnd: "Lopeta keskustelu",
  menuNotice: "Tietoa tallennuksesta",
  menuLanguage: "Kieli",
};

export type TalkWords = typeof talk;
