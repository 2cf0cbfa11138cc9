/** What the chat says in Finnish about one's data and rights, other conversations, this device, accessibility. */
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
    doneHelp: "Meillä ei ole enää mitään siitä, mitä kirjoitettiin.",
  },
  earlier: {
    title: "Aiempi keskustelu",
    help: "Keskustelun lopussa näytettiin viite ja oikeuskoodi. Niillä voit katsoa, oikaista tai poistaa keskustelun, kunnes se poistetaan.",
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

export type MoreWords = typeof more;
