/** What all staff read and hear in the console, in Finnish. */
import type { ConsoleWords } from "../../shared/words";
import { soon } from "./common";

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
  leave: {
    title: "Kirjaudutko ulos?",
    lost: "Jokin, mitä olet kirjoittanut, on tallentamatta. Se häviää.",
    keep: "Jatka muokkausta",
  },
  noRoom: "Sinulle ei ole täällä vielä mitään",
  noRoomHelp: "Roolisi ei avaa mitään tämän konsolin osaa. Jos sen pitäisi, pyydä ylläpitäjää tarkistamaan roolisi.",
  ending: (time, minutes) =>
    `Istuntosi päättyy klo ${time}, noin ${minutes}\u00a0minuutin kuluttua. Luonnoksesi säilyvät.`,
  goOn: "Jatka istuntoa",
  roomsName: "Konsolin osat",
  rooms: {
    desk: "Palvelu",
    board: "Tilanne",
    access_log: "Käyttöloki",
    people: "Henkilöt",
    own: "Oma sivu",
    settings: "Asetukset",
    notice: "Tietosuoja",
  },
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
  sound: "Ääni",
  soundOn: "Ääni on päällä",
  soundOff: "Ääni on pois päältä",
  moment: (date, time) => `${date} klo ${time}`,
  signInTitle: "Kirjautuminen",
  summary: "Tarkista tämä",
  loading: "Haetaan…",
  several: { remove: "Poista", up: "Siirrä ylemmäs", down: "Siirrä alemmas" },
  copying: {
    verb: "Kopioi teksti",
    done: "Teksti kopioitu",
    failed: "Selain ei antanut kopioida. Valitse teksti ja kopioi se itse.",
  },
  ringing: {
    silenced: "Ääni ei kuulu ennen kuin painat jotakin",
    notifying: {
      granted: "Ilmoitukset näkyvät työpöydällä.",
      denied: "Ilmoitukset on estetty tässä selaimessa. Salli ne selaimen asetuksissa.",
      default: "Ilmoituksia ei ole vielä sallittu.",
      missing: "Tämä selain ei näytä ilmoituksia.",
    },
    try: "Kokeile ääntä ja ilmoitusta",
    test: "Näin sinulle ilmoitetaan",
    testBody: "Tämä oli koe: kukaan ei odota.",
    ending: "Istunto päättyy pian",
    endingBody: "Paina tästä, niin se jatkuu.",
  },
  keys: {
    title: "Näppäimet",
    always: "Kirjoittaessa",
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
    too_many: ({ of, retry_after }) =>
      of
        ? "Samassa keskustelussa tätä ei voi tehdä enempää."
        : `Teit monta asiaa lyhyessä ajassa. ${soon(retry_after)}`,
  },
  asked: { failed: "Tätä ei saatu haettua", stale: "Tätä ei saatu päivitettyä." },
  loadAgain: "Lataa sivu uudelleen",
  roomNotLoaded: "Tätä konsolin osaa ei saatu ladattua. Luonnoksesi ovat tallessa.",
  notYourRoom: "Se konsolin osa ei ole avoinna roolillesi.",
  callingCount: (count) => (count === 1 ? "1 kävijä odottaa" : `${count} kävijää odottaa`),
  palette: {
    title: "Etsi komento",
    label: "Mitä haluat tehdä?",
    none: "Sellaista komentoa ei ole täällä.",
    count: (options) => (options === 1 ? "1 komento" : `${options} komentoa`),
  },
  does: {
    go: (room) => `Siirry: ${room}`,
    speak: { fi: "Suomeksi", sv: "På svenska", en: "In English" },
    sound: (on) => (on ? "Ota ääni käyttöön" : "Ota ääni pois käytöstä"),
  },
};
