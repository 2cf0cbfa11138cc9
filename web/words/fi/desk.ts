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
  list: {
    name: "Keskustelut",
    stale: "Luetteloa ei saatu päivitettyä.",
    groups: {
      answer: "Odottaa vastaustasi",
      mine: "Omat",
      helping: "Autettavana",
      queue: "Jono",
      left: "Vastaus sähköpostiin",
      handed: "Siirtyneet",
      ended: "Päättyneet",
    },
    leftHelp: "Nämä kävijät ovat pyytäneet vastauksen sähköpostiinsa: he eivät odota täällä, eikä konsoli soi.",
    invitedBy: (alias) => `${alias} pyytää apua.`,
    passedBy: (alias) => `${alias} siirsi tämän sinulle.`,
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
    onHold: (minutes) => (minutes > 0 ? `Tarkistat · ${minutes}\u00a0min` : "Tarkistusaika päättyi"),
    take: "Ota",
    takeName: (visitor) => `Ota: ${visitor}`,
    takeThis: "Ota keskustelu",
    taking: "Otetaan…",
    you: "Sinä:",
    unread: (messages) => (messages === 1 ? "1 lukematon viesti" : `${messages} lukematonta viestiä`),
    notSent: (messages) => (messages === 1 ? "1 viesti lähettämättä" : `${messages} viestiä lähettämättä`),
    asksCopy: "Pyytää kopiota sähköpostiinsa",
    isLeft: "Pyytää vastauksen sähköpostiinsa",
    veiled: "Peitetty viesti",
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
    showEarlier: "Näytä aiemmat viestit",
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
  closing: {
    toast: (visitor) => `Päätetään: ${visitor}`,
    undo: "Peru",
    takenBack: (visitor) => `${visitor}: tuli uusi viesti, joten keskustelua ei päätetty`,
  },
  handed: {
    leftYou: (visitor) => `${visitor} ei ole enää sinulla`,
    cameToYou: (visitor) => `Sinulle siirrettiin keskustelu: ${visitor}`,
    invited: (visitor) => `${visitor}: työkaveri pyytää sinua avuksi.`,
    isYours: (visitor) => `${visitor} on nyt sinulla`,
    severalLeftYou: (count) => `${count} keskustelua ei ole enää sinulla`,
    show: "Näytä",
  },
  waits: { reminded: (visitor) => `${visitor} odottaa vastaustasi`, show: "Näytä" },
  offeredNow: "Kopiota tarjottiin kävijälle",
  day: {
    ending: (time) => `Aukioloaika päättyy klo ${time}.`,
    over: (time) => `Aukioloaika päättyi klo ${time}.`,
    open: (waiting, mine) =>
      waiting + mine === 0 ? "Kukaan ei odota, eikä sinulla ole keskusteluja." : `Jonossa ${waiting}, sinulla ${mine}.`,
    verb: "Päivän päätös",
    notice: { ending: "Aukioloaika päättyy pian", over: "Aukioloaika päättyi" },
    noticeBody: "Avaa työpöytä ja katso, mitä on vielä auki.",
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
    note: "Kirjoita muistiinpano kollegoille",
    passOn: "Siirrä keskustelu (kysyy, kenelle)",
    invite: "Pyydä kollega avuksi (kysyy, kenet)",
    offerCopy: "Tarjoa kopiota sähköpostiin",
    hold: "Kerro, että tarkistat asiaa, tai että olet palannut",
    closeNext: "Päätä ja avaa seuraava (kysyy ensin)",
    close: "Päätä keskustelu (kysyy ensin)",
    day: "Päivän päätös: mitä on vielä auki",
    available: (on) => (on ? "Ilmoittaudu paikalle" : "Siirry tauolle"),
  },
  reading,
};
