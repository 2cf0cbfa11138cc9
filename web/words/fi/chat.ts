/** What visitors read and hear in Finnish, and so the form that the other languages follow. */
import { glassReasons, purposes, scores } from "./common";

// ================ On every page of the site, so as few as can be: the launcher; and from the first click on, its panel

export const loader = {
  launch: "Kysy meiltä",
  region: "Chat",
};

export const panel = {
  title: "Asiakaspalvelun chat",
  close: "Sulje",
  unread: (count: number) => (count === 1 ? "1 uusi viesti" : `${count} uutta viestiä`),
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
  here: "Paikalla nyt",
  away: "Emme ole juuri nyt paikalla",
  statusWaiting: "Odottaa asiakaspalvelijaa",
  statusActive: (alias: string) => `${alias} vastaa sinulle`,
  statusClosed: "Keskustelu on päättynyt",

  // ------------------------------------------------------------------------------------------------ the notice
  notice: {
    title: "Ennen kuin kirjoitat",
    summary: "Keskustelu tallennetaan",
    who: (controller: string) => `${controller} tallentaa keskustelun voidakseen vastata sinulle.`,
    until: (months: number, days: number) =>
      `Poistamme sen ${months}\u00a0kuukauden kuluessa, varmuuskopiosta ${days}\u00a0päivää myöhemmin.`,
    secrets: "Älä kirjoita henkilötunnusta tai maksukortin numeroa.",
    uses: "Käytämme keskusteluja myös laadun ja oikeellisuuden arviointiin, koulutukseen, kehittämiseen ja ohjeiden suunnitteluun.",
    objection: "Kiellä tämä käyttö",
    link: "Tietosuojaseloste",
    fold: "Piilota",
    unfold: "Näytä",
  },
  greeting: "Hei, miten voimme auttaa?",
  greetingHelp: "Nimeä tai osoitetta ei tarvitse kertoa.",
  greetingAway: "Emme ole nyt paikalla.",
  greetingAwayHelp: "Kirjoita ja anna sähköpostiosoitteesi, niin vastaamme sinne.",
  usually: (minutes: number) =>
    minutes === 1 ? "Vastaamme yleensä minuutissa." : `Vastaamme yleensä ${minutes}\u00a0minuutissa.`,
  topics: "Mistä on kyse? (vapaaehtoinen)",
  otherTopic: "Jokin muu",
  storageBlocked: "Selain estää tallennuksen, joten voit jatkaa keskustelua vain niin kauan kuin tämä sivu on auki.",
  gone: "Edellinen keskustelusi on päättynyt tai poistettu. Voit aloittaa uuden.",

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Kirjoita viesti",
  send: "Lähetä",
  notLoaded: "Yhteyttä ei saatu. Tekstisi on tallessa. Yritä hetken kuluttua uudelleen.",
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
    identity_code: "Peitimme henkilötunnuksesi, ennen kuin viesti tallennettiin.",
    payment_card: "Peitimme maksukorttisi numeron, ennen kuin viesti tallennettiin.",
  },
  maskedBoth: "Peitimme henkilötunnuksesi ja maksukorttisi numeron, ennen kuin viesti tallennettiin.",
  hidden: {
    visitor: "Piilotit viestin",
    agent: "Asiakaspalvelija piilotti viestin",
    somebody: "Viesti piilotettu",
  },
  joined: (alias: string) => `${alias} liittyi keskusteluun`,
  closedByVisitor: "Päätit keskustelun",
  closedByAgent: (alias: string) => `${alias} päätti keskustelun`,
  closedBySystem: "Keskustelu päättyi",
  leftOff: "Uudet viestit",

  counter: (length: number, limit: number) => `${length}\u00a0/\u00a0${limit}\u00a0merkkiä`,
  tooLong: (over: number) => `${over}\u00a0merkkiä liikaa. Lyhennä viestiä tai jaa se osiin.`,
  tooBig: (length: number, limit: number) =>
    `Tekstissä on ${length.toLocaleString("fi")}\u00a0merkkiä, ja viestiin mahtuu ${limit.toLocaleString("fi")}. Tekstiä ei liitetty. Se on yhä siellä, mistä kopioit sen.`,
  noFiles: "Tässä keskustelussa ei voi lähettää kuvia eikä tiedostoja. Voit kuvailla asiaa sanoin.",
};

// ========================================================== The chat around the messages, once something has been said

export const around = {
  back: "Takaisin keskusteluun",
  typing: (alias: string) => `${alias} kirjoittaa`,
  newMessages: (count: number) => (count === 1 ? "1 uusi viesti" : `${count} uutta viestiä`),

  waitingFirst: "Olet vuorossa seuraavana",
  waitingPlace: (place: number) => (place === 2 ? "Edelläsi on 1 keskustelu" : `Edelläsi on ${place - 1} keskustelua`),
  waitingBeyond: (count: number) => `Edelläsi on yli ${count} keskustelua`,
  waitingNoPlace: "Olet jonossa",
  waitingTime: (count: number) => {
    if (count === 0) return "Tulit juuri jonoon";
    return count === 1 ? "Olet odottanut minuutin" : `Olet odottanut ${count}\u00a0minuuttia`;
  },
  waitingHelp: "Viestisi on tallessa. Voit kirjoittaa lisää odottaessasi.",

  endTitle: "Keskustelu on päättynyt",
  endNew: "Uusi keskustelu",

  menuOrder: "Tilaa kopio sähköpostiin",
  menuEnd: "Päätä keskustelu",
  menuNotice: "Tietoa tallennuksesta",
  menuLanguage: "Kieli",
};

// ============================================ The chat after the first message: line, other hands, end, copy by e-mail

export const later = {
  uses: {
    hasObjected: "Olet kieltänyt tämän käytön. Voit muuttaa valintaasi valikon kohdassa Omat tietosi.",
    mayObject: "Voit kieltää tämän käytön valikon kohdassa Omat tietosi.",
  },
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
      ? "Yhteys katkesi, yritetään uudelleen. Viestisi on tallessa ja lähtee, kun yhteys palaa."
      : `Yhteys katkesi, yritetään uudelleen. ${count}\u00a0viestiäsi on tallessa, ja ne lähtevät, kun yhteys palaa.`,
  lineSlow: "Tässä verkossa viestit tulevat muutaman sekunnin viiveellä.",
  lineReplaced: "Keskustelu on auki toisessa välilehdessä.",
  lineHere: "Jatka tässä",
  lineNow: "Yritä nyt",
  behind: "Viestejä ei saatu haettua, yritetään uudelleen.",
  lost: "Tätä keskustelua ei enää löydy. Se on päättynyt tai poistettu.",

  // ------------------------------------------------------------------------------------------- the change of hands
  left: (alias: string, why?: unknown) =>
    why ? "Vastaus viipyi, ja keskustelu palasi jonoon" : `${alias} joutui poistumaan, ja keskustelu palasi jonoon`,
  helping: (alias: string) => `${alias} kutsuttiin mukaan auttamaan`,
  helped: (alias: string) => `${alias} ei ole enää mukana auttamassa`,
  carriesOn: (alias: string) => `${alias} jatkaa keskustelua ja näkee aiemmat viestit`,
  waitingAgain:
    "Mitään ei ole kadonnut: seuraava asiakaspalvelija näkee koko keskustelun. Voit kirjoittaa lisää odottaessasi.",

  // -------------------------------------------------------------------------------------------------- the hold
  held: (alias: string, minutes: number) =>
    `${alias} tarkistaa asiaa, noin ${minutes === 1 ? "minuutin" : `${minutes}\u00a0minuuttia`}`,
  resumed: (alias: string) => `${alias} palasi keskusteluun`,
  onHold: (alias: string) => `${alias} tarkistaa asiaa`,
  onHoldFor: (minutes: number) => `Vielä noin ${minutes}\u00a0min`,
  onHoldStill: "Vielä hetki",

  // ----------------------------------------------------------------------------------------------- the silence
  silence: (minutes: number) =>
    minutes === 1
      ? "Oletko vielä siellä? Keskustelu päättyy minuutin kuluessa, jos et vastaa."
      : `Oletko vielä siellä? Keskustelu päättyy ${minutes}\u00a0minuutin kuluttua, jos et vastaa.`,
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
    verb: "Pyydä vastaus sähköpostiin",
    alone: "Emme ole juuri nyt paikalla",
    shutHelp: "Viestisi on tallessa. Voit pyytää vastauksen sähköpostiisi.",
    aloneHelp: "Viestisi on tallessa. Voit odottaa tai pyytää vastauksen sähköpostiisi.",
    until: (today: boolean, time: string): string => `${today ? "tänään" : "huomenna"} klo ${time}`,
    comeBack: (until: string): string =>
      `Ilman osoitetta näet vastauksen vain täällä. Palaa katsomaan viimeistään ${until}.`,
    tooLate: (until: string): string =>
      `Ilman osoitetta emme voi vastata: keskustelu päättyy ${until}, ennen kuin olemme taas paikalla.`,
    title: "Pyydä vastaus sähköpostiin",
    help: "Saat vastauksen ja koko keskustelun sähköpostiisi. Lähetämme ensin koodin, jolla varmistat, että osoite on sinun. Osoitetta käytetään vain tähän, ja se poistetaan keskustelun mukana.",
    done: "Vastaamme sähköpostiisi",
    doneHelp: (address: string, day: string) =>
      `Vastaus lähtee osoitteeseen ${address}. Jos emme ehdi vastata ${day} mennessä, kerromme senkin. Voit sulkea tämän ikkunan.`,
    states: {
      confirmed: (address: string) => `Osoite on vahvistettu. Vastaus lähtee osoitteeseen ${address}.`,
      sending: (address: string) => `Vastausta lähetetään osoitteeseen ${address}.`,
      sent: (address: string) => `Vastaus on lähetetty osoitteeseen ${address}.`,
      delivered: (address: string) => `Vastaus on toimitettu osoitteeseen ${address}.`,
    },
    unanswered: (address: string): string => `Kerroimme sähköpostilla (${address}), ettei kysymykseesi vastattu.`,
  },

  // --------------------------------------------------------------------------------------------------- the end
  endQuestion: "Päätetäänkö keskustelu?",
  endLeftHelp:
    "Kysymykseesi ei ole vielä vastattu. Jos päätät keskustelun nyt, siihen ei vastata. Jos vain suljet ikkunan, vastaus tulee sähköpostiisi.",
  endUnansweredHelp: "Kysymykseesi ei ole vielä vastattu. Jos päätät keskustelun nyt, siihen ei vastata.",
  endCopyHelp: "Voit silti tilata kopion sähköpostiisi.",
  endHelp: "Kun keskustelu on päätetty, siihen ei voi enää kirjoittaa.",
  endYes: "Päätä keskustelu",
  endNo: "Jatka keskustelua",
  endWhoVisitor: (time: string) => `Päätit keskustelun klo ${time}.`,
  endWhoAgent: (alias: string, time: string) => `${alias} päätti keskustelun klo ${time}.`,
  endWhoSystem: (time: string) => `Keskustelu päättyi klo ${time}.`,
  endWhy: {
    silence: (time: string) => `Keskustelu päättyi klo ${time}, koska viestejä ei ollut tullut pitkään aikaan.`,
    age: (time: string) => `Keskustelu päättyi klo ${time}, koska sen enimmäisaika tuli täyteen.`,
    full: (time: string) =>
      `Keskustelu päättyi klo ${time}, koska siihen ei mahtunut enempää viestejä. Voit jatkaa uudessa keskustelussa.`,
    unanswered: (time: string) =>
      `Emme ehtineet vastata kysymykseesi, ja keskustelu päättyi klo ${time}. Olemme pahoillamme.`,
    abuse: (time: string) =>
      `Asiakaspalvelija päätti keskustelun klo ${time}, koska siinä käyttäydyttiin asiattomasti. Jos sinulla on asiaa, voit aloittaa uuden keskustelun.`,
  },
  endGoOn: (rates: boolean): string => (rates ? "Arvioi ja katso oma koodisi" : "Katso oma koodisi"),
  endDeleted: (date: string) => `Keskustelu poistetaan ${date}.`,
  endDeletedHelp: "Varmuuskopiosta se häviää viikkoa myöhemmin.",
  endReference: "Viite",
  endRightsCode: "Oma koodi",
  endRightsHelp:
    "Ota nämä talteen. Niillä voit myöhemmin nähdä keskustelun, oikaista sitä, kieltää sen käytön tai poistaa sen, myös toisella laitteella.",
  endRightsFailed: "Viitettä ja koodia ei saatu haettua.",
  endCopyBoth: "Kopioi viite ja koodi",
  endShow: "Näytä viestit",
  corrected: (text: string) => `Oikaisu: ${text}`,
  /** Of what an agent has put right. */
  correctedMark: "Korjattu",
  correctedWas: "Ennen korjausta:",
  correctedBy: (alias: string) => `${alias} korjasi viestinsä`,
  hide: {
    verb: "Piilota viesti",
    others: "Siirry nuolilla muihin viesteihisi",
    question: "Piilotetaanko viesti?",
    what: "Viesti korvataan pisteillä sekä sinulla että meillä. Piilotusta ei voi perua.",
    stays: "Jo lähetetyissä sähköposteissa viesti säilyy, ja varmuuskopiosta se häviää viikon kuluessa.",
    keep: "Älä piilota",
  },
  rating: {
    given: "Annoit arvion",
    question: "Miten asiasi hoitui?",
    words: scores,
    comment: "Haluatko kertoa lisää? (vapaaehtoinen)",
    help: "Arvio poistetaan keskustelun mukana.",
    send: "Lähetä arvio",
    thanks: (word: string) => `Kiitos arviosta. Vastasit: ${word}.`,
  },
  gone: {
    forgotten: "Keskustelu on poistettu tältä laitteelta. Meillä se säilyy poistopäivään asti. Voit aloittaa uuden.",
    erased: "Keskustelu on poistettu. Varmuuskopiosta se häviää viikon kuluessa. Voit aloittaa uuden.",
  },

  // ---------------------------------------------------------------------------------------------------- the menu
  menu: {
    data: "Omat tietosi",
    earlier: "Aiempi keskustelu",
    forget: "Poista keskustelu tältä laitteelta",
    about: "Saavutettavuus",
    size: "Tekstin koko",
    sizes: ["Tavallinen teksti", "Suurempi teksti", "Suurin teksti"],
  },
  /** Beside the launcher, while the chat is shut. */
  preview: { title: "Uutta keskustelussa", hide: "Piilota ilmoitus" },
  sound: "Merkkiääni viesteistä",
  soundOn: "Päällä",
  soundOff: "Pois",
  moreLoading: "Haetaan",
  moreFailed: "Tätä ei saatu haettua",

  // -------------------------------------------------------------------------------------------- the transcript
  copy: {
    title: "Kopio sähköpostiin",
    help: "Lähetämme ensin koodin, jolla varmistat, että osoite on sinun. Osoitetta käytetään vain tähän, ja se poistetaan keskustelun mukana.",
    soFar: "Kopiossa ovat viestit siihen asti, kun se lähtee. Sen jälkeen kirjoitetut eivät ole siinä.",
    address: "Sähköpostiosoite",
    order: "Lähetä koodi",
    code: "Vahvistuskoodi",
    codeHelp: (address: string) =>
      `Lähetimme kuusinumeroisen koodin osoitteeseen ${address}. Se on voimassa 10\u00a0minuuttia.`,
    confirm: "Vahvista",
    otherAddress: "Vaihda osoite",
    working: "Hetki",
    offer: (alias: string) => `${alias} voi lähettää kopion keskustelusta sähköpostiisi.`,
    offerYes: "Tilaa",
    offerNo: "Ei kiitos",
    putAway: "Piilota tämä",
    giveCode: "Anna koodi",
    codeOver: "Koodi ei ole enää voimassa. Voit tilata uuden.",
    again: "Tilaa uudelleen",
    until: (time: string): string => `Kopiossa ovat viestit klo ${time} asti.`,
    states: {
      offered: () => "Voit tilata kopion keskustelusta sähköpostiisi.",
      ordered: (address: string) => `Koodi on lähetetty osoitteeseen ${address}.`,
      confirmed: (address: string) => `Tilaus on vahvistettu: ${address}.`,
      sending: (address: string) => `Kopiota lähetetään osoitteeseen ${address}.`,
      sent: (address: string) => `Kopio on lähetetty osoitteeseen ${address}.`,
      delivered: (address: string) => `Kopio on toimitettu osoitteeseen ${address}.`,
      bounced: () => "Viesti ei mennyt perille: osoite ei ota sitä vastaan. Voit tilata kopion toiseen osoitteeseen.",
      complained: (address: string) =>
        `Viestimme merkittiin roskapostiksi osoitteessa ${address}. Siihen ei lähetetä enempää.`,
      failed: () => "Lähetys ei onnistunut. Voit tilata kopion uudelleen.",
      unknown: (address: string) =>
        `Emme saaneet varmuutta, menikö kopio perille. Katso sähköpostisi (${address}), ennen kuin tilaat uudelleen.`,
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
    comeBack: "Näin pääset tähän myöhemmin",
    intro: (reference: string, day: string) =>
      `Keskustelun viite on ${reference}. Kaikki poistetaan viimeistään ${day}, varmuuskopiosta viikkoa myöhemmin.`,
    show: (count: number) => (count === 1 ? "Näytä viesti" : `Näytä ${count}\u00a0viestiä`),
  },
  save: {
    title: "Katso ja tallenna",
    help: "Saat kaiken, mitä keskustelusta on tallessa. Tiedosto tallentuu vain tälle laitteelle.",
    page: "Luettavana sivuna",
    data: "Tiedostona muille ohjelmille (JSON)",
    done: "Tallennettu ladattuihin tiedostoihin.",
  },
  restricted:
    "Keskustelun käsittely on rajoitettu: se on tallessa, mutta henkilökuntamme ei lue eikä käytä sitä muuhun kuin siihen, mitä itse pyydät.",
  objection: {
    title: "Kiellä käyttö laadun arviointiin, koulutukseen, kehittämiseen ja ohjeiden suunnitteluun",
    help: "Voimme muuten käyttää keskusteluja näihin. Laadun arviointiin kuuluu, pitävätkö vastaukset paikkansa.",
    done: "Keskustelua ei käytetä näihin.",
  },
  correct: {
    title: "Oikaise viestiäsi",
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
    help: "Viimeisin lukukerta näkyy tässä hetken viiveellä. Kun odotat jonossa, asiakaspalvelijat näkevät viestisi alun.",
    at: (day: string, time: string) => `${day} klo ${time}`,
    purpose: (purpose: string) => `Tarkoitus: ${purpose}`,
    roles: {
      agent: "asiakaspalvelija",
      supervisor: "esihenkilö",
      reviewer: "laadunarvioija",
      trainer: "kouluttaja",
      administrator: "ylläpitäjä",
      "data-protection-officer": "tietosuojavastaava",
    } as Record<string, string>,
    purposes,
    glass: (why: string) =>
      `Ei hoitanut keskustelua, vaan avasi sen poikkeusluvalla. Syy: ${why}. Tietosuojavastaava näkee tämän.`,
    glassReasons,
  },
  erase: {
    title: "Poista kaikki nyt",
    what: "Viestit, oikaisut, arvio ja sähköpostiosoitteesi poistetaan heti, myös meiltä. Poistoa ei voi perua.",
    whatOpen: "Keskustelu päättyy samalla.",
    stays:
      "Käyttölokiin jää, kuka keskustelua on lukenut ja että se poistettiin. Väärinkäytön estämiseksi sen tunnus säilyy vielä enintään noin vuorokauden. Varmuuskopiosta keskustelu häviää viikon kuluessa.",
    verb: "Poista kaikki",
    keep: "Älä poista",
    done: "Keskustelu on poistettu",
    doneHelp: "Poistimme keskustelun. Varmuuskopiosta se häviää viikon kuluessa.",
  },
  earlier: {
    title: "Aiempi keskustelu",
    help: "Viite ja oma koodi näytettiin chatissa. Ne ovat myös viestissä, jos tilasit kopion tai vastauksen sähköpostiisi. Niillä voit katsoa keskustelua, oikaista sitä, kieltää sen käytön tai poistaa sen niin kauan kuin se on tallessa.",
    verb: "Avaa",
  },
  forget: {
    title: "Poistetaanko keskustelu tältä laitteelta?",
    what: "Keskustelua ei voi enää jatkaa tällä laitteella. Meillä se säilyy poistopäivään asti, ja pääset siihen näillä:",
    verb: "Poista laitteelta",
    keep: "Älä poista",
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
          "Kontrastit vaaleassa ja tummassa, 320 pikselin leveys, 400 prosentin suurennos ja väljemmät rivi- ja merkkivälit.",
          "Automaattinen axe-tarkistus jokaisessa näkymässä Chromium-selaimella.",
          "Keskustelu alusta loppuun: Chromium, Firefox ja Safarin moottori WebKit.",
        ],
      },
      {
        heading: "Mitä ei ole kokeiltu",
        sentences: [
          "Oikeat ruudunlukijat (NVDA, JAWS, VoiceOver, TalkBack) ja niiden käyttäjät.",
          "Safari Applen laitteilla, Firefox Androidissa, puheohjaus ja kytkinohjaus.",
        ],
      },
      {
        heading: "Mitä selaimeen jää",
        sentences: [
          "Kun keskustelu on alkanut, selain säilyttää sen avaimen. Se poistuu, kun avaat chatin seuraavan kerran puoli tuntia keskustelun päättymisen jälkeen tai myöhemmin.",
          "Lisäksi sivun välilehdessä on merkintä siitä, onko chat auki vai kiinni, jotta keskustelu seuraa sivulta toiselle. Muuta siinä ei ole, ja se häviää viimeistään välilehden mukana.",
          "Uusi viesti ilmoitetaan ruudunlukijalle myös silloin, kun ikkuna on kiinni.",
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

export type AroundWords = typeof around;
export type LaterWords = typeof later;
export type LoaderWords = typeof loader;
export type MoreWords = typeof more;
export type PanelWords = typeof panel;
export type TalkWords = typeof talk;
export type WidgetWords = typeof widget;
