/** What visitors read and hear in Swedish. */
import type { AroundWords, LaterWords, LoaderWords, MoreWords, PanelWords, TalkWords, WidgetWords } from "../fi/chat";
import { glassReasons, purposes, scores } from "./common";

// ================ On every page of the site, so as few as can be: the launcher; and from the first click on, its panel

export const loader: LoaderWords = {
  launch: "Fråga oss",
  region: "Chatt",
};

export const panel: PanelWords = {
  title: "Kundtjänstens chatt",
  close: "Stäng",
  unread: (count) => (count === 1 ? "1 nytt meddelande" : `${count} nya meddelanden`),
};

// =========================================================================================== The chat until one writes

export const widget: WidgetWords = {
  // ------------------------------------------------------------------------------------------------- the frame
  title: (company) => `Chatt: ${company}`,
  close: "Stäng fönstret",
  opensInNewTab: "öppnas i en ny flik",
  menu: "Meny",
  agentUnknown: "Kundtjänst",

  // ------------------------------------------------------------------------------------------------ the header
  statusNew: "Kundtjänst",
  here: "På plats nu",
  away: "Inte på plats just nu",
  statusWaiting: "Väntar på svar",
  statusActive: (alias) => `${alias} svarar dig`,
  statusClosed: "Chatten är avslutad",

  // ------------------------------------------------------------------------------------------------ the notice
  notice: {
    title: "Innan du skriver",
    summary: "Chatten sparas",
    who: (controller) => `${controller} sparar chatten för att kunna svara dig.`,
    until: (months, days) =>
      `Vi raderar den inom ${months}\u00a0månader, ur säkerhetskopian ${days}\u00a0dagar senare.`,
    secrets: "Skriv inte personbeteckning eller kortnummer.",
    uses: "Vi använder också chattarna för att granska kvalitet och riktighet, för utbildning, utveckling och planering av anvisningar.",
    objection: "Invänd mot detta",
    link: "Dataskyddsbeskrivning",
    fold: "Dölj",
    unfold: "Visa",
  },
  greeting: "Hej, hur kan vi hjälpa dig?",
  greetingHelp: "Du behöver inte uppge namn eller adress.",
  greetingAway: "Vi är inte på plats just nu.",
  greetingAwayHelp: "Skriv och lämna din e-postadress, så svarar vi dit.",
  usually: (minutes) =>
    minutes === 1 ? "Vi svarar vanligen inom en minut." : `Vi svarar vanligen inom ${minutes}\u00a0minuter.`,
  topics: "Vad gäller det? (frivilligt)",
  otherTopic: "Något annat",
  storageBlocked:
    "Webbläsaren tillåter inte lagring, så du kan fortsätta chatten bara så länge den här sidan är öppen.",
  gone: "Din förra chatt är avslutad eller raderad. Du kan börja en ny.",

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Skriv ett meddelande",
  send: "Skicka",
  notLoaded: "Det gick inte att ansluta. Din text finns kvar. Försök igen om en stund.",
};

// ================================================================================ The chat from the first keystroke on

export const talk: TalkWords = {
  loading: "Hämtar chatten",

  // ---------------------------------------------------------------------------------------------- the messages
  log: "Meddelanden",
  you: "Du",
  saidAt: (who, time) => `${who}, kl. ${time}:`,
  sending: "Skickas",
  sendingSlowly: "Inte skickat än, försöker igen",
  sent: "Skickat",
  read: "Läst",
  notSent: "Inte skickat.",
  notSentClosed: "Chatten hann avslutas före det här meddelandet.",
  retry: "Försök igen",
  copyText: "Kopiera texten",
  copied: "Kopierat",
  copyFailed: "Det gick inte att kopiera. Markera texten och kopiera den själv.",
  masked: {
    identity_code: "Vi dolde din personbeteckning innan meddelandet sparades.",
    payment_card: "Vi dolde ditt kortnummer innan meddelandet sparades.",
  },
  maskedBoth: "Vi dolde din personbeteckning och ditt kortnummer innan meddelandet sparades.",
  hidden: {
    visitor: "Du dolde meddelandet",
    agent: "Kundrådgivaren dolde meddelandet",
    somebody: "Meddelandet är dolt",
  },
  joined: (alias) => `${alias} kom med i chatten`,
  closedByVisitor: "Du avslutade chatten",
  closedByAgent: (alias) => `${alias} avslutade chatten`,
  closedBySystem: "Chatten avslutades",
  leftOff: "Nya meddelanden",

  counter: (length, limit) => `${length}\u00a0/\u00a0${limit}\u00a0tecken`,
  tooLong: (over) => `${over}\u00a0tecken för mycket. Förkorta meddelandet eller dela upp det.`,
  tooBig: (length, limit) =>
    `Texten har ${length.toLocaleString("sv-FI")}\u00a0tecken, och i ett meddelande ryms ${limit.toLocaleString("sv-FI")}. Texten klistrades inte in. Den finns kvar där du kopierade den.`,
  noFiles: "Bilder och filer kan inte skickas i den här chatten. Du kan beskriva saken med ord.",
};

// ========================================================== The chat around the messages, once something has been said

export const around: AroundWords = {
  back: "Tillbaka till chatten",
  typing: (alias) => `${alias} skriver`,
  newMessages: (count) => (count === 1 ? "1 nytt meddelande" : `${count} nya meddelanden`),

  waitingFirst: "Du är näst i tur",
  waitingPlace: (place) =>
    place === 2 ? "Det är 1 chatt före dig i kön" : `Det är ${place - 1} chattar före dig i kön`,
  waitingBeyond: (count) => `Det är över ${count} chattar före dig i kön`,
  waitingNoPlace: "Du står i kön",
  waitingTime: (count) => {
    if (count === 0) return "Du kom just in i kön";
    return count === 1 ? "Du har väntat en minut" : `Du har väntat ${count}\u00a0minuter`;
  },
  waitingHelp: "Ditt meddelande är sparat. Du kan skriva mer medan du väntar.",

  endTitle: "Chatten är avslutad",
  endNew: "Ny chatt",

  menuOrder: "Beställ en kopia per e-post",
  menuEnd: "Avsluta chatten",
  menuNotice: "Om hur chatten sparas",
  menuLanguage: "Språk",
};

// ============================================ The chat after the first message: line, other hands, end, copy by e-mail

export const later: LaterWords = {
  uses: {
    hasObjected: "Du har invänt mot detta. Du kan ändra ditt val i menyn under Dina uppgifter.",
    mayObject: "Du kan invända mot detta i menyn under Dina uppgifter.",
  },
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
      ? "Förbindelsen bröts, försöker igen. Ditt meddelande finns kvar och skickas när förbindelsen är tillbaka."
      : `Förbindelsen bröts, försöker igen. Dina ${count}\u00a0meddelanden finns kvar och skickas när förbindelsen är tillbaka.`,
  lineSlow: "I det här nätverket kommer meddelandena med några sekunders fördröjning.",
  lineReplaced: "Chatten är öppen i en annan flik.",
  lineHere: "Fortsätt här",
  lineNow: "Försök nu",
  behind: "Meddelandena kunde inte hämtas, försöker igen.",
  lost: "Den här chatten finns inte längre. Den är avslutad eller raderad.",

  // ------------------------------------------------------------------------------------------- the change of hands
  left: (alias, why) =>
    why
      ? "Svaret dröjde, och chatten gick tillbaka till kön"
      : `${alias} blev tvungen att lämna chatten, och du kom tillbaka i kön`,
  helping: (alias) => `${alias} har bjudits in för att hjälpa till`,
  helped: (alias) => `${alias} är inte längre med och hjälper till`,
  carriesOn: (alias) => `${alias} fortsätter och ser de tidigare meddelandena`,
  waitingAgain: "Inget har gått förlorat: nästa kundrådgivare ser hela chatten. Du kan skriva mer medan du väntar.",

  // -------------------------------------------------------------------------------------------------- the hold
  held: (alias, minutes) =>
    `${alias} kontrollerar saken, ungefär ${minutes === 1 ? "en minut" : `${minutes}\u00a0minuter`}`,
  resumed: (alias) => `${alias} är tillbaka i chatten`,
  onHold: (alias) => `${alias} kontrollerar saken`,
  onHoldFor: (minutes) => `Ungefär ${minutes}\u00a0min till`,
  onHoldStill: "Ett ögonblick till",

  // ----------------------------------------------------------------------------------------------- the silence
  silence: (minutes) =>
    minutes === 1
      ? "Är du kvar? Chatten avslutas inom en minut om du inte svarar."
      : `Är du kvar? Chatten avslutas om ${minutes}\u00a0minuter om du inte svarar.`,
  silenceStay: "Jag är här",
  nearlyFull: (messages) =>
    messages <= 1
      ? "Det ryms bara ett meddelande till i chatten. Sedan kan du börja en ny."
      : `Det ryms bara omkring ${messages}\u00a0meddelanden till i chatten. Sedan kan du börja en ny.`,
  name: {
    tell: "Berätta vad du heter",
    question: "Ditt namn (frivilligt)",
    save: "Spara",
    told: (name) => `Ditt namn: ${name}.`,
    change: "Ändra",
  },

  // ---------------------------------------------------------------------------------------- the left question
  leave: {
    verb: "Få svaret per e-post",
    alone: "Vi är inte på plats just nu",
    shutHelp: "Ditt meddelande är sparat. Du kan få svaret per e-post.",
    aloneHelp: "Ditt meddelande är sparat. Du kan vänta eller få svaret per e-post.",
    until: (today, time) => `${today ? "i dag" : "i morgon"} kl. ${time}`,
    comeBack: (until) => `Utan din adress ser du svaret bara här. Kom tillbaka senast ${until}.`,
    tooLate: (until) => `Utan din adress kan vi inte svara: chatten avslutas ${until}, innan vi är på plats igen.`,
    title: "Få svaret per e-post",
    help: "Du får svaret och hela chatten till din e-post. Vi skickar först en kod, så att du kan visa att adressen är din. Adressen används bara till detta och raderas med chatten.",
    done: "Vi har tagit emot din fråga",
    doneHelp: (address, day) =>
      `Vi skickar svaret till ${address}. Om vi inte hinner svara senast ${day} får du veta det. Du kan stänga det här fönstret.`,
    states: {
      confirmed: (address) => `Adressen är bekräftad. Vi skickar svaret till ${address}.`,
      sending: (address) => `Svaret skickas till ${address}.`,
      sent: (address) => `Svaret har skickats till ${address}.`,
      delivered: (address) => `Svaret har kommit fram till ${address}.`,
    },
    unanswered: (address) => `Vi meddelade per e-post (${address}) att din fråga inte blev besvarad.`,
  },

  // --------------------------------------------------------------------------------------------------- the end
  endQuestion: "Vill du avsluta chatten?",
  endLeftHelp:
    "Din fråga har inte besvarats än. Om du avslutar chatten nu får du inget svar. Om du bara stänger fönstret kommer svaret till din e-post.",
  endUnansweredHelp: "Din fråga har inte besvarats än. Om du avslutar chatten nu får du inget svar.",
  endCopyHelp: "Du kan ändå beställa en kopia per e-post.",
  endHelp: "När chatten är avslutad går det inte längre att skriva i den.",
  endYes: "Avsluta chatten",
  endNo: "Fortsätt chatta",
  endWhoVisitor: (time) => `Du avslutade chatten kl. ${time}.`,
  endWhoAgent: (alias, time) => `${alias} avslutade chatten kl. ${time}.`,
  endWhoSystem: (time) => `Chatten avslutades kl. ${time}.`,
  endWhy: {
    silence: (time) => `Chatten avslutades kl. ${time}, eftersom det inte hade kommit några meddelanden på länge.`,
    age: (time) => `Chatten avslutades kl. ${time}, eftersom den längsta tiden för en chatt hade gått.`,
    full: (time) =>
      `Chatten avslutades kl. ${time}, eftersom inga fler meddelanden fick plats. Du kan fortsätta i en ny chatt.`,
    unanswered: (time) => `Vi hann inte svara på din fråga, och chatten avslutades kl. ${time}. Vi beklagar.`,
    abuse: (time) =>
      `Kundtjänsten avslutade chatten kl. ${time} på grund av osakligt uppförande. Om du har ett ärende kan du börja en ny chatt.`,
  },
  endGoOn: (rates) => (rates ? "Betygsätt och se din kod" : "Se din kod"),
  endDeleted: (date) => `Chatten raderas ${date}.`,
  endDeletedHelp: "Ur säkerhetskopian försvinner den en vecka senare.",
  endReference: "Referens",
  endRightsCode: "Din kod",
  endRightsHelp:
    "Spara de här. Med dem kan du senare se, rätta eller radera chatten, eller invända mot att den används, också på en annan enhet.",
  endRightsFailed: "Referensen och koden kunde inte hämtas.",
  endCopyBoth: "Kopiera referens och kod",
  endShow: "Visa chatten",
  corrected: (text) => `Rättelse: ${text}`,
  /** Of what an agent has put right. */
  correctedMark: "Rättat",
  correctedWas: "Före rättelsen:",
  correctedBy: (alias) => `${alias} rättade sitt meddelande`,
  hide: {
    verb: "Dölj meddelandet",
    others: "Gå med pilarna till dina andra meddelanden",
    question: "Vill du dölja meddelandet?",
    what: "Meddelandet ersätts med punkter, både hos dig och hos oss. Det kan inte ångras.",
    stays:
      "I e-post som redan har skickats finns meddelandet kvar, och ur säkerhetskopian försvinner det inom en vecka.",
    keep: "Dölj inte",
  },
  rating: {
    given: "Du gav ett betyg",
    question: "Hur sköttes ditt ärende?",
    words: scores,
    comment: "Vill du berätta mer? (frivilligt)",
    help: "Betyget raderas med chatten.",
    send: "Skicka betyget",
    thanks: (word) => `Tack för betyget. Du svarade: ${word}.`,
  },
  gone: {
    forgotten:
      "Chatten är borttagen från den här enheten. Hos oss finns den kvar till raderingsdagen. Du kan börja en ny.",
    erased: "Chatten är raderad. Ur säkerhetskopian försvinner den inom en vecka. Du kan börja en ny.",
  },

  // ---------------------------------------------------------------------------------------------------- the menu
  menu: {
    data: "Dina uppgifter",
    earlier: "Tidigare chatt",
    forget: "Ta bort chatten från den här enheten",
    about: "Tillgänglighet",
    size: "Textstorlek",
    sizes: ["Vanlig text", "Större text", "Största texten"],
  },
  /** Beside the launcher, while the chat is shut. */
  preview: { title: "Nytt i chatten", hide: "Stäng aviseringen" },
  sound: "Ljud vid meddelanden",
  soundOn: "På",
  soundOff: "Av",
  moreLoading: "Hämtar",
  moreFailed: "Det här kunde inte hämtas",

  // -------------------------------------------------------------------------------------------- the transcript
  copy: {
    title: "Kopia per e-post",
    help: "Vi skickar först en kod, så att du kan visa att adressen är din. Adressen används bara till detta och raderas med chatten.",
    soFar: "Kopian innehåller meddelandena fram till det att den skickas. Det som skrivs efter det finns inte i den.",
    address: "E-postadress",
    order: "Skicka kod",
    code: "Bekräftelsekod",
    codeHelp: (address) => `Vi skickade en sexsiffrig kod till ${address}. Den gäller i 10\u00a0minuter.`,
    confirm: "Bekräfta",
    otherAddress: "Byt adress",
    working: "Ett ögonblick",
    offer: (alias) => `${alias} kan skicka en kopia av chatten till din e-post.`,
    offerYes: "Beställ",
    offerNo: "Nej tack",
    putAway: "Dölj det här",
    giveCode: "Ange koden",
    codeOver: "Koden gäller inte längre. Du kan beställa en ny.",
    again: "Beställ på nytt",
    until: (time) => `Kopian innehåller meddelandena fram till kl. ${time}.`,
    states: {
      offered: () => "Du kan beställa en kopia av chatten till din e-post.",
      ordered: (address) => `En kod har skickats till ${address}.`,
      confirmed: (address) => `Beställningen är bekräftad: ${address}.`,
      sending: (address) => `Kopian skickas till ${address}.`,
      sent: (address) => `Kopian har skickats till ${address}.`,
      delivered: (address) => `Kopian har kommit fram till ${address}.`,
      bounced: () =>
        "Meddelandet kom inte fram: adressen tar inte emot det. Du kan beställa kopian till en annan adress.",
      complained: (address) => `Vårt meddelande märktes som skräppost på adressen ${address}. Inget mer skickas dit.`,
      failed: () => "Det gick inte att skicka. Du kan beställa kopian på nytt.",
      unknown: (address) =>
        `Vi vet inte säkert om kopian kom fram. Titta i din e-post (${address}) innan du beställer på nytt.`,
    },
  },
};

// ================================== The chat of one's data and rights, other conversations, this device, accessibility

export const more: MoreWords = {
  shut: "Stäng",
  data: {
    title: "Dina uppgifter",
    back: "Alla dina uppgifter",
    loading: "Hämtar",
    comeBack: "Så kommer du tillbaka hit senare",
    intro: (reference, day) =>
      `Chattens referens är ${reference}. Allt raderas senast ${day}, ur säkerhetskopian en vecka senare.`,
    show: (count) => (count === 1 ? "Visa meddelandet" : `Visa ${count}\u00a0meddelanden`),
  },
  save: {
    title: "Se och spara",
    help: "Du får allt som har sparats om chatten. Filen sparas bara på den här enheten.",
    page: "Som läsbar sida",
    data: "Som fil för andra program (JSON)",
    done: "Sparad bland nedladdade filer.",
  },
  restricted:
    "Behandlingen av chatten är begränsad: den sparas, men vår personal varken läser eller använder den till annat än det du själv begär.",
  objection: {
    title: "Invänd mot användning för kvalitetsgranskning, utbildning, utveckling och planering av anvisningar",
    help: "Annars kan vi använda chattar för detta. Till kvalitetsgranskningen hör om svaren är riktiga.",
    done: "Chatten används inte för detta.",
  },
  correct: {
    title: "Rätta ditt meddelande",
    help: "Det ursprungliga meddelandet ändras inte, och din rättelse visas bredvid det.",
    which: "Vilket meddelande rättar du?",
    text: "Rättelse",
    verb: "Spara rättelsen",
    done: "Rättelsen är sparad bredvid ditt meddelande.",
    mark: "rättelse",
  },
  readings: {
    title: "Vem har läst chatten",
    none: "Ingen har öppnat chatten ännu.",
    older: "Visa äldre",
    help: "Den senaste läsningen syns här med en liten fördröjning. Medan du väntar i kön ser kundrådgivarna början av ditt meddelande.",
    at: (day, time) => `${day} kl. ${time}`,
    purpose: (purpose) => `Ändamål: ${purpose}`,
    roles: {
      agent: "kundrådgivare",
      supervisor: "teamledare",
      reviewer: "kvalitetsgranskare",
      trainer: "utbildare",
      administrator: "administratör",
      "data-protection-officer": "dataskyddsombud",
    },
    purposes,
    glass: (why: string) =>
      `Skötte inte chatten utan öppnade den med undantagstillstånd. Skäl: ${why}. Dataskyddsombudet ser detta.`,
    glassReasons,
  },
  erase: {
    title: "Radera allt nu",
    what: "Meddelandena, rättelserna, betyget och din e-postadress raderas genast, även hos oss. Det går inte att ångra.",
    whatOpen: "Chatten avslutas samtidigt.",
    stays:
      "I åtkomstloggen står kvar vem som har läst chatten och att den raderades. För att hindra missbruk finns chattens beteckning kvar i högst ungefär ett dygn. Ur säkerhetskopian försvinner chatten inom en vecka.",
    verb: "Radera allt",
    keep: "Radera inte",
    done: "Chatten är raderad",
    doneHelp: "Vi raderade chatten. Ur säkerhetskopian försvinner den inom en vecka.",
  },
  earlier: {
    title: "Tidigare chatt",
    help: "Referensen och din kod visades i chatten. De finns också i meddelandet, om du beställde en kopia eller ett svar per e-post. Med dem kan du se, rätta eller radera chatten, eller invända mot att den används, så länge den finns kvar.",
    verb: "Öppna",
  },
  forget: {
    title: "Ska chatten tas bort från den här enheten?",
    what: "Du kan inte längre fortsätta chatten på den här enheten. Hos oss finns den kvar till raderingsdagen, och du kommer åt den med dessa:",
    verb: "Ta bort från enheten",
    keep: "Ta inte bort",
  },
  about: {
    title: "Tillgänglighet",
    parts: [
      { heading: "Vad vi strävar efter", sentences: ["Chatten följer WCAG 2.2 på nivåerna A och AA så väl vi kan."] },
      {
        heading: "Vad som har testats",
        sentences: [
          "Tangentbord: allt fungerar utan mus.",
          "Struktur och meddelanden för skärmläsare: granskade i webbläsarens tillgänglighetsträd.",
          "Kontraster i ljust och mörkt, 320 pixlars bredd, 400 procents förstoring och större rad- och teckenavstånd.",
          "Automatisk axe-granskning av varje vy i webbläsaren Chromium.",
          "En chatt från början till slut: Chromium, Firefox och WebKit, som Safari bygger på.",
        ],
      },
      {
        heading: "Vad som inte har testats",
        sentences: [
          "Verkliga skärmläsare (NVDA, JAWS, VoiceOver, TalkBack) och de som använder dem.",
          "Safari på Apples enheter, Firefox på Android, röststyrning och brytarstyrning.",
        ],
      },
      {
        heading: "Vad som blir kvar i webbläsaren",
        sentences: [
          "När chatten har börjat sparar webbläsaren nyckeln till den. Den försvinner när du nästa gång öppnar chatten en halvtimme efter att den avslutades eller senare.",
          "Dessutom finns det i sidans flik ett märke om att chatten är öppen eller stängd, så att den följer med från sida till sida. Inget annat står där, och det försvinner senast med fliken.",
          "Ett nytt meddelande meddelas skärmläsaren också när fönstret är stängt.",
        ],
      },
      {
        heading: "Berätta om en brist",
        sentences: [
          "Skriv om den i den här chatten: meddelandet går till den som erbjuder tjänsten och besvaras.",
          "Om svaret inte hjälper kan du klaga hos Transport- och kommunikationsverket Traficom.",
        ],
      },
    ],
  },
};
