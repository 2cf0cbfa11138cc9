/** The agent’s desk, in Finnish. */
import type { DeskWords } from "../../console/rooms/desk/words";
import { words as reading } from "./reading";

/** `12 min`, and from an hour on `1 t 5 min`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}\u00a0t ` : ""}${minutes % 60}\u00a0min`;
}

export const words: DeskWords = {
  available: "Paikalla",
  away: "Poissa",
  visitor: (reference) => `Kävijä ${reference}`,
  status: { waiting: "Odottaa", active: "Käynnissä", closed: "Päättynyt" },
  replaced: "Konsoli on auki muualla",
  replacedHelp:
    "Avasit konsolin niin monessa ikkunassa, että tämän ikkunan yhteys suljettiin. Mitään ei ole kadonnut: voit jatkaa siellä tai tässä.",
  continueHere: "Jatka tässä",
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
  list: {
    name: "Keskustelut",
    stale: "Luetteloa ei saatu päivitettyä.",
    groups: {
      answer: "Odottaa vastaustasi",
      mine: "Omat",
      queue: "Jono",
      left: "Vastaus sähköpostiin",
      handed: "Siirtyneet",
      ended: "Päättyneet",
    },
    leftHelp: "Nämä kävijät ovat pyytäneet vastauksen sähköpostiinsa: he eivät odota täällä, eikä konsoli soi.",
    more: (count: number) => `Näistä näkyy ${count} vanhinta.`,
    moreEnded: (count) => `Näistä näkyy ${count} viimeisintä.`,
    gone: (time) => `Poistui ${time}`,
    noneMine: "Sinulla ei ole keskusteluja. Ota jonosta seuraava, niin se tulee tähän.",
    noneWaiting: "Kukaan ei odota. Kun joku aloittaa keskustelun, se tulee tähän ja konsoli soi.",
    noneWaitingAway: "Kukaan ei odota. Konsoli soi vasta, kun valitset ylhäältä ”Paikalla”.",
    waited: (minutes, long) => {
      if (minutes < 1) return "Juuri äsken";
      return `${long ? "Odottanut jo" : "Odottanut"} ${duration(minutes)}`;
    },
    take: "Ota",
    takeName: (visitor) => `Ota: ${visitor}`,
    takeThis: "Ota keskustelu",
    taking: "Otetaan…",
    you: "Sinä:",
    unread: (messages) => (messages === 1 ? "1 lukematon viesti" : `${messages} lukematonta viestiä`),
    notSent: (messages) => (messages === 1 ? "1 viesti lähettämättä" : `${messages} viestiä lähettämättä`),
    asksCopy: "Pyytää kopiota sähköpostiinsa",
    isLeft: "Pyytää vastauksen sähköpostiinsa",
  },
  conversation: {
    name: "Keskustelu",
    log: "Viestit",
    none: "Valitse keskustelu",
    noneHelp: "Kun otat keskustelun jonosta, se avautuu tähän.",
    noneWaits: "Jonossa odotetaan. Ota seuraava luettelosta tai näppäimellä T.",
    missing: "Tätä keskustelua ei ole täällä",
    missingHelp: "Se on voitu päättää, siirtää toiselle asiakaspalvelijalle tai poistaa.",
    toList: "Takaisin luetteloon",
    waitsSince: (time) => `Odottanut klo ${time} alkaen`,
    firstLineOnly: "Näet vain ensimmäisen viestin alun. Loput avautuvat, kun otat keskustelun.",
    nearlyFull: (messages) =>
      messages <= 1
        ? "Keskusteluun mahtuu enää yksi viesti."
        : `Keskusteluun mahtuu enää noin ${messages}\u00a0viestiä.`,
    toEnd: "Uusimpiin viesteihin",
    answer: (visitor) => `Vastaus: ${visitor}`,
    placeholder: (visitor) => `Kirjoita vastaus: ${visitor}`,
    send: "Lähetä",
    enterSends: "Enter lähettää, Vaihto + Enter vaihtaa riviä",
    counted: (characters, limit) => `${characters} / ${limit} merkkiä`,
    closedAt: (time) => `Keskustelu päättyi klo ${time}.`,
    closedFor: {
      silence: "Kävijältä ei ollut tullut viestejä pitkään aikaan.",
      age: "Keskustelun enimmäisaika tuli täyteen.",
      unanswered: "Kukaan ei ehtinyt vastata.",
      abuse: "Syy oli asiaton käytös.",
      full: "Siihen ei mahtunut enempää viestejä.",
    },
    gone: "Keskustelu ei ole enää saatavilla.",
    deletedOn: (date) => `Se poistetaan ${date}.`,
    draftLeft: "Luonnostasi ei lähetetty:",
    unsentLeft: (messages) =>
      messages === 1 ? "Yksi viestisi jäi lähettämättä." : `${messages}\u00a0viestiäsi jäi lähettämättä.`,
    putAway: "Pois luettelosta",
  },
  passOn: {
    verb: "Siirrä",
    title: "Kenelle keskustelu siirretään?",
    what: "Kävijälle kerrotaan, kuka jatkaa. Seuraava näkee koko keskustelun, joten mitään ei tarvitse kysyä uudelleen.",
    to: "Kuka jatkaa",
    open: (count, orMore) =>
      count === 0
        ? "ei keskusteluja"
        : count === 1 && !orMore
          ? "yksi keskustelu"
          : `${count}${orMore ? "+" : ""} keskustelua`,
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
    isYours: (visitor) => `${visitor} on nyt sinulla`,
    severalLeftYou: (count) => `${count} keskustelua ei ole enää sinulla`,
    show: "Näytä",
  },
  leaving: {
    awayTitle: "Lähdetkö jonosta?",
    away: (count) =>
      count === 1
        ? "Sinulla on yksi keskustelu auki. Voit jatkaa sitä poissa ollessasi tai palauttaa sen jonoon; kävijälle kerrotaan siitä."
        : `Sinulla on ${count} keskustelua auki. Voit jatkaa niitä poissa ollessasi tai palauttaa ne jonoon; kävijöille kerrotaan siitä.`,
    outTitle: "Kirjaudutaanko ulos?",
    out: (count) =>
      count === 1
        ? "Sinulla on yksi keskustelu auki. Kun kirjaudut ulos, se palaa jonoon ja kävijälle kerrotaan siitä."
        : `Sinulla on ${count} keskustelua auki. Kun kirjaudut ulos, ne palaavat jonoon ja kävijöille kerrotaan siitä.`,
    outVerb: "Kirjaudu ulos",
    stay: "Jää paikalle",
    keepThem: "Poissa, jatkan avoimia",
    giveBack: "Poissa, avoimet jonoon",
  },
  hide: {
    verb: "Piilota viesti",
    title: "Piilotetaanko viesti?",
    what: "Viesti korvataan pisteillä sekä sinulla että kävijällä, myös kopioissa, jotka lähtevät tämän jälkeen. Piilotus kirjataan käyttölokiin, eikä sitä voi perua.",
    stays: "Jo lähetetyissä sähköposteissa viesti säilyy, ja varmuuskopiosta se häviää viikon kuluessa.",
    own: "Oman viestisi voit piilottaa vain, jos siinä on jonkun henkilötietoja. Väärän vastauksen korjaat kirjoittamalla uuden viestin.",
    ground: "Viestissä on jonkun henkilötietoja",
    groundMissing: "Valitse ensin, että viestissä on henkilötietoja.",
    busy: "Piilotetaan…",
    keep: "Älä piilota",
    done: "Viesti on piilotettu",
    noMore:
      "Tästä keskustelusta ei voi piilottaa enempää viestejä. Kävijä voi poistaa koko keskustelun kohdassa Omat tietosi.",
    notFound: "Tätä viestiä ei voi piilottaa. Keskustelu ei ehkä ole enää sinulla, tai se on poistettu.",
  },
  close: {
    title: "Päätetäänkö keskustelu?",
    what: "Kävijä näkee, että keskustelu on päättynyt, ja voi vielä tilata siitä kopion sähköpostiinsa. Päätettyyn keskusteluun ei voi enää kirjoittaa.",
    answer:
      "Vastauksesi ja koko keskustelu lähtevät nyt kävijän sähköpostiin. Päätettyyn keskusteluun ei voi enää kirjoittaa.",
    noAnswer:
      "Kävijä odottaa vastausta sähköpostiinsa, etkä ole vielä vastannut. Jos päätät keskustelun nyt, hänelle kerrotaan sähköpostissa, ettei kysymykseen vastattu.",
    draft: "Tätä vastausta et ole lähettänyt:",
    unsent: (count) => (count === 1 ? "Yksi viestisi on vielä matkalla." : `${count} viestiäsi on vielä matkalla.`),
    abuse: "Syy on asiaton käytös",
    abuseHelp: "Kävijälle kerrotaan asiallisesti, että keskustelu päätettiin siksi.",
    verb: "Päätä keskustelu",
    verbShort: "Päätä",
    keep: "Jatka keskustelua",
  },
  facts: {
    name: "Tiedot",
    left: (date) =>
      `Kävijä on pyytänyt vastauksen sähköpostiinsa. Se lähtee, kun olet vastannut ja päätät keskustelun tai siinä on ollut hiljaista puoli tuntia. Vastaa viimeistään ${date}.`,
    objected: "Kävijä on kieltänyt käytön laadun arviointiin, koulutukseen, kehittämiseen ja ohjeiden suunnitteluun.",
    visitorsName: "Kävijän nimi",
    topic: "Aihe",
    language: "Kieli",
    site: "Sivusto",
    started: "Alkoi",
    helped: "Vastanneet",
    deleted: "Poistetaan",
    reference: "Viite",
    copy: "Kopioi viite",
    copied: "Viite kopioitu",
    notCopied: "Selain ei antanut kopioida. Valitse viite ja kopioi se itse.",
    transcript: "Kopio sähköpostiin",
    noTranscript: "Kävijä voi tilata kopion keskustelusta sähköpostiinsa. Voit tarjota sitä, jos hän pyytää.",
    asked: "Kävijä pyytää kopiota sähköpostiinsa.",
    offer: "Tarjoa kopiota",
    offerTitle: "Tarjotaanko kopiota?",
    offerWhat: "Kävijä näkee heti, että hän voi tilata sähköpostiinsa kopion keskustelusta. Tarjousta ei voi perua.",
    keep: "Älä tarjoa",
    offerAgain: "Tarjoa uudelleen",
    offeredNow: "Kopiota tarjottiin kävijälle",
    answerWaits: ["Vahvistettu", "Kävijä osoitti osoitteen omakseen. Vastaus lähtee, kun keskustelu päättyy."],
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
  calling: {
    title: "Uusi keskustelu odottaa",
    body: "Avaa jono ja ota se.",
    answered: (visitor) => `${visitor} kirjoitti`,
    answeredBody: "Avaa keskustelu ja lue viesti.",
  },
  commands: {
    next: "Seuraava keskustelu",
    previous: "Edellinen keskustelu",
    take: "Ota odottava keskustelu",
    answer: "Kirjoita vastaus",
    passOn: "Siirrä keskustelu (kysyy, kenelle)",
    offerCopy: "Tarjoa kopiota sähköpostiin",
    close: "Päätä keskustelu (kysyy ensin)",
    available: (on) => (on ? "Ilmoittaudu paikalle" : "Siirry tauolle"),
  },
  reading,
};
