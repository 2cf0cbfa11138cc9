/** What the chat says to a visitor in Finnish until one writes, and so the form that the other languages follow. */
export const widget = {
  // ------------------------------------------------------------------------------------------------- the frame
  title: (company: string) => `Keskustelu: ${company}`,
  close: "Sulje ikkuna",
  opensInNewTab: "avautuu uuteen välilehteen",
  menu: "Valikko",
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

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Kirjoita viesti",
  send: "Lähetä",
  counter: (length: number, limit: number) => `${length}\u00a0/\u00a0${limit}\u00a0merkkiä`,
  tooLong: (over: number) => `${over}\u00a0merkkiä liikaa. Lyhennä viestiä tai jaa se osiin.`,
  notLoaded: "Yhteyttä ei saatu. Kirjoittamasi on tallessa tässä, yritä hetken kuluttua uudelleen.",
};

export type WidgetWords = typeof widget;
