import type { LaterWords } from "../fi/widget-later";

export const later: LaterWords = {
  // ---------------------------------------------------------------------------------------------- the messages
  inParts: (count) => `Skicka som ${count}\u00a0meddelanden`,
  toNewest: "Till de nyaste",
  earlier: "Visa tidigare meddelanden",
  earlierShown: (count) => (count === 1 ? "1 tidigare meddelande visas" : `${count} tidigare meddelanden visas`),
  linkTo: (domain) => `webbplats ${domain}`,

  // -------------------------------------------------------------------------------------------------- the line
  lineConnecting: "Ansluter",
  lineBroken: "Förbindelsen bröts, försöker igen",
  lineBrokenUnsent: (count) =>
    count === 1
      ? "Förbindelsen bröts, försöker igen. Ditt meddelande finns kvar här."
      : `Förbindelsen bröts, försöker igen. Dina ${count}\u00a0meddelanden finns kvar här.`,
  lineSlow: "I det här nätverket kommer meddelandena med några sekunders fördröjning.",
  lineReplaced: "Chatten är öppen i en annan flik.",
  lineHere: "Fortsätt här",
  lineNow: "Försök nu",
  behind: "Meddelandena kunde inte hämtas, försöker igen.",
  lost: "Den här konversationen finns inte längre. Den är avslutad eller raderad.",

  // ------------------------------------------------------------------------------------------- the change of hands
  left: (alias) => `${alias} måste lämna chatten, och den gick tillbaka till kön`,
  carriesOn: (alias) => `${alias} fortsätter och ser de tidigare meddelandena`,
  waitingAgain: "Inget har gått förlorat: nästa som svarar ser hela konversationen. Du kan skriva mer under tiden.",

  // ----------------------------------------------------------------------------------------------- the silence
  silence: (minutes) =>
    minutes === 1
      ? "Är du kvar? Chatten avslutas inom en minut."
      : `Är du kvar? Chatten avslutas om ${minutes}\u00a0minuter.`,
  silenceStay: "Jag är här",
  name: {
    tell: "Berätta vad du heter",
    question: "Ditt namn (frivilligt)",
    save: "Spara",
    told: (name) => `Ditt namn: ${name}.`,
    change: "Ändra",
  },

  // ---------------------------------------------------------------------------------------- the left question
  leave: {
    verb: "Lämna frågan",
    alone: "Ingen är på plats just nu",
    aloneHelp: "Ditt meddelande är sparat. Du kan vänta eller lämna frågan: då får du svaret per e-post.",
    title: "Lämna frågan",
    help: "Du får chatten med svaret till din e-post. Vi skickar först en kod som visar att adressen är din. Adressen används bara till detta och raderas med chatten.",
    done: "Din fråga är lämnad",
    doneHelp: (address, day) =>
      `Svaret skickas till ${address}. Frågan väntar på svar till ${day}, och du kan stänga fönstret.`,
    confirmed: (address) => `Chatten skickas till ${address} när din fråga har besvarats.`,
  },

  // --------------------------------------------------------------------------------------------------- the end
  endQuestion: "Vill du avsluta konversationen?",
  endHelp: "Efter det går det inte att skriva här. Du kan ändå beställa konversationen till din e-post.",
  endYes: "Avsluta konversationen",
  endNo: "Fortsätt chatta",
  endWhoVisitor: (time) => `Du avslutade konversationen kl. ${time}.`,
  endWhoAgent: (alias, time) => `${alias} avslutade konversationen kl. ${time}.`,
  endWhoSystem: (time) => `Konversationen avslutades kl. ${time}.`,
  endWhy: {
    silence: (time) => `Chatten avslutades kl. ${time}, eftersom den hade varit tyst länge.`,
    age: (time) => `Chatten avslutades kl. ${time}: den hade varit öppen så länge som går.`,
    unanswered: (time) => `Ingen hann svara på din fråga, och chatten avslutades kl. ${time}. Vi beklagar.`,
    abuse: (time) =>
      `Kundtjänsten avslutade chatten kl. ${time} på grund av osakligt uppförande. Om du har ett ärende kan du börja en ny chatt.`,
  },
  endDeleted: (date) => `Konversationen raderas ${date}.`,
  endDeletedHelp: "Ur säkerhetskopian försvinner den en vecka senare.",
  endReference: "Referens",
  endRightsCode: "Rättighetskod",
  endRightsHelp: "Spara de här om du senare vill se, rätta eller radera konversationen. Koden visas bara här.",
  endRightsFailed: "Referensen och rättighetskoden kunde inte hämtas.",
  endCopyBoth: "Kopiera referens och kod",
  endShow: "Visa chatten",
  corrected: (text) => `Rättelse: ${text}`,
  rating: {
    given: "Du gav ett betyg",
    question: "Hur sköttes ditt ärende?",
    words: ["Dåligt", "Ganska dåligt", "Varken eller", "Bra", "Mycket bra"],
    comment: "Vill du berätta mer? (frivilligt)",
    help: "Betyget raderas med chatten.",
    send: "Skicka betyget",
    thanks: (word) => `Tack för betyget. Du svarade: ${word}.`,
  },
  gone: {
    forgotten: "Den här enheten har glömt chatten. Du kan börja en ny.",
    erased: "Chatten är raderad. Du kan börja en ny.",
  },

  // ---------------------------------------------------------------------------------------------------- the menu
  menu: {
    data: "Dina uppgifter",
    earlier: "Tidigare chatt",
    forget: "Glöm den här enheten",
    about: "Tillgänglighet",
    size: "Textstorlek",
    sizes: ["Vanlig text", "Större text", "Störst text"],
  },
  sound: "Ljud vid meddelanden",
  soundOn: "På",
  soundOff: "Av",
  moreLoading: "Hämtar",
  moreFailed: "Det här kunde inte hämtas",

  // -------------------------------------------------------------------------------------------- the transcript
  copy: {
    title: "Konversationen per e-post",
    help: "Vi skickar först en kod som visar att adressen är din. Adressen används bara till detta och raderas med konversationen.",
    address: "E-postadress",
    order: "Skicka kod",
    code: "Kod",
    codeHelp: (address) => `Vi skickade en sexsiffrig kod till ${address}. Den gäller i 10\u00a0minuter.`,
    confirm: "Bekräfta",
    otherAddress: "Byt adress",
    working: "Ett ögonblick",
    offer: (alias) => `${alias} erbjuder konversationen till din e-post.`,
    offerYes: "Beställ",
    offerNo: "Nej tack",
    giveCode: "Ange koden",
    again: "Beställ på nytt",
    states: {
      offered: () => "Du kan beställa konversationen till din e-post.",
      ordered: (address) => `En kod har skickats till ${address}.`,
      confirmed: (address) => `Beställningen är bekräftad: ${address}.`,
      sending: (address) => `Konversationen skickas till ${address}.`,
      sent: (address) => `Konversationen har skickats till ${address}.`,
      delivered: (address) => `Konversationen har kommit fram till ${address}.`,
      bounced: (address) => `Konversationen kom inte fram: adressen ${address} tar inte emot den.`,
      complained: (address) => `Meddelandet till ${address} märktes som skräppost.`,
      failed: (address) => `Det gick inte att skicka till ${address}.`,
      unknown: (address) =>
        `Vi vet inte säkert om konversationen kom fram. Titta i din e-post (${address}) innan du beställer på nytt.`,
    },
  },
};
