/** What was refused, in Finnish. */
import type { ErrorWords } from "../../shared/words";
import { soon } from "./common";

const limits: Record<string, string> = {
  conversation: "Tästä keskustelusta ei voi enää tilata koodeja eikä kopioita.",
  address: "Tähän osoitteeseen ei voi tänään lähettää enempää kopioita. Yritä huomenna uudelleen.",
  network: "Samasta verkosta on tilattu monta kopiota lyhyessä ajassa. Yritä tunnin kuluttua uudelleen.",
  site: "Kopioita ei voi tänään lähettää enempää. Yritä huomenna uudelleen.",
  pause: "Kopioita ei voi juuri nyt tilata, koska monta lähettämäämme viestiä on palautunut. Yritä huomenna uudelleen.",
};

const unconfirmed: Record<string, string> = {
  code: "Uusi koodi on vasta tulossa sähköpostiisi. Käytä uusimman viestin koodia.",
  confirmed: "Tilaus on jo vahvistettu. Koodia ei enää tarvita.",
};

export const errors: ErrorWords = {
  malformed: () => "Palvelu ei ymmärtänyt pyyntöä. Päivitä sivu ja yritä uudelleen.",
  too_large: () => "Viesti on liian suuri lähetettäväksi. Jaa se kahteen osaan.",
  answer_too_large: () => "Palvelun vastaus oli liian suuri lähetettäväksi. Vika on meissä, ja se on kirjattu.",
  unauthenticated: () => "Istunto on päättynyt.",
  sign_in_refused: ({ retry_after }) => `Käyttäjätunnus, salasana tai koodi ei kelpaa. ${soon(retry_after ?? 0)}`,
  rights_refused: () =>
    "Tällä viitteellä ja koodilla ei löydy keskustelua. Tarkista molemmat. Keskustelu on voitu myös jo poistaa.",
  wrong_code: ({ tries_left }) => {
    if (tries_left == null) return "Koodissa on kuusi numeroa. Tarkista se ja yritä uudelleen.";
    if (tries_left === 0) return "Koodi ei täsmää, eikä se ole enää voimassa. Tilaa uusi koodi.";
    return `Koodi ei täsmää. Voit yrittää vielä ${tries_left === 1 ? "kerran" : `${tries_left}\u00a0kertaa`}.`;
  },
  code_expired: () => "Koodi ei ole enää voimassa. Tilaa uusi koodi.",
  not_found: () => "Tätä ei löydy. Se on voitu jo poistaa.",
  commitment_missing: () => "Hyväksy ensin vaitiolositoumus.",
  network: () =>
    "Tunnustasi ei voi käyttää siinä verkossa, jossa olet nyt. Siirry työpaikan verkkoon tai kysy ylläpitäjältä.",
  wrong_origin: () => "Pyyntö ei tullut palvelun omalta sivulta. Päivitä sivu ja yritä uudelleen.",
  too_many: ({ of, retry_after }) =>
    of
      ? "Samassa keskustelussa tätä ei voi tehdä enempää."
      : `Yrityksiä tuli liian monta lyhyessä ajassa. ${soon(retry_after)}`,
  check_needed: ({ retry_after }) =>
    `Tästä verkosta uusi keskustelu alkaa lyhyen tarkistuksen jälkeen. Viestisi lähtee itsestään noin ${retry_after ?? 20}\u00a0sekunnin kuluttua.`,
  too_many_waiting: () =>
    "Samasta verkosta odottaa vastausta jo monta keskustelua. Viestisi lähtee itsestään, kun niistä johonkin on vastattu.",
  chat_closed: ({ words }) => words || "Uutta keskustelua ei voi nyt aloittaa. Yritä myöhemmin uudelleen.",
  message_empty: () => "Viesti on tyhjä. Kirjoita ensin jotakin.",
  message_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "Viesti on liian pitkä. Lyhennä sitä tai jaa se kahteen osaan."
      : `Viesti on liian pitkä: ${length}\u00a0merkkiä, kun enintään ${limit} mahtuu. Lyhennä sitä tai jaa se osiin.`,
  out_of_order: () => "Viesti oli menossa väärään kohtaan, joten sitä ei lähetetty. Yritä uudelleen.",
  not_newest: () =>
    "Olet jo kirjoittanut uudemman viestin, ja vain uusimman voi korjata. Kirjoita korjaus uutena viestinä.",
  visitor_wrote: () => "Kävijä on kirjoittanut lisää, joten keskustelua ei päätetty.",
  conversation_closed: () => "Keskustelu on jo päättynyt.",
  conversation_open: () => "Tämän voi tehdä vasta, kun keskustelu on päättynyt.",
  already_taken: ({ alias }) => `${alias ?? "Joku muu"} ehti ottaa keskustelun ensin.`,
  agent_away: () => "Työkaveri ei ole nyt paikalla. Siirrä keskustelu toiselle tai takaisin jonoon.",
  objected: () => "Kävijä on kieltänyt keskustelun käytön tähän.",
  reason_unfit: ({ minimum, limit }) =>
    minimum && limit ? `Syyssä on oltava ${minimum}–${limit}\u00a0merkkiä.` : "Kirjoita syy lyhyesti, omin sanoin.",
  address_invalid: ({ of }) =>
    of
      ? "Osoitteessa näyttää olevan henkilötunnus tai maksukortin numero. Käytä toista osoitetta."
      : "Tämä ei näytä sähköpostiosoitteelta. Tarkista osoite.",
  transcript_too_early: () => "Kopion voi tilata, kun asiakaspalvelija on vastannut.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "Kopioita ei voi nyt lähettää enempää. Yritä myöhemmin uudelleen.",
  nothing_to_confirm: ({ of }) => unconfirmed[of ?? ""] ?? "Sinulla ei ole vahvistettavaa tilausta. Tilaa ensin koodi.",
  password_too_weak: ({ minimum }) =>
    `Salasana on liian lyhyt. Siinä pitää olla vähintään ${minimum ?? 15}\u00a0merkkiä.`,
  password_too_common: () =>
    "Salasana on liian helppo arvata: siinä on vain yleisiä sanoja, nimiä, näppäinrivejä tai toistoa. Valitse toinen, vaikka neljä sanaa, jotka eivät liity toisiinsa.",
  password_unchanged: () => "Uusi salasana on sama kuin se, jonka tilalle se tulisi. Valitse toinen.",
  password_not_accepted: () =>
    "Tätä salasanaa ei voi käyttää: se on ehkä ollut käytössä ennen, tai sen alussa tai lopussa on välilyönti. Valitse toinen.",
  name_invalid: () =>
    "Tällaista käyttäjätunnusta ei voi antaa. Käytä kirjaimia a–z, numeroita ja merkkejä . - _ @ ilman välilyöntejä.",
  name_confusable: () =>
    "Nimessä on merkki, jota siinä ei voi olla. Käytä vain yhtä kirjaimistoa, latinalaista, kreikkalaista tai kyrillistä, ja lisäksi erillisiä numeroita, välilyöntiä, yhdysmerkkiä ja heittomerkkiä, pistettä vain alkukirjaimen perässä.",
  alias_taken: () =>
    "Toinen saman sivuston henkilö näkyy kävijöille jo tällä nimellä. Anna nimi, josta heidät erottaa, esimerkiksi sukunimen alkukirjain lisäten.",
  name_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "Nimi on liian pitkä. Lyhennä sitä."
      : `Nimi on liian pitkä: siinä on ${length}\u00a0merkkiä, ja mahtuu enintään ${limit}. Lyhennä sitä.`,
  account_exists: () => "Tämänniminen tunnus on jo olemassa.",
  own_account: () => "Tämä on oma tunnuksesi. Vaihda salasana ja toinen tunnistautumistapa omalla sivullasi.",
  last_administrator: () => "Tämä on viimeinen ylläpitäjä. Tee ensin joku toinen ylläpitäjäksi.",
  dialogue_missing: () =>
    "Merkitse ensin, milloin henkilöstön kanssa on käyty vuoropuhelu siitä, mitä heistä tallentuu.",
  settings_refused: () => "Osaa asetuksista ei voi tallentaa näin. Korjaa merkityt kohdat.",
  changed_meanwhile: ({ by }) =>
    `${by ?? "Joku"} ehti muuttaa näitä tietoja. Mitään ei tallennettu. Tarkista muutoksesi uudelleen.`,
  site_exists: () => "Tällä avaimella on jo sivusto. Valitse toinen avain.",
  phones_off: () => "Puhelimia ei herätetä: ylläpitäjä ei ole ottanut herätyksiä käyttöön.",
  push_service_unknown: () =>
    "Tämän selaimen ilmoituspalvelua ei käytetä. Kokeile toista selainta: Chrome, Edge, Firefox tai Safari.",
  log_unavailable: () => "Lukemista ei saatu kirjattua, joten mitään ei näytetä. Yritä hetken kuluttua uudelleen.",
  unavailable: ({ retry_after }) =>
    `Palvelu ei juuri nyt vastaa. Mitään lähetettyä ei ole kadonnut. ${soon(retry_after)}`,
  handed_over: () => "Keskustelu on siirtynyt pois sinulta.",
  offline: () => "Palveluun ei saada yhteyttä. Tarkista verkkoyhteys ja yritä uudelleen.",
  unexpected: () => "Palvelu vastasi odottamatta. Yritä uudelleen, ja jos vika toistuu, päivitä sivu.",
};
