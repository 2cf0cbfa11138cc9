/** What the agent’s desk fetches after its list, in Finnish. */
import type { DeskLaterWords } from "../../console/rooms/desk/words";
import { words as desk } from "./desk";
import { words as notes } from "./notes";
import { abuseReasons, passOnReasons } from "./reasons";

export const words: DeskLaterWords = {
  ...desk,
  presence: {
    here: "Kävijä on paikalla",
    seen: (when) => `Kävijä oli viimeksi paikalla ${when}`,
    at: (time) => `klo ${time}`,
    unknown: "Ei tiedetä, onko kävijä paikalla",
  },
  correct: {
    label: (visitor) => `Korjaa viestisi: ${visitor}`,
    help: "Enter korjaa, Esc jättää ennalleen. Kävijä näkee, että viesti on korjattu, ja voi katsoa, mitä siinä luki.",
    verb: "Korjaa viesti",
    keep: "Jätä ennalleen",
    done: "Viesti on korjattu",
    noMore: "Tässä keskustelussa ei voi korjata enempää viestejä. Kirjoita korjaus uutena viestinä.",
    notFound: "Tätä viestiä ei voi korjata. Se on voitu piilottaa, tai keskustelu ei ole enää sinulla.",
  },
  hold: {
    verb: "Tarkistan",
    title: "Kuinka kauan tarkistat asiaa?",
    what: "Kävijälle kerrotaan, että tarkistat asiaa ja kuinka kauan. Sinä aikana keskustelu ei pääty hiljaisuuteen eikä palaa jonoon.",
    minutes: (minutes) => `${minutes}\u00a0min`,
    still: (minutes) => `Tarkistat asiaa, vielä ${minutes}\u00a0min`,
    over: "Tarkistusaika päättyi. Kävijä odottaa sinua.",
    back: "Olen palannut",
  },
  waits: {
    ...desk.waits,
    owed: "Kävijä odottaa vastaustasi.",
    returns: (minutes) =>
      minutes > 0 ? `Keskustelu palaa jonoon ${minutes}\u00a0minuutin kuluttua.` : "Keskustelu palaa pian jonoon.",
  },
  inserting: {
    title: "Valmiit vastaukset",
    slash: "/ avaa valmiit vastaukset",
    find: "Etsi vastausta",
    groups: { own: "Omat", shared: "Yhteiset" },
    count: (answers, language) => `${answers === 1 ? "1 vastaus" : `${answers}\u00a0vastausta`}, ${language}`,
    none: "Mikään vastaus ei vastaa hakua. Esc palaa viestiin.",
    empty: "Valmiita vastauksia ei vielä ole. Niitä kirjoitetaan kohdassa Vastaukset.",
    languages: "Vastauksen kieli",
    nextLanguage: "Enter lisää, → vaihtaa kieltä, Esc palaa viestiin",
    preview: "Näin se tulee viestiin",
    onlyIn: (language) => `Tätä ei ole valitulla kielellä: ${language}.`,
    lacking: (names) => `Ei tiedossa: ${names}`,
    names: {
      name: "kävijän nimi",
      alias: "oma nimesi",
      company: "yritys",
      contact: "yhteystieto",
      reference: "viite",
    },
    greeted: "Tervehdyksesi on kentässä. Tarkista ja lähetä.",
  },
  undoing: {
    waits: "Keskustelu päättyy kohta. Kävijä ei tiedä siitä vielä.",
    seconds: (seconds) => `${seconds}\u00a0s`,
    asked: "Päätetään…",
    stuck: "Palvelu ei vastaa. Keskustelu päätetään heti, kun yhteys toimii.",
    undo: "Peru päättäminen",
    now: "Päätä heti",
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
    why: "Syy",
    whyHelp: "Seuraava asiakaspalvelija näkee syyn, kävijä ei.",
    noReason: "Ei syytä",
    note: "Muistiinpano sille, joka jatkaa",
    noteHelp:
      "Kollegat lukevat sen viestien joukosta. Kävijä ei näe sitä chatissa, mutta saa sen, jos hän pyytää tietonsa.",
    reasons: passOnReasons,
    from: (alias, why) => `${alias} siirsi keskustelun sinulle. Syy: ${why}`,
    speaksNot: (language) => `Ei vastaa tällä kielellä: ${language}`,
  },
  helping: {
    here: "Keitä muita keskustelussa on",
    has: (alias) => `Keskustelu on asiakaspalvelijalla ${alias}`,
    grounds: {
      invited: (alias, since) => `${alias} on mukana auttamassa, ${since} alkaen`,
      supervising: (alias, since, purpose) =>
        `Valvoja ${alias} seuraa keskustelua, ${since} alkaen. Tarkoitus: ${purpose}`,
      glass: (alias, since) => `${alias} lukee keskustelua poikkeusluvalla, ${since} alkaen`,
      purpose: (alias, since) => `${alias} lukee keskustelua, ${since} alkaen`,
    },
    purposes: {
      help: "asiakaspalvelijan apu",
      complaint: "valitus tai reklamaatio",
      safety: "turvallisuus",
      coaching: "perehdytys ja ohjaus",
    },
    ask: "Pyydä avuksi",
    letGo: (alias) => `Vapauta ${alias}`,
    letWrite: (alias) => `Anna kirjoittaa: ${alias}`,
    leave: "Poistu keskustelusta",
    title: "Kuka pyydetään avuksi?",
    what: "Avuksi pyydetty näkee koko keskustelun ja voi kirjoittaa kävijälle omalla nimellään. Kävijälle kerrotaan siitä. Keskustelu pysyy sinulla.",
    whom: "Kuka auttaa",
    nobody: "Muita asiakaspalvelijoita ei ole nyt paikalla.",
    choose: "Valitse, kuka auttaa",
    verb: "Pyydä avuksi",
    busy: "Pyydetään…",
    keep: "Jatka yksin",
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
    waiting: (count) => (count === 1 ? "Jonossa odottaa yksi kävijä." : `Jonossa odottaa ${count}\u00a0kävijää.`),
  },
  notes: {
    ...notes,
    what: "Mitä kirjoitat",
    answer: "Vastaus",
    note: "Muistiinpano",
    label: "Muistiinpano kollegoille. Kävijä ei näe sitä chatissa.",
    placeholder: "Kirjoita muistiinpano",
    save: "Tallenna muistiinpano",
    enterSaves: "Enter tallentaa, Vaihto + Enter vaihtaa riviä.",
    asked: "Kävijä saa sen, jos hän pyytää tietonsa.",
    draftLeft: "Muistiinpanoasi ei tallennettu:",
    asking: {
      title: "Perutaanko muistiinpano?",
      what: "Teksti häviää kaikilta. Jäljelle jää, että muistiinpano on ollut, kuka sen kirjoitti ja milloin. Tätä ei voi perua, ja se kirjataan käyttölokiin.",
      takeBack: "Peru muistiinpano",
      busy: "Perutaan…",
      keep: "Älä peru",
      done: "Muistiinpano on peruttu",
    },
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
    topic: "Aihe",
    noTopic: "Ei valittu",
    otherTopic: "Jotain muuta",
    guidance: "Oliko ohjeissamme vikaa?",
    marks: { missing: "Ohje puuttui", unclear: "Epäselvä", wrong: "Väärin" },
    undone: "Voit perua päättämisen 10 sekunnin ajan. Kävijä ei näe päättämistä sitä ennen.",
    abuse: "Päätä väärinkäytön vuoksi…",
    abuseTitle: "Päätetäänkö väärinkäytön vuoksi?",
    abuseReason: "Mitä kävijä teki?",
    reasons: abuseReasons,
    reasonMissing: "Valitse ensin, mitä kävijä teki.",
    abuseHelp:
      "Keskustelu päättyy heti, ja kävijälle kerrotaan asiallisesti, että syy on asiaton käytös. Syy kirjataan käyttölokiin. Samasta verkosta tulevat uudet keskustelut alkavat kolmen tunnin ajan vasta lyhyen tarkistuksen jälkeen; ketään ei torjuta.",
    abuseVerb: "Päätä heti",
    back: "Takaisin",
    verb: "Päätä keskustelu",
    verbShort: "Päätä",
    verbNext: "Päätä ja avaa seuraava",
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
  stays: {
    asked: "Katsotaan, ketkä jäävät paikalle…",
    unknown: "Ei saatu tietää, ketkä jäävät paikalle.",
    nobody:
      "Kukaan muu ei ole paikalla. Kun lähdet, kävijöille kerrotaan siitä ja he voivat pyytää vastauksen sähköpostiinsa.",
    there: (names, count) => `Paikalle ${count === 1 ? "jää" : "jäävät"} ${names}.`,
  },
  dayEnd: {
    title: "Päivän päätös",
    ending: (time) => `Aukioloaika päättyy klo ${time}.`,
    over: (time) => `Aukioloaika päättyi klo ${time}.`,
    done: "Kaikki on hoidettu: kukaan ei odota, eikä mitään ole auki.",
    mine: (count) => (count === 1 ? "Sinulla on yksi keskustelu auki" : `Sinulla on ${count} keskustelua auki`),
    waitsForYou: (minutes) => (minutes < 1 ? "odottaa vastaustasi" : `odottaa vastaustasi, jo ${minutes}\u00a0min`),
    waitsForVisitor: "odotat kävijän vastausta",
    open: "Avaa",
    waiting: (count) => (count === 1 ? "Jonossa odottaa yksi kävijä." : `Jonossa odottaa ${count}\u00a0kävijää.`),
    take: "Ota seuraava",
    left: (count, until) =>
      count === 1
        ? `Yksi kysymys odottaa vastausta sähköpostiin viimeistään ${until}.`
        : `${count}\u00a0kysymystä odottaa vastausta sähköpostiin, ensimmäinen viimeistään ${until}.`,
    notSent: (count) => (count === 1 ? "Yksi viestisi on lähettämättä." : `${count}\u00a0viestiäsi on lähettämättä.`),
    drafts: (count) =>
      count === 1 ? "Yhdessä keskustelussa on luonnos kesken." : `${count} keskustelussa on luonnos kesken.`,
    goOn: "Jatka töitä",
  },
};
