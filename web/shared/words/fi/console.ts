import type { Language, Masked, Problem, Side, Status, TranscriptState } from "../../wire";

/** Everything that staff read and hear in the console, in one language. The sentences of refusals stand in `errors`. */
export interface ConsoleWords {
  product: string;
  language: string;
  languages: Record<Language, string>;
  skip: string;
  starting: string;
  unreachable: string;
  again: string;
  dismiss: string;
  shut: string;
  menu: string;
  signOut: string;
  noRoom: string;
  noRoomHelp: string;
  replaced: string;
  replacedHelp: string;
  continueHere: string;
  ending: (time: string, minutes: number) => string;
  goOn: string;
  roomsName: string;
  rooms: { desk: string; "access-log": string };
  roles: Record<string, string>;
  available: string;
  away: string;
  sound: string;
  soundOn: string;
  soundOff: string;
  visitor: (reference: string) => string;
  moment: (date: string, time: string) => string;
  status: Record<Status, string>;
  line: {
    open: string;
    /** After the time, while only HTTPS gets through. */
    slow: string;
    /** The same as a sentence, said once for who listens. */
    slowHeard: string;
    connecting: string;
    waiting: (seconds: number) => string;
    ended: string;
    lost: string;
    now: string;
    unsent: (messages: number) => string;
  };
  /** Whether the visitor is there, as far as the service knows. */
  presence: {
    here: string;
    seen: (when: string) => string;
    at: (time: string) => string;
    unknown: string;
  };
  signIn: {
    title: string;
    headings: { password: string; new_password: string; enrol: string; code: string };
    why: { expired: string; signed_out: string; left: string };
    user: string;
    password: string;
    show: string;
    hide: string;
    thePassword: string;
    verb: string;
    busy: string;
    again: string;
    summary: string;
    wait: (seconds: number) => string;
    newPasswordLead: string;
    newPassword: string;
    newPasswordRule: (characters: number) => string;
    setPassword: string;
    enrolLead: string;
    enrolApp: string;
    enrolPicture: string;
    enrolType: string;
    enrolTypeInstead: string;
    enrolCode: string;
    enrolVerb: string;
    pictureName: string;
    codeLead: string;
    code: string;
    codeHelp: (digits: number) => string;
    mistakes: Record<string, string>;
  };
  commitment: { title: string; lead: string; verb: string; version: (version: string, hash: string) => string };
  list: {
    name: string;
    loading: string;
    stale: string;
    groups: { mine: string; queue: string; handed: string; ended: string };
    noneMine: string;
    noneWaiting: string;
    noneWaitingAway: string;
    waited: (minutes: number, long: boolean) => string;
    take: string;
    takeName: (visitor: string) => string;
    takeThis: string;
    taking: string;
    you: string;
    unread: (messages: number) => string;
    notSent: (messages: number) => string;
    asksCopy: string;
    isLeft: string;
  };
  conversation: {
    name: string;
    log: string;
    none: string;
    noneHelp: string;
    noneWaits: string;
    missing: string;
    missingHelp: string;
    toList: string;
    waitsSince: (time: string) => string;
    firstLineOnly: string;
    visitor: string;
    agent: string;
    typing: string;
    joined: (alias: string) => string;
    carriesOn: (alias: string) => string;
    left: (alias: string) => string;
    closedBy: Record<Side, string>;
    closedByName: (alias: string) => string;
    corrected: (text: string) => string;
    rated: (score: number, comment: string) => string;
    masked: Record<Masked, string>;
    ticks: { sending: string; sent: string; read: string; not_sent: string };
    discard: string;
    copyAsked: string;
    toEnd: string;
    answer: string;
    placeholder: string;
    send: string;
    enterSends: string;
    counted: (characters: number, limit: number) => string;
    closedAt: (time: string) => string;
    gone: string;
    deletedOn: (date: string) => string;
    draftLeft: string;
    unsentLeft: (messages: number) => string;
    copyText: string;
    textCopied: string;
    textNotCopied: string;
    putAway: string;
  };
  /** Passing a conversation on. */
  passOn: {
    verb: string;
    title: string;
    what: string;
    to: string;
    loading: string;
    nobody: string;
    notKnown: string;
    queue: string;
    queueHelp: string;
    choose: string;
    busy: string;
    unsent: (messages: number) => string;
    keep: string;
  };
  /** A conversation that was mine and is not any more. */
  handed: {
    status: string;
    /** By whom, when it was not by me, nobody can tell: the console was away, or another window of mine passed it on. */
    why: string;
    toColleague: (alias: string) => string;
    toQueue: string;
    toQueueGone: string;
    withColleague: (alias: string) => string;
    inQueue: string;
    elsewhere: string;
    seenUntil: string;
    takeBack: string;
    leftYou: (visitor: string) => string;
    cameToYou: (visitor: string) => string;
    show: string;
  };
  close: {
    title: string;
    what: string;
    abuse: string;
    abuseHelp: string;
    verb: string;
    verbShort: string;
    keep: string;
  };
  facts: {
    name: string;
    left: (date: string) => string;
    objected: string;
    visitorsName: string;
    language: string;
    site: string;
    started: string;
    deleted: string;
    reference: string;
    copy: string;
    copied: string;
    notCopied: string;
    transcript: string;
    noTranscript: string;
    asked: string;
    offer: string;
    offerAgain: string;
    offeredNow: string;
    /** A word and what it means for the agent. */
    states: Record<TranscriptState, readonly [string, string]>;
  };
  accessLog: {
    title: string;
    leadOfficer: string;
    leadOwn: string;
    reference: string;
    referenceHelp: string;
    verb: string;
    missing: string;
    malformed: string;
    nothingYet: string;
    nothingYetHelp: string;
    none: string;
    noneHelp: string;
    notFound: string;
    notFoundHelp: string;
    failed: string;
    caption: (reference: string, records: number) => string;
    kept: string;
    columns: { at: string; actor: string; role: string; action: string; purpose: string; outcome: string };
    actions: Record<string, string>;
    purposes: Record<string, string>;
    outcomes: Record<string, string>;
  };
  ringing: { title: string; body: string; answered: (visitor: string) => string; answeredBody: string };
  keys: {
    title: string;
    what: { j: string; k: string; t: string; r: string; p: string; o: string; c: string; "?": string };
    whileWriting: string;
    writing: readonly (readonly [string, string])[];
    single: string;
    on: string;
    off: string;
  };
  /** Where staff need another sentence than visitors. */
  agentErrors: Record<string, (problem: Problem) => string>;
}

/** `12 min`, and from an hour on `1 t 5 min`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}\u00a0t ` : ""}${minutes % 60}\u00a0min`;
}

const scores = ["huono", "melko huono", "kohtalainen", "hyvä", "erittäin hyvä"];

export const words: ConsoleWords = {
  product: "Juttu",
  language: "Kieli",
  languages: { fi: "Suomi", sv: "Svenska", en: "English" },
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
    groups: { mine: "Omat", queue: "Jono", handed: "Siirtyneet", ended: "Päättyneet" },
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
    ticks: { sending: "Lähetetään", sent: "Lähetetty", read: "Luettu", not_sent: "Viestiä ei lähetetty." },
    discard: "Poista",
    copyAsked: "Kävijä pyytää keskustelua sähköpostiinsa.",
    toEnd: "Uusimpaan viestiin",
    answer: "Vastaus",
    placeholder: "Kirjoita vastaus",
    send: "Lähetä",
    enterSends: "Enter lähettää, Vaihto + Enter vaihtaa riviä",
    counted: (characters, limit) => `${characters} / ${limit} merkkiä`,
    closedAt: (time) => `Keskustelu päättyi klo ${time}.`,
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
    states: {
      offered: ["Tarjottu", "Kävijä voi nyt antaa osoitteensa."],
      ordered: ["Tilattu", "Osoitteeseen lähetettiin koodi, jota kävijältä odotetaan."],
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
    kept: "Ajat ovat Suomen aikaa. Lokin merkinnät säilytetään kaksi vuotta; niissä ei ole keskustelun sisältöä.",
    columns: { at: "Milloin", actor: "Kuka", role: "Rooli", action: "Mitä", purpose: "Tarkoitus", outcome: "Tulos" },
    actions: {
      sign_in: "Kirjautui",
      sign_in_failed: "Yritti kirjautua",
      sign_out: "Kirjautui ulos",
      sessions_revoked: "Istunnot suljettiin",
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
      objection_made: "Vastusti käyttöä",
      objection_withdrawn: "Salli taas käytön laatuun ja koulutukseen",
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
    outcomes: { allowed: "Sallittu", refused: "Evätty", failed: "Epäonnistui" },
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
    transcript_too_early: () =>
      "Kopiota voi tarjota, kun olet vastannut ja kävijä on kirjoittanut ainakin kaksi viestiä.",
    too_many: ({ retry_after }) =>
      `Teit monta asiaa lyhyessä ajassa. Odota ${retry_after ? `${retry_after}\u00a0sekuntia` : "hetki"} ja yritä uudelleen.`,
  },
};
