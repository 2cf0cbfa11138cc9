import type { ErrorWords } from "../errors";

function soon(seconds: number | null | undefined): string {
  if (seconds == null) return "Yritä hetken päästä uudelleen.";
  if (seconds <= 1) return "Yritä uudelleen.";
  if (seconds < 90) return `Yritä uudelleen ${seconds}\u00a0sekunnin kuluttua.`;
  return `Yritä uudelleen ${Math.ceil(seconds / 60)}\u00a0minuutin kuluttua.`;
}

const limits: Record<string, string> = {
  conversation: "Tästä keskustelusta on jo lähetetty niin monta koodia tai kopiota kuin voi lähettää.",
  address: "Tähän osoitteeseen on lähetetty tänään jo niin monta kopiota kuin voi lähettää. Yritä huomenna uudelleen.",
  network: "Samasta verkosta on tilattu monta kopiota lyhyessä ajassa. Yritä tunnin kuluttua uudelleen.",
  site: "Kopioita on lähetetty tänään jo niin monta kuin voi lähettää. Yritä huomenna uudelleen.",
};

export const errors: ErrorWords = {
  malformed: () => "Palvelu ei ymmärtänyt pyyntöä. Päivitä sivu ja yritä uudelleen.",
  too_large: () => "Viesti on liian suuri lähetettäväksi. Jaa se kahteen osaan.",
  unauthenticated: () => "Istunto on päättynyt.",
  sign_in_refused: ({ retry_after }) => `Käyttäjätunnus, salasana tai koodi ei kelpaa. ${soon(retry_after ?? 0)}`,
  rights_refused: () =>
    "Tällä viitteellä ja koodilla ei löydy keskustelua. Tarkista molemmat. Keskustelu on voitu myös jo poistaa.",
  wrong_code: ({ tries_left }) => {
    if (tries_left == null) return "Koodi ei täsmää. Tarkista se ja yritä uudelleen.";
    return `Koodi ei täsmää. Voit yrittää vielä ${tries_left === 1 ? "kerran" : `${tries_left}\u00a0kertaa`}.`;
  },
  code_expired: () => "Koodi ei ole enää voimassa. Tilaa uusi koodi.",
  not_found: () => "Tätä ei löydy. Se on voitu jo poistaa.",
  commitment_missing: () => "Hyväksy ensin vaitiolositoumus.",
  wrong_origin: () => "Pyyntö ei tullut palvelun omalta sivulta. Päivitä sivu ja yritä uudelleen.",
  too_many: ({ retry_after }) => `Pyyntöjä tuli liian monta lyhyessä ajassa. ${soon(retry_after)}`,
  check_needed: ({ retry_after }) =>
    `Samasta verkosta on juuri aloitettu monta keskustelua. Viestisi lähtee itsestään noin ${retry_after ?? 20}\u00a0sekunnin kuluttua.`,
  message_empty: () => "Viesti on tyhjä. Kirjoita ensin jotakin.",
  message_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "Viesti on liian pitkä. Lyhennä sitä tai jaa se kahteen osaan."
      : `Viesti on liian pitkä: ${length}\u00a0merkkiä, kun enintään ${limit} mahtuu. Lyhennä sitä tai jaa se osiin.`,
  out_of_order: () => "Viesti oli menossa väärään kohtaan, joten sitä ei lähetetty. Yritä uudelleen.",
  conversation_closed: () => "Keskustelu on jo päättynyt.",
  conversation_open: () => "Tämän voi tehdä vasta, kun keskustelu on päättynyt.",
  already_taken: ({ alias }) => `${alias ?? "Joku muu"} ehti ottaa keskustelun ensin.`,
  agent_away: () => "Työkaveri ei ole nyt paikalla. Siirrä keskustelu toiselle tai takaisin jonoon.",
  address_invalid: () => "Tämä ei näytä sähköpostiosoitteelta. Tarkista osoite.",
  transcript_too_early: () =>
    "Keskustelun voi tilata, kun asiakaspalvelija on vastannut ja olet itse kirjoittanut ainakin kaksi viestiä.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "Kopioita ei voi nyt lähettää enempää. Yritä myöhemmin uudelleen.",
  nothing_to_confirm: () => "Mikään tilaus ei odota koodia. Tilaa ensin uusi koodi.",
  password_too_weak: ({ minimum }) =>
    `Salasana on liian lyhyt. Siinä pitää olla vähintään ${minimum ?? 15}\u00a0merkkiä.`,
  log_unavailable: () => "Lukemista ei saatu kirjattua, joten mitään ei näytetä. Yritä hetken päästä uudelleen.",
  unavailable: ({ retry_after }) =>
    `Palvelu ei juuri nyt vastaa. Mitään lähetettyä ei ole kadonnut. ${soon(retry_after)}`,
  handed_over: () => "Keskustelu on siirtynyt pois sinulta.",
  offline: () => "Palveluun ei saada yhteyttä. Tarkista verkkoyhteys ja yritä uudelleen.",
  unexpected: () => "Palvelu vastasi odottamatta. Yritä uudelleen, ja jos vika toistuu, päivitä sivu.",
};
