/** Tietosuojaseloste: in Finnish. */
import type { NoticeWords } from "../../console/rooms/notice/words";
import { mistakes } from "./mistakes";

export const words: NoticeWords = {
  title: "Tietosuojaseloste",
  lead: "Tämän kävijä voi lukea, ennen kuin hän kirjoittaa mitään. Yrityksen omat tiedot muutetaan alla kohta kerrallaan; muu tulee selosteeseen palvelun asetuksista.",
  leadRead: "Tämän kävijä voi lukea, ennen kuin hän kirjoittaa mitään. Selostetta muuttaa ylläpitäjä.",
  back: "Takaisin selosteeseen",
  demo: {
    title: "Selosteessa on vielä esimerkkiyrityksen tietoja",
    lead: "Näissä kohdissa lukee, mitä keksitty yritys kertoo itsestään. Kirjoita niihin omat tietonne ennen kuin palvelu avataan kävijöille. Kävijöiden käyttämässä ympäristössä selostetta ei julkaista, jos yksikin on jäljellä.",
    here: "Esimerkkiyrityksen tieto",
  },
  lacking: {
    title: "Selosteesta puuttuu tietoja",
    lead: "Palvelun uusi versio tarvitsee nämä. Siihen asti kävijät näkevät edellisen version.",
  },
  draft: {
    title: "Julkaisematta",
    lead: "Muutokset ovat vain tällä sivulla, eivätkä ne säily, jos suljet sen. Kävijät näkevät ne vasta, kun ne julkaistaan.",
    drop: "Hylkää muutokset",
    dropped: "Muutokset on hylätty",
  },
  now: {
    title: "Näkyvissä nyt",
    version: "Versio",
    since: (moment, by) => (by ? `${moment} alkaen, julkaisija ${by}` : `${moment} alkaen`),
    where: "Osoite",
    opens: "avautuu uuteen välilehteen",
    own: "tämän sivuston keskustelu ohjaa yrityksen omaan selosteeseen",
    seen: (minutes) => `Palvelu näyttää muutoksen viimeistään ${minutes}\u00a0minuutin kuluttua julkaisemisesta.`,
    languages: "Selosteen kieli",
  },
  versions: {
    title: "Versiot",
    lead: "Kaikki, mitä kävijöille on näytetty, uusin ensin. Versiot säilyvät, julkaisijan nimi kaksi vuotta.",
    row: (moment, by) => (by ? `${moment} alkaen, ${by}` : `${moment} alkaen`),
    now: "näkyvissä nyt",
    heading: (version) => `Versio ${version}`,
    none: "Tällaista versiota ei ole",
    noneHelp: "Osoitteessa voi olla virhe.",
  },
  deployed:
    "Nimi annetaan, kun palvelu otetaan käyttöön: asetus Controller. Sen voi vaihtaa se, joka asentaa palvelun AWS:ään.",
  rows: { change: "Muuta", nothing: "Ei ole" },
  parts: {
    controller: "Rekisterinpitäjä",
    contact: "Yhteyshenkilö",
    officer: "Tietosuojavastaava",
    register: "Rekisteri",
    "bases.service": "Asian hoitamisen peruste",
    "bases.improvement": "Palvelun parantamisen peruste",
    "bases.security": "Tietojen suojaamisen peruste",
    processors: "Käsittelijät",
    transfers: "Siirrot EU:n ulkopuolelle",
    premises: "Tilojen suojaus",
    measures: "Suojatoimet",
    disclosures: "Luovutukset",
  },
  helps: {
    controller: "Rekisterinpitäjän nimi on palvelun asetus, eikä sitä muuteta täällä.",
    contact: "Kuka vastaa kysymyksiin rekisteristä: nimi tai tehtävä.",
    "bases.service": "Jos peruste on oikeutettu etu, kerro, mikä etu se on ja miksi kävijän edut eivät syrjäytä sitä.",
    "bases.improvement":
      "Kävijä voi kieltää tämän käytön, joten perusteena on oikeutettu etu tai yleistä etua koskeva tehtävä.",
    processors: "Kuka käsittelee tietoja yrityksen puolesta, missä, ja mikä velvoittaa salassapitoon.",
    transfers:
      "Siirretäänkö tietoja EU:n ja ETA:n ulkopuolelle, millä suojatoimilla, ja mistä niiden jäljennöksen saa.",
    premises: "Omat ja palveluntarjoajien tilat. Kirjoita vain se, mikä pitää paikkansa.",
    measures: "Miten tiedoista huolehditaan. Kirjoita vain se, mikä pitää paikkansa.",
    disclosures: "Mitä luovutuksia laki voi vaatia.",
  },
  fields: {
    business_id: "Y-tunnus",
    postal_address: "Postiosoite",
    visiting_address: "Käyntiosoite",
    name: "Nimi",
    phone: "Puhelin",
    email: "Sähköposti",
    appointed: "Tietosuojavastaava on nimitetty",
    basis: "Peruste",
    interests: "Oikeutettu etu",
    balancing: "Miksi kävijän edut eivät syrjäytä sitä",
    law: "Laki, johon peruste nojaa",
    processor: "Käsittelijän nimi",
    task: "Tehtävä",
    place: "Paikka",
    secrecy: "Mikä velvoittaa salassapitoon",
    text: "Teksti",
  },
  yes: "kyllä",
  no: "ei",
  businessIdHelp: "Esimerkiksi 1572860-0. Ulkomaisen yrityksen rekisterinumero kirjoitetaan sellaisenaan.",
  bases: {
    legitimate_interests: "Oikeutettu etu",
    contract: "Sopimus tai sen valmistelu",
    legal_obligation: "Lakisääteinen velvoite",
    public_task: "Yleistä etua koskeva tehtävä",
  },
  inLanguage: (name, language) => `${name}: ${language}`,
  lists: {
    processors: { add: "Lisää käsittelijä", one: (place) => `${place}. käsittelijä` },
    premises: { add: "Lisää kohta", one: (place) => `${place}. kohta` },
    measures: { add: "Lisää suojatoimi", one: (place) => `${place}. suojatoimi` },
  },
  edit: {
    title: (part) => `Muuta: ${part}`,
    verb: "Katso, mikä muuttuu",
    busy: "Tarkistetaan…",
    same: "Seloste ei muuttuisi",
    ask: "Julkaistaanko seloste?",
    gone: "Poistuu:",
    new: "Tulee:",
    inLanguage: (language, places) =>
      places === 0
        ? `${language}: mikään ei muutu`
        : places === 1
          ? `${language}: 1 kohta muuttuu`
          : `${language}: ${places}\u00a0kohtaa muuttuu`,
    save: "Julkaise",
    saving: "Julkaistaan…",
    keep: "Älä julkaise vielä",
    done: (minutes) => `Seloste on julkaistu. Palvelu näyttää sen viimeistään ${minutes}\u00a0minuutin kuluttua.`,
    elsewhere: (part, sentence) => `${part}: ${sentence}`,
    stillDemo: (parts) => `Näissä kohdissa on yhä esimerkkiyrityksen tietoja: ${parts}.`,
  },
  mistakes,
};
