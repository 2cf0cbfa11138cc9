/** Asetukset: in Finnish. */
import type { SettingsWords } from "../../console/rooms/settings/words";
import { mistakes } from "./mistakes";

export const words: SettingsWords = {
  title: "Sivustot",
  lead: "Sivustot, joilla keskustelu on käytössä, ja kaikki, mitä kukin niistä kertoo kävijöille yrityksestä.",
  caption: (sites) => (sites === 1 ? "1 sivusto" : `${sites}\u00a0sivustoa`),
  columns: { company: "Yritys", key: "Avain", now: "Juuri nyt", changed_at: "Muutettu" },
  alwaysOpen: "Aina avoinna",
  notChanged: "Ei tiedossa",
  changed: (moment, by) => (by ? `${moment}, ${by}` : moment),
  none: "Sivustoa ei ole",
  noneHelp: "Luo ensimmäinen sivusto, niin saat koodin, jonka voit liittää yrityksen sivuille.",
  back: "Kaikki sivustot",
  closed: {
    title: "Chat on suljettu",
    since: (moment) => `Chat on suljettu ${moment}`,
    what: "Uusia keskusteluja ei voi aloittaa millään sivustolla; kesken olevat jatkuvat. Chatin on sulkenut se, joka pitää palvelua yllä AWS:ssä, ja hän myös avaa sen.",
    by: (name) => `Sulkija: ${name}.`,
    read: "Kävijät lukevat sen sijaan:",
  },
  tag: {
    title: "Sivuille liitettävä koodi",
    lead: "Liitä tämä yrityksen sivujen lähdekoodiin, mihin tahansa kohtaan. Se toimii vain alla luetelluissa osoitteissa.",
    see: "Katso, että se toimii",
    seeHelp:
      "Sivu avautuu uuteen välilehteen, ja keskustelu aukeaa siellä itsestään. Kukaan ei saa siitä hälytystä ennen kuin kirjoitat.",
    open: (host) => `Avaa ${host}`,
    unseen:
      "Jos keskustelu ei aukea, koodi puuttuu sivulta, sivu on vielä välimuistissa tai sen osoite ei ole luettelossa.",
  },
  create: {
    begin: "Lisää sivusto",
    title: "Uusi sivusto",
    lead: "Aloita näistä. Tekstit, palveluajat ja kaiken muun annat seuraavaksi sivuston omalla sivulla.",
    origin: "Sivuston osoite",
    keyHelp: "Lyhyt nimi, joka näkyy liitettävässä koodissa, esimerkiksi kauppa. Sitä ei voi muuttaa myöhemmin.",
    verb: "Luo sivusto",
    busy: "Luodaan…",
  },
  basics: "Yritys ja osoitteet",
  saying: "Tervehdys ja avauspainike",
  looks: "Väri ja teema",
  names: {
    company: "Yrityksen nimi",
    key: "Avain",
    origins: "Osoitteet, joiden sivuilla keskustelu saa olla",
    language: "Oma kieli",
    privacy_notice: "Yrityksen oma tietosuojaseloste",
    hours: "Palveluajat",
    contacts: "Muut yhteystiedot",
    colour: "Tunnusväri",
    theme: "Vaalea vai tumma",
    greeting: "Tervehdys",
    launcher: "Avauspainikkeen teksti",
    topics: "Aiheet",
    today: "Päivän tiedotteet",
    limits: "Rajat",
    logo: "Logo",
  },
  themes: { light: "Vaalea", dark: "Tumma", system: "Kävijän laitteen mukaan" },
  ours: "Juttun oma",
  nothing: "Ei ole",
  logo: {
    help: "PNG, JPEG tai SVG, mieluiten vaakasuuntainen. Suuri kuva pienennetään. Näkyy keskustelun yläreunassa.",
    now: "Nykyinen logo",
    next: "Uusi logo",
    choose: "Valitse kuva",
    ask: "Otetaanko tämä logo käyttöön?",
    remove: "Poista logo",
    askRemove: "Poistetaanko logo?",
  },
  colour: {
    black: (contrast) => `Sen päällä on musta teksti, kontrasti ${contrast}:1.`,
    white: (contrast) => `Sen päällä on valkoinen teksti, kontrasti ${contrast}:1.`,
  },
  outlined: "Vaalealla sivulla sen ympärille piirretään reunaviiva.",
  colourUnknown: "Selain valitsee, onko sen päällä musta vai valkoinen teksti.",
  kinds: { phone: "Puhelin", mail: "Sähköposti", page: "Sivu", visit: "Käyntiosoite" },
  hours: {
    set: "Palveluajat on asetettu",
    week: "Tavallinen viikko",
    weekHelp: "Esimerkiksi 9–16 tai 9–12, 13–16.30. Tyhjänä suljettu.",
    dates: "Poikkeavat päivät",
    datesHelp: "Nämä menevät viikon ja pyhäpäivien edelle.",
    addDate: "Lisää päivä",
    date: (number) => `Päivä ${number}`,
    day: "Päivä",
    open: "Avoinna",
    openHelp: "Tyhjänä suljettu.",
    days: {
      mon: "Maanantai",
      tue: "Tiistai",
      wed: "Keskiviikko",
      thu: "Torstai",
      fri: "Perjantai",
      sat: "Lauantai",
      sun: "Sunnuntai",
    },
    closed: "suljettu",
    holidaysName: "Pyhäpäivät",
    holidays: { "": "Auki kuten muulloinkin", FI: "Suljettu Suomen pyhäpäivinä" },
    zone: "Minkä paikan aikaa",
    calendar: "Seuraavat neljä viikkoa",
    calendarLead: "Näin hoidamme palveluajat kunakin päivänä.",
    never: "Yhtenäkään päivänä ei ole palveluaikaa.",
    told: "Kävijöille:",
    why: { week: "tavallinen viikko", own: "poikkeava päivä", holiday: "pyhäpäivä" },
  },
  contacts: "Tarjolla, kun keskusteluun ei vastata. Ensimmäinen on tärkein.",
  topics: "Kävijä voi valita aiheen, ennen kuin hän kirjoittaa.",
  today: "Näkyvät avauspainikkeessa ja keskustelussa näinä päivinä.",
  limits: {
    lead: "Rajat estävät väärinkäyttöä. Nosta niitä, jos monella asiakkaallasi on sama verkko, kuten koulussa tai sairaalassa.",
    names: {
      conversations_an_hour: "Uusia keskusteluja samasta verkosta tunnissa",
      unanswered_a_network: "Samasta verkosta vastausta odottavia yhtä aikaa",
      transcripts_a_site_a_day: "Sähköpostiin tilattuja kopioita vuorokaudessa",
    },
    help: {
      conversations_an_hour: "5–200. Sen jälkeen aloittava odottaa hetken, ja hänen selaimensa laskee pienen tehtävän.",
      unanswered_a_network: "40–400. Sen jälkeen viesti lähtee, kun joku edellisistä on saanut vastauksen.",
      transcripts_a_site_a_day: "10–1000. Sen jälkeen kopioita voi tilata taas seuraavana päivänä.",
    },
    number: "Kirjoita kokonaisluku.",
  },
  doubts: {
    title: "Tarkoititko tätä?",
    overMidnight: (day, range) => `${day}: ${range} jatkuu keskiyön yli seuraavaan päivään.`,
    date: (date) => `${date} on jo mennyt, joten sen ajat eivät vaikuta mihinkään.`,
    notice: (days) => `Tiedote ei näy kenellekään, koska sen päivät ovat jo menneet: ${days}.`,
    over: "mennyt",
  },
  days: (from, until) => (from === until ? from : `${from}–${until}`),
  preview: {
    title: "Katso, miltä keskustelu näyttäisi",
    language: "Esikatselun kieli",
    presence: "Tilanne",
    there: "Kun joku on paikalla",
    nobody: "Kun ketään ei ole",
  },
  versions: {
    title: "Muutokset",
    lead: "Kaksikymmentä viimeisintä. Muutos ja sen tekijän nimi säilyvät kaksi vuotta.",
    row: (moment, by) => `${moment}: ${by}`,
    unknown: "Muutoksia ei ole tiedossa.",
    file: "tuotu tiedostosta",
    now: "voimassa nyt",
    look: "Katso ja palauta",
    ask: (version) => `Palautetaanko tämä? ${version}`,
    restore: "Palauta",
    keep: "Älä palauta",
    logo: "Logo pysyy sellaisena kuin se nyt on.",
  },
  edit: {
    change: "Muuta",
    lead: "Kun muutat jotakin, ensin kerrotaan, mitä muuttuisi. Mitään ei tallennu ennen kuin vahvistat.",
    verb: "Tarkista muutokset",
    busy: "Tarkistetaan…",
    leave: "Peru",
    companyHelp: "Näkyy kävijöille ja lähettäjänä sähköposteissa.",
    originsHelp: "Osoitteen alku, kuten https://www.yritys.example, ilman polkua.",
    addOrigin: "Lisää osoite",
    origin: (number) => `Osoite ${number}`,
    languageHelp: "Käytetään, kun sivu ja selain eivät kerro kieltä. Tekstit annetaan ainakin tällä kielellä.",
    privacyHelp: "Osoite, jos yrityksellä on oma seloste. Tyhjänä näytetään Juttun tekemä seloste.",
    noColour: "Selain ei tunne tällaista väriä. Kirjoita esimerkiksi #0a5c8a.",
    colourHelp: "Kuten tyyliohjeessa, esimerkiksi #0a5c8a. Tyhjänä käytetään Juttun omaa väriä.",
    addContact: "Lisää yhteystieto",
    contact: (number) => `Yhteystieto ${number}`,
    kind: "Laji",
    contactName: "Nimi",
    contactNameHelp: "Esimerkiksi Päivystys. Ilman nimeä näkyy pelkkä yhteystieto; sivulla pitää olla nimi.",
    topicsHelp: (least, most) => `Aiheita on ${least}–${most}, tai ei yhtään.`,
    addTopic: "Lisää aihe",
    topic: (number) => `Aihe ${number}`,
    addToday: "Lisää tiedote",
    notices: (number) => `Tiedote ${number}`,
    since: "Ensimmäinen päivä",
    until: "Viimeinen päivä",
    words: "Teksti",
    inLanguage: (name, language) => `${name}: ${language}`,
    empty:
      "Kielissä, joilla ei ole omaa tekstiä, näkyy Juttun oma teksti. Oman kielen teksti tarvitaan, jos jollakin muulla on teksti.",
    same: "Mikään ei muuttuisi",
    ask: "Tallennetaanko muutokset?",
    these: "Nämä muuttuvat:",
    save: "Tallenna",
    saving: "Tallennetaan…",
    keep: "Älä tallenna",
    done: "Asetukset on tallennettu",
    notice: "Tietosuojaseloste ei muutu.",
  },
  stage: {
    title: "Koko palvelu",
    lead: "Nämä ovat voimassa kaikilla sivustoilla. Kun muutat jotakin, ensin kerrotaan, mitä muuttuisi. Mitään ei tallennu ennen kuin vahvistat.",
    link: "Koko palvelun asetukset",
    controller: {
      title: "Rekisterinpitäjä",
      lead: "Tämä nimi lukee tietosuojaselosteessa ja sähköposteissa.",
      deployed:
        "Nimi annetaan, kun palvelu otetaan käyttöön: asetus Controller. Sen voi vaihtaa se, joka asentaa palvelun AWS:ään.",
    },
    networks: {
      title: "Verkot, joissa rooleja voi käyttää",
      lead: "Jos roolilla ei ole verkkoja, sitä voi käyttää kaikkialla. Muissa verkoissa henkilöllä ei ole roolia: ylläpitäjä, joka myös vastaa asiakkaille, voi vastata kotoa, mutta siellä hän ei ole ylläpitäjä.",
      help: "Kirjoita yksi verkko riville, esimerkiksi 192.0.2.0/24 tai 2001:db8::/32.",
      own: (address) => `Osoitteesi on nyt ${address}. Sitä ei tallenneta.`,
      within: (minutes) =>
        minutes === 1
          ? "Muutos on voimassa kaikkialla minuutin kuluessa."
          : `Muutos on voimassa kaikkialla ${minutes}\u00a0minuutin kuluessa.`,
      from: (networks) =>
        networks === 0
          ? "missä tahansa verkossa"
          : networks === 1
            ? "vain 1\u00a0verkossa"
            : `vain ${networks}\u00a0verkossa`,
    },
    told: {
      title: "Kenelle kerrotaan odottavista kysymyksistä",
      lead: "Jos kävijä on pyytänyt vastausta sähköpostiin eikä kukaan ole avannut keskustelua, näihin osoitteisiin lähtee viesti. Siinä ei kerrota, kuka on kysynyt tai mitä. Viesti toistuu neljän tunnin välein.",
      addresses: "Sähköpostiosoitteet",
      help: "Yksi osoite riville, enintään viisi. Tyhjänä kenellekään ei kerrota.",
      cameBack: (addresses) =>
        `Viesti on tullut takaisin, eikä uusia lähetetä ennen kuin asetukset tallennetaan uudelleen: ${addresses}.`,
      after: "Kerrotaan, kun on odotettu",
      afterHelp: "Odottavat tarkistetaan vartin välein.",
      minutes: (minutes) =>
        minutes === 1
          ? "minuutti"
          : minutes === 60
            ? "tunti"
            : minutes % 60 === 0
              ? `${minutes / 60}\u00a0tuntia`
              : `${minutes}\u00a0minuuttia`,
      to: (addresses) =>
        addresses === 0 ? "ei kenellekään" : addresses === 1 ? "yksi osoite" : `${addresses}\u00a0osoitetta`,
    },
    answer: {
      title: "Kun asiakaspalvelija ei vastaa",
      lead: "Kun kävijä on odottanut vastausta, asiakaspalvelijaa muistutetaan. Jos vastausta ei silti tule, keskustelu palaa jonoon. Siitä kerrotaan molemmille.",
      remind: "Muistutetaan, kun on odotettu",
      back: "Palautetaan, kun on odotettu",
      help: "Aikaa ei kulu, kun asiakaspalvelija tarkistaa asiaa.",
      never: "ei palauteta",
    },
    veiled: {
      title: "Peitettävät sanat",
      lead: "Asiakaspalvelija voi valita omissa asetuksissaan, että kävijän viesti, jossa on jokin näistä sanoista, näkyy hänelle ensin peitettynä. Viesti itse ei muutu.",
      help: "Kirjoita sana tai sanonta riville. Tähti lopussa tarkoittaa kaikkia sanoja, jotka alkavat näin: hölmö*.",
      changes: (language, added, removed) => `${language}: ${added} tulee, ${removed} poistuu`,
    },
    left: {
      title: "Kuinka kauan vastausta odotetaan",
      lead: "Kun ketään ei ole paikalla, kävijä voi pyytää vastauksen sähköpostiinsa. Jos kukaan ei vastaa tässä ajassa, kävijä saa siitä viestin. Aika kerrotaan tietosuojaselosteessa.",
      days: "Odotusaika",
      help: "Koskee pyyntöjä, jotka tulevat muutoksen jälkeen.",
      number: (days) => (days === 1 ? "1\u00a0päivä" : `${days}\u00a0päivää`),
    },
    phones: {
      title: "Puhelimen herätys",
      lead: "Jos kukaan ei ota odottavaa minuutissa, niiden asiakaspalvelijoiden puhelimet herätetään, jotka ovat itse valinneet sen. Herätyksessä ei ole sisältöä. Kun tämä otetaan pois, tallennetut puhelimet poistetaan.",
      noKey: "Avain puuttuu: asennuksessa Pushes=true.",
      label: "Herätys",
    },
    line: (name, number, sentence) => `${name}, rivi ${number}: ${sentence}`,
    notice: {
      changes: "Tietosuojaseloste muuttuu viiden minuutin kuluessa:",
      inLanguage: (language, places) =>
        places === 0
          ? `${language}: mikään ei muutu`
          : places === 1
            ? `${language}: 1 kohta muuttuu`
            : `${language}: ${places}\u00a0kohtaa muuttuu`,
      gone: "Poistuu:",
      new: "Tulee:",
    },
    deployed: "käyttöönoton asetukset",
  },
  mistakes,
  seen: (minutes) =>
    `Muutos näkyy jokaisella sivulla viimeistään ${minutes}\u00a0minuutin kuluttua, avattavassa keskustelussa heti.`,
};
