/** What the chat says after the first message, loaded with the parts that say it: line, other hands, end, copy by e-mail. */
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
  endHelp: "Lopettamisen jälkeen tähän ei voi enää kirjoittaa. Voit silti tilata keskustelun sähköpostiisi.",
  endYes: "Lopeta keskustelu",
  endNo: "Jatka keskustelua",
  endWhoVisitor: (time: string) => `Lopetit keskustelun klo ${time}.`,
  endWhoAgent: (alias: string, time: string) => `${alias} lopetti keskustelun klo ${time}.`,
  endWhoSystem: (time: string) => `Keskustelu päättyi klo ${time}.`,
  endWhy: {
    silence: (time: string) => `Keskustelu päättyi klo ${time}, koska siinä oli pitkään hiljaista.`,
    age: (time: string) => `Keskustelu päättyi klo ${time}: se oli ollut auki niin kauan kuin voi olla.`,
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
    "Ota nämä talteen, jos haluat myöhemmin nähdä keskustelun, korjata sitä tai poistaa sen. Koodi näytetään vain tässä.",
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
    again: "Tilaa uudelleen",
    states: {
      offered: () => "Voit tilata keskustelun sähköpostiisi.",
      ordered: (address: string) => `Koodi on lähetetty osoitteeseen ${address}.`,
      confirmed: (address: string) => `Tilaus on vahvistettu: ${address}.`,
      sending: (address: string) => `Keskustelua lähetetään osoitteeseen ${address}.`,
      sent: (address: string) => `Keskustelu on lähetetty osoitteeseen ${address}.`,
      delivered: (address: string) => `Keskustelu on perillä osoitteessa ${address}.`,
      bounced: (address: string) => `Keskustelu ei mennyt perille: osoite ${address} ei ota sitä vastaan.`,
      complained: (address: string) => `Osoitteessa ${address} viesti merkittiin roskapostiksi.`,
      failed: (address: string) => `Lähetys osoitteeseen ${address} ei onnistunut.`,
      unknown: (address: string) =>
        `Emme saaneet varmuutta, menikö keskustelu perille. Katso sähköpostisi (${address}), ennen kuin tilaat uudelleen.`,
    },
  },
};

export type LaterWords = typeof later;
