/** Everything the chat says to a visitor in Finnish, and so the form that the other languages follow. */
export const widget = {
  // ------------------------------------------------------------------------------------------------- the frame
  title: (company: string) => `Keskustelu: ${company}`,
  close: "Sulje ikkuna",
  back: "Takaisin keskusteluun",
  opensInNewTab: "avautuu uuteen välilehteen",
  loading: "Haetaan keskustelua",
  agentUnknown: "Asiakaspalvelija",

  // ------------------------------------------------------------------------------------------------ the header
  statusNew: "Asiakaspalvelu",
  statusWaiting: "Odottaa vastaajaa",
  statusActive: (alias: string) => `${alias} vastaa sinulle`,
  statusClosed: "Keskustelu on päättynyt",

  // ------------------------------------------------------------------------------------------------ the notice
  notice: {
    title: "Ennen kuin kirjoitat",
    summary: "Keskustelu tallennetaan",
    lines: [
      "Keskustelu tallennetaan.",
      "Säilytämme sitä enintään kaksi kuukautta alusta, varmuuskopiota viikon pidempään.",
      "Älä kirjoita henkilötunnusta tai korttinumeroa.",
    ],
    link: "Tietosuojaseloste",
    fold: "Piilota",
    unfold: "Näytä",
  },
  greeting: "Hei, miten voimme auttaa?",
  greetingHelp: "Kirjoita kysymyksesi alle. Nimeä tai osoitetta ei tarvita.",
  storageBlocked: "Selain estää tallennuksen, joten keskustelu säilyy vain niin kauan kuin tämä sivu on auki.",
  gone: "Edellinen keskustelusi on päättynyt tai poistettu. Voit aloittaa uuden.",

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

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Kirjoita viesti",
  send: "Lähetä",
  counter: (length: number, limit: number) => `${length}\u00a0/\u00a0${limit}\u00a0merkkiä`,
  tooLong: (over: number) => `${over}\u00a0merkkiä liikaa. Lyhennä viestiä tai jaa se osiin.`,

  endTitle: "Keskustelu on päättynyt",
  endHide: "Takaisin",
  endNew: "Uusi keskustelu",

  // -------------------------------------------------------------------------------------------------- the menu
  menu: "Valikko",
  menuOrder: "Tilaa keskustelu sähköpostiin",
  menuEnd: "Lopeta keskustelu",
  menuNotice: "Tietoa tallennuksesta",
  menuLanguage: "Kieli",
};

export type WidgetWords = typeof widget;
