/** What people read and hear in Finnish, and so the form that the other languages follow; one file is one language. */
import type { ConsoleWords, ErrorWords, LanguageItself } from "../shared/words";

export const language: LanguageItself = {
  name: "Suomi",
  locale: "fi-FI",
  hour: "numeric",
  beforeMinutes: ".",
  monthInDate: "numeric",
  monthOfDay: "numeric",
};

// ================ On every page of the site, so as few as can be: the launcher; and from the first click on, its panel

export const loader = {
  launch: "Kysy meiltä",
  region: "Chat",
};

export const panel = {
  title: "Asiakaspalvelun chat",
  unread: "uusia viestejä",
};

// =========================================================================================== The chat until one writes

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

// ================================================================================ The chat from the first keystroke on

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
  hidden: "Viesti piilotettu",
  joined: (alias: string) => `${alias} liittyi keskusteluun`,
  closedByVisitor: "Lopetit keskustelun",
  closedByAgent: (alias: string) => `${alias} lopetti keskustelun`,
  closedBySystem: "Keskustelu päättyi",
  leftOff: "Uudet viestit",

  tooBig: (length: number, limit: number) =>
    `Tekstissä on ${length.toLocaleString("fi")}\u00a0merkkiä, ja viestiin mahtuu ${limit.toLocaleString("fi")}. Sitä ei liitetty: se on yhä siinä, mistä kopioit sen.`,
  noFiles: "Tässä keskustelussa ei voi lähettää kuvia eikä tiedostoja. Kerro asia sanoin.",
};

// ==================================================================================================== What was refused

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
  pause: "Kopioita ei voi juuri nyt tilata, koska monta lähettämäämme viestiä on palautunut. Yritä huomenna uudelleen.",
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
  too_many_waiting: () =>
    "Samasta verkosta odottaa vastausta jo monta keskustelua. Viestisi lähtee itsestään, kun niistä johonkin on vastattu.",
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
  address_invalid: ({ of }) =>
    of
      ? "Osoitteessa näyttää olevan henkilötunnus tai kortin numero. Käytä toista osoitetta."
      : "Tämä ei näytä sähköpostiosoitteelta. Tarkista osoite.",
  transcript_too_early: () => "Keskustelun voi tilata, kun asiakaspalvelija on vastannut.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "Kopioita ei voi nyt lähettää enempää. Yritä myöhemmin uudelleen.",
  nothing_to_confirm: () => "Mikään tilaus ei odota koodia. Tilaa ensin uusi koodi.",
  password_too_weak: ({ minimum }) =>
    `Salasana on liian lyhyt. Siinä pitää olla vähintään ${minimum ?? 15}\u00a0merkkiä.`,
  password_not_accepted: () =>
    "Tätä salasanaa ei voi käyttää: se on ehkä ollut käytössä ennen, tai sen alussa tai lopussa on välilyönti. Valitse toinen.",
  name_invalid: () => "Tällaista käyttäjätunnusta ei voi antaa. Käytä kirjaimia ja numeroita ilman välilyöntejä.",
  account_exists: () => "Tämänniminen tunnus on jo olemassa.",
  last_administrator: () => "Tämä on viimeinen pääkäyttäjä. Tee ensin joku toinen pääkäyttäjäksi.",
  log_unavailable: () => "Lukemista ei saatu kirjattua, joten mitään ei näytetä. Yritä hetken päästä uudelleen.",
  unavailable: ({ retry_after }) =>
    `Palvelu ei juuri nyt vastaa. Mitään lähetettyä ei ole kadonnut. ${soon(retry_after)}`,
  handed_over: () => "Keskustelu on siirtynyt pois sinulta.",
  offline: () => "Palveluun ei saada yhteyttä. Tarkista verkkoyhteys ja yritä uudelleen.",
  unexpected: () => "Palvelu vastasi odottamatta. Yritä uudelleen, ja jos vika toistuu, päivitä sivu.",
};

// ========================================================== The chat around the messages, once something has been said

export const around = {
  back: "Takaisin keskusteluun",
  typing: (alias: string) => `${alias} kirjoittaa`,
  newMessages: (count: number) => (count === 1 ? "1 uusi viesti" : `${count} uutta viestiä`),

  waitingFirst: "Olet jonossa seuraavana",
  waitingPlace: (place: number) => `Olet jonossa sijalla ${place}`,
  waitingBeyond: (count: number) => `Sinua ennen jonossa on yli ${count}`,
  waitingNoPlace: "Olet jonossa",
  waitingTime: (count: number) => {
    if (count === 0) return "Odotus alkoi juuri";
    return count === 1 ? "Olet odottanut minuutin" : `Olet odottanut ${count}\u00a0minuuttia`;
  },
  waitingHelp: "Viestisi on tallessa. Voit kirjoittaa lisää sillä aikaa.",

  endTitle: "Keskustelu on päättynyt",
  endHide: "Takaisin",
  endNew: "Uusi keskustelu",

  menuOrder: "Tilaa keskustelu sähköpostiin",
  menuEnd: "Lopeta keskustelu",
  menuNotice: "Tietoa tallennuksesta",
  menuLanguage: "Kieli",
};

// ============================================ The chat after the first message: line, other hands, end, copy by e-mail

export const later = {
  // ---------------------------------------------------------------------------------------------- the messages
  inParts: (count: number) => `Lähetä ${count}\u00a0viestinä`,
  toNewest: "Uusimpiin viesteihin",
  earlier: "Näytä aiemmat viestit",
  earlierShown: (count: number) => (count === 1 ? "Näytetään 1 aiempi viesti" : `Näytetään ${count} aiempaa viestiä`),
  linkTo: (domain: string) => `sivusto ${domain}`,

  // -------------------------------------------------------------------------------------------------- the line
  lineConnecting: "Yhdistetään",
  lineBroken: "Yhteys katkesi, yritetään uudelleen",
  lineBrokenUnsent: (count: number) =>
    count === 1
      ? "Yhteys katkesi, yritetään uudelleen. Viestisi on tallessa tässä."
      : `Yhteys katkesi, yritetään uudelleen. ${count}\u00a0viestiäsi on tallessa tässä.`,
  lineSlow: "Tässä verkossa viestit tulevat muutaman sekunnin viiveellä.",
  lineReplaced: "Keskustelu on auki toisessa välilehdessä.",
  lineHere: "Jatka tässä",
  lineNow: "Yritä nyt",
  behind: "Viestejä ei saatu haettua, yritetään uudelleen.",
  lost: "Tätä keskustelua ei enää löydy. Se on päättynyt tai poistettu.",

  // ------------------------------------------------------------------------------------------- the change of hands
  left: (alias: string) => `${alias} joutui poistumaan, ja keskustelu palasi jonoon`,
  carriesOn: (alias: string) => `${alias} jatkaa keskustelua ja näkee aiemmat viestit`,
  waitingAgain: "Mitään ei ole kadonnut: seuraava vastaaja näkee koko keskustelun. Voit kirjoittaa lisää sillä aikaa.",

  // ----------------------------------------------------------------------------------------------- the silence
  silence: (minutes: number) =>
    minutes === 1
      ? "Oletko vielä siellä? Keskustelu päätetään minuutin kuluessa."
      : `Oletko vielä siellä? Keskustelu päätetään ${minutes}\u00a0minuutin kuluttua.`,
  silenceStay: "Olen täällä",
  nearlyFull: (messages: number) =>
    messages <= 1
      ? "Keskusteluun mahtuu enää yksi viesti. Sen jälkeen voit aloittaa uuden."
      : `Keskusteluun mahtuu enää noin ${messages}\u00a0viestiä. Sen jälkeen voit aloittaa uuden.`,
  name: {
    tell: "Kerro nimesi",
    question: "Nimesi (vapaaehtoinen)",
    save: "Tallenna",
    told: (name: string) => `Nimesi: ${name}.`,
    change: "Vaihda",
  },

  // ---------------------------------------------------------------------------------------- the left question
  leave: {
    verb: "Jätä kysymys",
    alone: "Kukaan ei ole nyt vastaamassa",
    aloneHelp: "Viestisi on tallessa. Voit odottaa tai jättää kysymyksen: saat vastauksen sähköpostiisi.",
    title: "Jätä kysymys",
    help: "Saat keskustelun ja sen vastauksen sähköpostiisi. Lähetämme ensin koodin, jolla varmistat, että osoite on sinun. Osoitetta käytetään vain tähän, ja se poistetaan keskustelun mukana.",
    done: "Kysymyksesi on jätetty",
    doneHelp: (address: string, day: string) =>
      `Vastaus lähtee osoitteeseen ${address}. Kysymys odottaa vastausta ${day} asti, ja voit sulkea tämän ikkunan.`,
    confirmed: (address: string) => `Keskustelu lähtee osoitteeseen ${address}, kun kysymykseesi on vastattu.`,
  },

  // --------------------------------------------------------------------------------------------------- the end
  endQuestion: "Lopetetaanko keskustelu?",
  endLeftHelp:
    "Jätit kysymyksen, johon ei ole vielä vastattu. Jos lopetat keskustelun nyt, siihen ei vastata. Jos vain suljet ikkunan, vastaus tulee sähköpostiisi.",
  endHelp: "Lopettamisen jälkeen tähän ei voi enää kirjoittaa. Voit silti tilata keskustelun sähköpostiisi.",
  endYes: "Lopeta keskustelu",
  endNo: "Jatka keskustelua",
  endWhoVisitor: (time: string) => `Lopetit keskustelun klo ${time}.`,
  endWhoAgent: (alias: string, time: string) => `${alias} lopetti keskustelun klo ${time}.`,
  endWhoSystem: (time: string) => `Keskustelu päättyi klo ${time}.`,
  endWhy: {
    silence: (time: string) => `Keskustelu päättyi klo ${time}, koska siinä oli pitkään hiljaista.`,
    age: (time: string) => `Keskustelu päättyi klo ${time}: se oli ollut auki niin kauan kuin voi olla.`,
    full: (time: string) =>
      `Keskustelu päättyi klo ${time}, koska siihen ei mahtunut enempää viestejä. Voit jatkaa uudessa keskustelussa.`,
    unanswered: (time: string) =>
      `Kukaan ei ehtinyt vastata kysymykseesi, ja keskustelu päättyi klo ${time}. Olemme pahoillamme.`,
    abuse: (time: string) =>
      `Asiakaspalvelija päätti keskustelun klo ${time}, koska siinä käyttäydyttiin asiattomasti. Jos sinulla on asiaa, voit aloittaa uuden keskustelun.`,
  },
  endDeleted: (date: string) => `Keskustelu poistetaan ${date}.`,
  endDeletedHelp: "Varmuuskopiosta se poistuu viikkoa myöhemmin.",
  endReference: "Viite",
  endRightsCode: "Oikeuskoodi",
  endRightsHelp:
    "Ota nämä talteen, jos haluat myöhemmin nähdä keskustelun, oikaista sitä, kieltää sen käytön tai poistaa sen. Koodi näytetään vain tässä.",
  endRightsFailed: "Viitettä ja oikeuskoodia ei saatu haettua.",
  endCopyBoth: "Kopioi viite ja koodi",
  endShow: "Näytä viestit",
  corrected: (text: string) => `Oikaisu: ${text}`,
  rating: {
    given: "Annoit arvion",
    question: "Miten asiasi hoitui?",
    words: ["Huonosti", "Melko huonosti", "Siltä väliltä", "Hyvin", "Erittäin hyvin"],
    comment: "Haluatko kertoa lisää? (vapaaehtoinen)",
    help: "Arvio poistetaan keskustelun mukana.",
    send: "Lähetä arvio",
    thanks: (word: string) => `Kiitos arviosta. Vastasit: ${word}.`,
  },
  gone: {
    forgotten: "Tämä laite on unohtanut keskustelun. Voit aloittaa uuden.",
    erased: "Keskustelu on poistettu. Voit aloittaa uuden.",
  },

  // ---------------------------------------------------------------------------------------------------- the menu
  menu: {
    data: "Omat tietosi",
    earlier: "Aiempi keskustelu",
    forget: "Unohda tämä laite",
    about: "Saavutettavuus",
    size: "Tekstin koko",
    sizes: ["Tavallinen teksti", "Suurempi teksti", "Suurin teksti"],
  },
  sound: "Merkkiääni viesteistä",
  soundOn: "Päällä",
  soundOff: "Pois",
  moreLoading: "Haetaan",
  moreFailed: "Tätä ei saatu haettua",

  // -------------------------------------------------------------------------------------------- the transcript
  copy: {
    title: "Keskustelu sähköpostiin",
    help: "Lähetämme ensin koodin, jolla varmistat, että osoite on sinun. Osoitetta käytetään vain tähän, ja se poistetaan keskustelun mukana.",
    address: "Sähköpostiosoite",
    order: "Lähetä koodi",
    code: "Koodi",
    codeHelp: (address: string) =>
      `Lähetimme kuusinumeroisen koodin osoitteeseen ${address}. Se on voimassa 10\u00a0minuuttia.`,
    confirm: "Vahvista",
    otherAddress: "Vaihda osoite",
    working: "Hetki",
    offer: (alias: string) => `${alias} tarjoaa keskustelua sähköpostiisi.`,
    offerYes: "Tilaa",
    offerNo: "Ei kiitos",
    giveCode: "Anna koodi",
    codeOver: "Koodi ei ole enää voimassa. Voit tilata uuden.",
    again: "Tilaa uudelleen",
    states: {
      offered: () => "Voit tilata keskustelun sähköpostiisi.",
      ordered: (address: string) => `Koodi on lähetetty osoitteeseen ${address}.`,
      confirmed: (address: string) => `Tilaus on vahvistettu: ${address}.`,
      sending: (address: string) => `Keskustelua lähetetään osoitteeseen ${address}.`,
      sent: (address: string) => `Keskustelu on lähetetty osoitteeseen ${address}.`,
      delivered: (address: string) => `Keskustelu on perillä osoitteessa ${address}.`,
      bounced: () =>
        "Viesti ei mennyt perille: osoite ei ota sitä vastaan. Voit tilata keskustelun toiseen osoitteeseen.",
      complained: () => "Viesti merkittiin roskapostiksi. Samaan osoitteeseen ei lähetetä enempää.",
      failed: () => "Lähetys ei onnistunut. Voit tilata keskustelun uudelleen.",
      unknown: (address: string) =>
        `Emme saaneet varmuutta, menikö keskustelu perille. Katso sähköpostisi (${address}), ennen kuin tilaat uudelleen.`,
    },
  },
};

// ================================== The chat of one's data and rights, other conversations, this device, accessibility

export const more = {
  shut: "Sulje",
  data: {
    title: "Omat tietosi",
    back: "Kaikki tietosi",
    loading: "Haetaan",
    intro: (reference: string, day: string) =>
      `Keskustelun viite on ${reference}. Kaikki poistetaan viimeistään ${day}.`,
    show: (count: number) => (count === 1 ? "Näytä viesti" : `Näytä ${count}\u00a0viestiä`),
  },
  save: {
    title: "Katso ja tallenna",
    help: "Saat kaiken, mitä keskustelusta on tallessa. Tiedosto tallentuu vain tälle laitteelle.",
    page: "Sivuna",
    data: "Tiedostona",
    done: "Tallennettu ladattuihin tiedostoihin.",
  },
  objection: {
    title: "Ei laadun arviointiin eikä koulutukseen",
    help: "Voimme muuten käyttää keskusteluja palvelun laadun arviointiin ja koulutukseen.",
    done: "Tätä keskustelua ei käytetä niihin.",
  },
  correct: {
    title: "Oikaise jotakin, mitä kirjoitit",
    help: "Alkuperäinen viesti jää ennalleen, ja oikaisusi näkyy sen vieressä.",
    which: "Minkä viestin oikaiset?",
    text: "Oikaisu",
    verb: "Tallenna oikaisu",
    done: "Oikaisu on tallennettu viestisi viereen.",
    mark: "oikaisu",
  },
  readings: {
    title: "Kuka on lukenut keskustelun",
    none: "Kukaan ei ole vielä avannut keskustelua.",
    older: "Näytä vanhemmat",
    help: "Uusin lukeminen näkyy tässä hetken viiveellä. Kun odotat jonossa, asiakaspalvelijat näkevät viestisi alun.",
    roles: {
      agent: "asiakaspalvelija",
      supervisor: "esihenkilö",
      reviewer: "laadun arvioija",
      trainer: "kouluttaja",
      administrator: "pääkäyttäjä",
      "data-protection-officer": "tietosuojavastaava",
    } as Record<string, string>,
    purposes: {
      service: "Asiakaspalvelu",
      quality: "Laadun arviointi",
      training: "Koulutus",
      guidance: "Ohjeiden suunnittelu",
      request: "Tietopyyntö",
      security: "Tietoturva",
      legal: "Lakisääteinen tehtävä",
    } as Record<string, string>,
  },
  erase: {
    title: "Poista kaikki nyt",
    what: "Viestit, oikaisut, arvio ja sähköpostiosoitteesi poistetaan heti, meiltäkin. Sitä ei voi perua.",
    whatOpen: "Keskustelu päättyy samalla.",
    stays: "Lokiin jää keskustelun tunnus ja tieto siitä, että se poistettiin. Varmuuskopiosta se poistuu viikossa.",
    verb: "Poista kaikki",
    keep: "Älä poista",
    done: "Keskustelu on poistettu",
    doneHelp: "Se poistui heti meiltäkin. Varmuuskopioista se poistuu viikossa.",
  },
  earlier: {
    title: "Aiempi keskustelu",
    help: "Keskustelun lopussa näytettiin viite ja oikeuskoodi. Niillä voit katsoa keskustelua, oikaista sitä, kieltää sen käytön tai poistaa sen, kunnes se poistetaan.",
    verb: "Avaa",
  },
  forget: {
    title: "Unohdetaanko keskustelu tällä laitteella?",
    what: "Keskustelua ei enää voi jatkaa tältä laitteelta. Se säilyy meillä poistopäivään asti, ja pääset siihen näillä:",
    verb: "Unohda",
    keep: "Älä unohda",
  },
  about: {
    title: "Saavutettavuus",
    parts: [
      {
        heading: "Mihin pyrimme",
        sentences: ["Chat noudattaa WCAG 2.2 -ohjeiston A- ja AA-tasoja niin hyvin kuin osaamme."],
      },
      {
        heading: "Mitä on kokeiltu",
        sentences: [
          "Näppäimistö: kaikki toimii ilman hiirtä.",
          "Ruudunlukijoille annettava rakenne ja ilmoitukset: tarkistettu selaimen saavutettavuuspuusta.",
          "Kontrastit vaaleassa ja tummassa, 320 kuvapisteen leveys, 400 prosentin suurennos ja suuremmat tekstivälit.",
          "Automaattinen axe-tarkistus jokaisessa näkymässä Chromium-selaimella.",
        ],
      },
      {
        heading: "Mitä ei ole kokeiltu",
        sentences: [
          "Oikeat ruudunlukijat (NVDA, JAWS, VoiceOver, TalkBack) ja niiden käyttäjät.",
          "Firefox ja Safari, puheohjaus ja kytkinohjaus.",
        ],
      },
      {
        heading: "Kerro puutteesta",
        sentences: [
          "Kirjoita siitä tähän chattiin: viesti menee palvelun tarjoajalle ja siihen vastataan.",
          "Jos vastaus ei auta, voit kannella Liikenne- ja viestintävirasto Traficomille.",
        ],
      },
    ],
  },
};

// ========================================================================================================= The console

/** `12 min`, and from an hour on `1 t 5 min`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}\u00a0t ` : ""}${minutes % 60}\u00a0min`;
}

const scores = ["huono", "melko huono", "kohtalainen", "hyvä", "erittäin hyvä"];

export const console: ConsoleWords = {
  product: "Juttu",
  language: "Kieli",
  skip: "Siirry sisältöön",
  starting: "Avataan…",
  unreachable: "Palveluun ei saada yhteyttä",
  again: "Yritä uudelleen",
  dismiss: "Sulje ilmoitus",
  shut: "Sulje",
  menu: "oma valikko",
  signOut: "Kirjaudu ulos",
  noRoom: "Sinulle ei ole täällä vielä mitään",
  noRoomHelp: "Roolisi ei avaa mitään tämän konsolin osaa. Jos sen pitäisi, pyydä ylläpitäjää tarkistamaan roolisi.",
  replaced: "Konsoli on auki muualla",
  replacedHelp:
    "Avasit konsolin niin monessa ikkunassa, että tämä ikkuna päästettiin irti. Mitään ei ole kadonnut: voit jatkaa siellä tai tässä.",
  continueHere: "Jatka tässä",
  ending: (time, minutes) =>
    `Istuntosi päättyy klo ${time}, noin ${minutes}\u00a0minuutin kuluttua. Luonnoksesi säilyvät.`,
  goOn: "Jatka istuntoa",
  roomsName: "Konsolin osat",
  rooms: { desk: "Palvelu", "access-log": "Käyttöloki" },
  roles: {
    agent: "Asiakaspalvelija",
    supervisor: "Esihenkilö",
    reviewer: "Laadunarvioija",
    trainer: "Kouluttaja",
    administrator: "Ylläpitäjä",
    "data-protection-officer": "Tietosuojavastaava",
    visitor: "Kävijä",
    system: "Järjestelmä",
    none: "Ei roolia",
  },
  available: "Paikalla",
  away: "Poissa",
  sound: "Ääni",
  soundOn: "Ääni on päällä",
  soundOff: "Ääni on pois päältä",
  visitor: (reference) => `Kävijä ${reference}`,
  moment: (date, time) => `${date} klo ${time}`,
  status: { waiting: "Odottaa", active: "Käynnissä", closed: "Päättynyt" },
  line: {
    open: "Ajan tasalla",
    slow: "HTTPS:n kautta, hieman viiveellä",
    slowHeard: "Yhteys toimii HTTPS:n kautta. Viestit tulevat hieman viiveellä.",
    connecting: "Yhdistetään",
    waiting: (seconds) =>
      seconds > 1 ? `Yhteys poikki, uusi yritys ${seconds}\u00a0s kuluttua` : "Yhteys poikki, yhdistetään uudelleen",
    ended: "Yhteys on suljettu",
    lost: "Yhteys katkesi. Viestit säilyvät ja lähtevät, kun yhteys palaa.",
    now: "Yritä nyt",
    unsent: (messages) => `${messages}\u00a0lähettämättä`,
  },
  presence: {
    here: "Kävijä on paikalla",
    seen: (when) => `Kävijä oli viimeksi paikalla ${when}`,
    at: (time) => `klo ${time}`,
    unknown: "Ei tiedetä, onko kävijä paikalla",
  },
  signIn: {
    title: "Kirjautuminen",
    headings: {
      password: "Kirjaudu konsoliin",
      new_password: "Vaihda salasana",
      enrol: "Ota toinen tunniste käyttöön",
      code: "Vahvista koodilla",
    },
    why: {
      expired: "Istuntosi päättyi. Kirjaudu uudelleen, niin jatkat siitä mihin jäit: luonnoksesi ovat tallella.",
      signed_out: "Sinut kirjattiin ulos. Luonnoksesi ovat tallella, kun kirjaudut uudelleen.",
      left: "Olet kirjautunut ulos.",
    },
    user: "Käyttäjätunnus",
    password: "Salasana",
    show: "Näytä",
    hide: "Piilota",
    thePassword: "salasana",
    verb: "Kirjaudu",
    busy: "Hetki…",
    again: "Aloita alusta",
    summary: "Tarkista tämä",
    wait: (seconds) =>
      seconds === 1
        ? "Voit yrittää uudelleen sekunnin kuluttua."
        : `Voit yrittää uudelleen ${seconds}\u00a0sekunnin kuluttua.`,
    newPasswordLead: "Sait tilapäisen salasanan. Valitse sen tilalle oma, jonka vain sinä tiedät.",
    newPassword: "Uusi salasana",
    newPasswordRule: (characters) =>
      `Vähintään ${characters}\u00a0merkkiä. Muita sääntöjä ei ole: muutama tavallinen sana peräkkäin on hyvä salasana.`,
    setPassword: "Vaihda salasana",
    enrolLead: "Kirjautumiseen tarvitaan salasanan lisäksi puhelimen tunnistussovelluksen antama koodi.",
    enrolApp: "Avaa puhelimessasi tunnistussovellus, esimerkiksi se, jota käytät muuallakin.",
    enrolPicture: "Lisää uusi tili ja kuvaa tämä ruutukoodi.",
    enrolType: "Lisää uusi tili ja kirjoita sovellukseen tämä avain.",
    enrolTypeInstead: "Jos et voi kuvata, kirjoita sovellukseen tämä avain:",
    enrolCode: "Kirjoita alle sovelluksen näyttämä koodi.",
    enrolVerb: "Ota käyttöön",
    pictureName: "Ruutukoodi tunnistussovellukselle. Sama avain on kirjoitettuna kuvan alla.",
    codeLead: "Avaa tunnistussovelluksesi ja kirjoita sen näyttämä koodi.",
    code: "Koodi",
    codeHelp: (digits) => `${digits}\u00a0numeroa. Koodi vaihtuu puolen minuutin välein.`,
    mistakes: {
      user_missing: "Kirjoita käyttäjätunnus",
      password_missing: "Kirjoita salasana",
      code_missing: "Kirjoita koodi",
      code_malformed: "Koodissa on kuusi numeroa",
      code_refused: "Koodi ei kelpaa. Odota, että sovellus näyttää seuraavan, ja yritä sillä",
      sign_in_refused: "Käyttäjätunnus tai salasana ei kelpaa",
      unauthenticated: "Kirjautuminen kesti liian kauan. Aloita alusta",
    },
  },
  commitment: {
    title: "Vaitiolositoumus",
    lead: "Lue sitoumus ja anna se. Konsoli avautuu vasta sen jälkeen. Jos teksti joskus muuttuu, sitä kysytään uudelleen.",
    verb: "Annan sitoumuksen",
    version: (version, hash) => `Versio ${version}, tunniste ${hash}`,
  },
  list: {
    name: "Keskustelut",
    loading: "Haetaan…",
    stale: "Luetteloa ei saatu päivitettyä.",
    groups: { mine: "Omat", queue: "Jono", left: "Jätetyt kysymykset", handed: "Siirtyneet", ended: "Päättyneet" },
    leftHelp: "Näihin vastataan sähköpostitse: kysyjä ei odota täällä, eikä konsoli soi.",
    more: (count: number) => `Näistä näkyy ${count} vanhinta.`,
    noneMine: "Sinulla ei ole keskusteluja. Ota jonosta seuraava, niin se tulee tähän.",
    noneWaiting: "Kukaan ei odota. Kun joku aloittaa keskustelun, se tulee tähän ja konsoli soi.",
    noneWaitingAway: "Kukaan ei odota. Konsoli soi vasta, kun valitset ylhäältä ”Paikalla”.",
    waited: (minutes, long) => {
      if (minutes < 1) return "Saapui juuri";
      return `${long ? "Odottanut jo" : "Odottanut"} ${duration(minutes)}`;
    },
    take: "Ota",
    takeName: (visitor) => `Ota: ${visitor}`,
    takeThis: "Ota keskustelu",
    taking: "Otetaan…",
    you: "Sinä:",
    unread: (messages) => (messages === 1 ? "1 lukematon viesti" : `${messages} lukematonta viestiä`),
    notSent: (messages) => (messages === 1 ? "1 viesti lähettämättä" : `${messages} viestiä lähettämättä`),
    asksCopy: "Pyytää keskustelua sähköpostiinsa",
    isLeft: "Kysymys jätettiin: vastaus lähtee sähköpostitse",
  },
  conversation: {
    name: "Keskustelu",
    log: "Viestit",
    none: "Valitse keskustelu",
    noneHelp: "Kun otat keskustelun jonosta, se avautuu tähän.",
    noneWaits: "Jonossa odotetaan. Ota seuraava luettelosta tai näppäimellä T.",
    missing: "Tätä keskustelua ei ole täällä",
    missingHelp: "Se on voinut siirtyä toiselle asiakaspalvelijalle, tai se on jo poistettu.",
    toList: "Takaisin luetteloon",
    waitsSince: (time) => `Odottanut klo ${time} alkaen`,
    firstLineOnly: "Näet vain ensimmäisen viestin alun. Loput avautuvat, kun otat keskustelun.",
    visitor: "Kävijä",
    agent: "Asiakaspalvelija",
    typing: "Kirjoittaa…",
    joined: (alias) => `${alias} liittyi keskusteluun`,
    carriesOn: (alias) => `${alias} jatkaa keskustelua`,
    left: (alias) => `${alias} ei enää jatkanut, ja keskustelu palasi jonoon`,
    closedBy: {
      visitor: "Kävijä päätti keskustelun",
      agent: "Asiakaspalvelija päätti keskustelun",
      system: "Keskustelu päättyi itsestään",
    },
    closedByName: (alias) => `${alias} päätti keskustelun`,
    corrected: (text) => `Kävijä oikaisee viestiään: “${text}”`,
    rated: (score, comment) => `Kävijän arvio: ${scores[score - 1] ?? score}${comment && ` · ${comment}`}`,
    masked: {
      identity_code: "Henkilötunnus peitettiin ennen tallennusta",
      payment_card: "Maksukortin numero peitettiin ennen tallennusta",
    },
    hidden: "Viesti piilotettu",
    ticks: { sending: "Lähetetään", sent: "Lähetetty", read: "Luettu", not_sent: "Viestiä ei lähetetty." },
    discard: "Poista",
    nearlyFull: (messages) =>
      messages <= 1
        ? "Keskusteluun mahtuu enää yksi viesti."
        : `Keskusteluun mahtuu enää noin ${messages}\u00a0viestiä.`,
    copyAsked: "Kävijä pyytää keskustelua sähköpostiinsa.",
    toEnd: "Uusimpaan viestiin",
    answer: "Vastaus",
    placeholder: "Kirjoita vastaus",
    send: "Lähetä",
    enterSends: "Enter lähettää, Vaihto + Enter vaihtaa riviä",
    counted: (characters, limit) => `${characters} / ${limit} merkkiä`,
    closedAt: (time) => `Keskustelu päättyi klo ${time}.`,
    closedFor: {
      silence: "Kävijä oli pitkään hiljaa.",
      age: "Se oli ollut auki niin kauan kuin voi olla.",
      unanswered: "Kukaan ei ehtinyt vastata.",
      abuse: "Syy oli asiaton käytös.",
      full: "Siihen ei mahtunut enempää viestejä.",
    },
    gone: "Keskustelu ei ole enää saatavilla.",
    deletedOn: (date) => `Se poistetaan ${date}.`,
    draftLeft: "Luonnostasi ei lähetetty:",
    unsentLeft: (messages) =>
      messages === 1 ? "Yksi viestisi jäi lähettämättä." : `${messages}\u00a0viestiäsi jäi lähettämättä.`,
    copyText: "Kopioi teksti",
    textCopied: "Teksti kopioitu",
    textNotCopied: "Selain ei antanut kopioida. Valitse teksti ja kopioi se itse.",
    putAway: "Pois luettelosta",
  },
  passOn: {
    verb: "Siirrä",
    title: "Kenelle keskustelu siirretään?",
    what: "Kävijälle kerrotaan, kuka jatkaa. Seuraava näkee koko keskustelun, joten mitään ei tarvitse kysyä uudelleen.",
    to: "Kuka jatkaa",
    loading: "Katsotaan, ketkä ovat paikalla…",
    nobody: "Muita asiakaspalvelijoita ei ole nyt paikalla. Voit palauttaa keskustelun jonoon.",
    notKnown: "Ei saatu tietää, ketkä ovat paikalla.",
    queue: "Takaisin jonoon",
    queueHelp: "Keskustelu odottaa vanhalla paikallaan, kunnes joku ottaa sen.",
    choose: "Valitse, kuka jatkaa",
    busy: "Siirretään…",
    unsent: (messages) =>
      messages === 1
        ? "Yksi viestisi on vielä lähettämättä. Se ei lähde enää siirron jälkeen."
        : `${messages}\u00a0viestiäsi on vielä lähettämättä. Ne eivät lähde enää siirron jälkeen.`,
    keep: "Jatka itse",
  },
  handed: {
    status: "Ei enää sinulla",
    why: "Näin käy, kun konsolistasi ei hetkeen tule elonmerkkiä tai kun keskustelu siirretään toisesta ikkunastasi. Kävijälle on kerrottu.",
    toColleague: (alias) => `Siirsit keskustelun: ${alias} jatkaa.`,
    toQueue: "Palautit keskustelun jonoon. Se odottaa siellä vanhalla paikallaan.",
    toQueueGone: "Palautit keskustelun jonoon. Siellä se ei enää odota.",
    withColleague: (alias) => `Keskustelu ei ole enää sinulla: ${alias} jatkaa sitä.`,
    inQueue: "Keskustelu ei ole enää sinulla: se odottaa taas jonossa.",
    elsewhere: "Keskustelu ei ole enää sinulla.",
    seenUntil: "Viestit näkyvät siihen asti, kun keskustelu oli sinulla.",
    takeBack: "Ota takaisin",
    leftYou: (visitor) => `${visitor} ei ole enää sinulla`,
    cameToYou: (visitor) => `Sinulle siirrettiin keskustelu: ${visitor}`,
    show: "Näytä",
  },
  close: {
    title: "Päätetäänkö keskustelu?",
    what: "Kävijä näkee, että keskustelu on päättynyt, ja voi vielä tilata sen sähköpostiinsa. Päätettyyn keskusteluun ei voi enää kirjoittaa.",
    abuse: "Syy on asiaton käytös",
    abuseHelp: "Kävijälle kerrotaan asiallisesti, että keskustelu päätettiin siksi.",
    verb: "Päätä keskustelu",
    verbShort: "Päätä",
    keep: "Jatka keskustelua",
  },
  facts: {
    name: "Tiedot",
    left: (date) =>
      `Kävijä jätti kysymyksen ja saa vastauksen sähköpostiinsa, kun päätät keskustelun tai siinä on ollut hiljaista puoli tuntia. Vastaa viimeistään ${date}.`,
    objected: "Kävijä ei salli käyttöä laadun arviointiin ja koulutukseen.",
    visitorsName: "Kävijän nimi",
    language: "Kieli",
    site: "Sivusto",
    started: "Alkoi",
    deleted: "Poistetaan",
    reference: "Viite",
    copy: "Kopioi viite",
    copied: "Viite kopioitu",
    notCopied: "Selain ei antanut kopioida. Valitse viite ja kopioi se itse.",
    transcript: "Kopio sähköpostiin",
    noTranscript: "Kävijä voi tilata keskustelun sähköpostiinsa. Voit tarjota sitä, jos hän pyytää.",
    asked: "Kävijä pyytää keskustelua sähköpostiinsa.",
    offer: "Tarjoa kopiota",
    offerAgain: "Tarjoa uudelleen",
    offeredNow: "Kopiota tarjottiin kävijälle",
    codeOver: ["Koodi vanheni", "Kävijä ei antanut koodia ajoissa. Hän voi tilata uuden."],
    states: {
      offered: ["Tarjottu", "Kävijä voi nyt antaa osoitteensa."],
      ordered: ["Tilattu", "Osoitteeseen lähetetään koodi, jota kävijältä odotetaan."],
      confirmed: ["Vahvistettu", "Kävijä osoitti osoitteen omakseen. Kopio lähtee pian."],
      sending: ["Lähetetään", "Kopio on matkalla postipalveluun."],
      sent: ["Lähetetty", "Postipalvelu otti kopion vastaan. Perille tulosta ei ole vielä tietoa."],
      delivered: ["Perillä", "Vastaanottajan postipalvelin otti kopion vastaan."],
      bounced: ["Palautui", "Osoite ei ottanut kopiota vastaan. Kävijä voi tilata sen toiseen osoitteeseen."],
      complained: [
        "Merkittiin roskapostiksi",
        "Vastaanottaja ilmoitti viestin roskapostiksi. Samaan osoitteeseen ei lähetetä.",
      ],
      failed: ["Epäonnistui", "Kopiota ei voitu lähettää. Kävijä voi tilata sen uudelleen."],
      unknown: ["Epäselvää", "Ei tiedetä, lähtikö kopio. Sitä ei lähetetä itsestään uudelleen."],
    },
  },
  accessLog: {
    title: "Käyttöloki",
    leadOfficer:
      "Katso, kuka on avannut keskustelun tai muuttanut sitä, milloin ja mitä tarkoitusta varten. Katselusta jää merkintä lokiin.",
    leadOwn:
      "Katso, mitä merkintöjä sinun omasta työstäsi on jäänyt keskustelun lokiin. Katselusta jää merkintä lokiin.",
    reference: "Keskustelun viite",
    referenceHelp: "16 merkkiä, esimerkiksi 7K3M-9QWX-0A1B-C2D3. Välit, viivat ja pienet kirjaimet kelpaavat.",
    verb: "Näytä",
    missing: "Kirjoita keskustelun viite",
    malformed: "Viitteessä on 16 kirjainta ja numeroa. Tarkista, ettei siitä puutu mitään",
    nothingYet: "Anna ensin viite",
    nothingYetHelp: "Viite on kävijän loppusivulla, asiakaspalvelijan tiedoissa ja kävijälle lähetetyssä kopiossa.",
    none: "Ei merkintöjä",
    noneHelp: "Tämän keskustelun lokissa ei ole merkintöjä, joita saat nähdä.",
    notFound: "Tällaista keskustelua ei ole",
    notFoundHelp: "Viitteessä voi olla virhe, keskustelu on voitu jo poistaa, tai se ei ole sinun nähtävissäsi.",
    failed: "Lokia ei saatu auki",
    caption: (reference, records) =>
      `Keskustelu ${reference}: ${records === 1 ? "1 merkintä" : `${records}\u00a0merkintää`}`,
    older: "Näytä vanhemmat",
    aboutLog: "Kuka on lukenut tämän lokin",
    aboutConversation: "Keskustelun merkinnät",
    kept: "Ajat ovat Suomen aikaa. Lokin merkinnät säilytetään kaksi vuotta; niissä ei ole keskustelun sisältöä.",
    columns: { at: "Milloin", actor: "Kuka", role: "Rooli", action: "Mitä", purpose: "Tarkoitus", outcome: "Tulos" },
    actions: {
      sign_in: "Kirjautui",
      sign_in_failed: "Yritti kirjautua",
      sign_out: "Kirjautui ulos",
      sessions_revoked: "Istunnot suljettiin",
      account_created: "Loi tunnuksen",
      account_disabled: "Sulki tunnuksen",
      account_enabled: "Avasi tunnuksen",
      password_reset: "Vaihtoi salasanan tilapäiseen",
      second_factor_reset: "Poisti toisen tunnistautumistavan",
      roles_changed: "Muutti rooleja",
      commitment_changed: "Vaitiolositoumus muuttui",
      commitment_accepted: "Antoi vaitiolositoumuksen",
      conversation_opened: "Avasi keskustelun",
      conversations_listed: "Katsoi jonoa",
      conversations_searched: "Haki keskusteluja",
      conversation_taken: "Otti keskustelun",
      conversation_transferred: "Siirsi keskustelun",
      conversation_released: "Palautui jonoon, koska asiakaspalvelija ei ollut paikalla",
      conversation_closed: "Päätti keskustelun",
      glass_broken: "Avasi poikkeusluvalla",
      transcript_offered: "Tarjosi kopiota",
      transcript_ordered: "Tilasi kopion",
      transcript_confirmed: "Vahvisti osoitteen",
      transcript_sent: "Kopio lähetettiin",
      transcript_failed: "Kopion lähetys epäonnistui",
      rights_requested: "Käytti oikeuksiaan",
      correction_made: "Oikaisi tietoja",
      message_hidden: "Piilotti viestin",
      objection_made: "Vastusti käyttöä",
      objection_withdrawn: "Salli taas käytön laatuun ja koulutukseen",
      erasure_requested: "Pyysi poistamaan tiedot",
      erasure_done: "Poisti tiedot",
      hold_placed: "Asetti säilytysmääräyksen",
      hold_ended: "Päätti säilytysmääräyksen",
      disclosure_made: "Luovutti tietoja",
      export_made: "Vei tietoja",
      settings_changed: "Muutti asetuksia",
      sweep_done: "Määräaikainen poisto",
      access_log_read: "Luki käyttölokia",
    },
    purposes: {
      service: "Asiakaspalvelu",
      quality: "Laadun varmistus",
      training: "Koulutus",
      guidance: "Ohjeiden laatiminen",
      request: "Henkilön oma pyyntö",
      security: "Tietoturva",
      legal: "Lakisääteinen velvoite",
    },
    outcomes: { allowed: "Sallittu", refused: "Evätty", failed: "Epäonnistui", unknown: "Ei tiedossa" },
  },
  ringing: {
    title: "Uusi keskustelu odottaa",
    body: "Avaa jono ja ota se.",
    answered: (visitor) => `${visitor} kirjoitti`,
    answeredBody: "Avaa keskustelu ja lue viesti.",
  },
  keys: {
    title: "Näppäimet",
    what: {
      j: "Seuraava keskustelu",
      k: "Edellinen keskustelu",
      t: "Ota odottava keskustelu",
      r: "Kirjoita vastaus",
      p: "Siirrä keskustelu (kysyy, kenelle)",
      o: "Tarjoa kopiota sähköpostiin",
      c: "Päätä keskustelu (kysyy ensin)",
      "?": "Näytä tämä luettelo",
    },
    whileWriting: "Kirjoittaessa",
    writing: [
      ["Enter", "Lähetä"],
      ["Vaihto + Enter", "Uusi rivi"],
      ["Esc", "Takaisin luetteloon"],
    ],
    single: "Yhden näppäimen komennot",
    on: "Käytössä",
    off: "Pois käytöstä",
  },
  agentErrors: {
    transcript_too_early: () => "Kopiota voi tarjota, kun kävijälle on vastattu.",
    too_many: ({ retry_after }) =>
      `Teit monta asiaa lyhyessä ajassa. Odota ${retry_after ? `${retry_after}\u00a0sekuntia` : "hetki"} ja yritä uudelleen.`,
  },
};

export type AroundWords = typeof around;
export type LaterWords = typeof later;
export type LoaderWords = typeof loader;
export type MoreWords = typeof more;
export type PanelWords = typeof panel;
export type TalkWords = typeof talk;
export type WidgetWords = typeof widget;
