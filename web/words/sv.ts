/** Swedish, as it is spoken in Finland. */
import type { ConsoleWords, ErrorWords, LanguageItself } from "../shared/words";
import type { AroundWords, LaterWords, LoaderWords, MoreWords, PanelWords, TalkWords, WidgetWords } from "./fi";

export const language: LanguageItself = {
  name: "Svenska",
  locale: "sv-FI",
  hour: "2-digit",
  beforeMinutes: ".",
  monthInDate: "numeric",
  monthOfDay: "long",
};

// ================ On every page of the site, so as few as can be: the launcher; and from the first click on, its panel

export const loader: LoaderWords = {
  launch: "Fråga oss",
  region: "Chatt",
};

export const panel: PanelWords = {
  title: "Kundtjänstens chatt",
  unread: "nya meddelanden",
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
  statusWaiting: "Väntar på svar",
  statusActive: (alias) => `${alias} svarar dig`,
  statusClosed: "Konversationen är avslutad",

  // ------------------------------------------------------------------------------------------------ the notice
  notice: {
    title: "Innan du skriver",
    summary: "Konversationen sparas",
    lines: [
      "Konversationen sparas.",
      "Vi sparar den i högst två månader från början, säkerhetskopian en vecka till.",
      "Skriv inte personbeteckning eller kortnummer.",
    ],
    link: "Dataskyddsbeskrivning",
    fold: "Dölj",
    unfold: "Visa",
  },
  greeting: "Hej, hur kan vi hjälpa dig?",
  greetingHelp: "Skriv din fråga här nedan. Namn eller adress behövs inte.",
  storageBlocked:
    "Webbläsaren tillåter inte lagring, så konversationen finns kvar bara så länge den här sidan är öppen.",
  gone: "Din förra konversation är avslutad eller raderad. Du kan börja en ny.",

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Skriv ett meddelande",
  send: "Skicka",
  counter: (length, limit) => `${length}\u00a0/\u00a0${limit}\u00a0tecken`,
  tooLong: (over) => `${over}\u00a0tecken för mycket. Förkorta meddelandet eller dela upp det.`,
  notLoaded: "Det gick inte att ansluta. Det du har skrivit finns kvar här, försök igen om en stund.",
};

// ================================================================================ The chat from the first keystroke on

export const talk: TalkWords = {
  loading: "Hämtar konversationen",

  // ---------------------------------------------------------------------------------------------- the messages
  log: "Meddelanden",
  you: "Du",
  saidAt: (who, time) => `${who}, kl. ${time}:`,
  sending: "Skickas",
  sendingSlowly: "Inte skickat än, försöker igen",
  sent: "Skickat",
  read: "Läst",
  notSent: "Inte skickat.",
  notSentClosed: "Konversationen hann avslutas före det här meddelandet.",
  retry: "Försök igen",
  copyText: "Kopiera texten",
  copied: "Kopierat",
  copyFailed: "Det gick inte att kopiera. Markera texten och kopiera den själv.",
  masked: {
    identity_code: "Vi dolde din personbeteckning innan meddelandet sparades.",
    payment_card: "Vi dolde ditt kortnummer innan meddelandet sparades.",
  },
  maskedBoth: "Vi dolde din personbeteckning och ditt kortnummer innan meddelandet sparades.",
  hidden: "Meddelandet är dolt",
  joined: (alias) => `${alias} är nu med i chatten`,
  closedByVisitor: "Du avslutade konversationen",
  closedByAgent: (alias) => `${alias} avslutade konversationen`,
  closedBySystem: "Konversationen avslutades",
  leftOff: "Nya meddelanden",

  tooBig: (length, limit) =>
    `Texten har ${length.toLocaleString("sv-FI")}\u00a0tecken, och i ett meddelande ryms ${limit.toLocaleString("sv-FI")}. Den klistrades inte in: den finns kvar där du kopierade den.`,
  noFiles: "Bilder och filer kan inte skickas i den här chatten. Berätta med ord.",
};

// ==================================================================================================== What was refused

function soon(seconds: number | null | undefined): string {
  if (seconds == null) return "Försök igen om en stund.";
  if (seconds <= 1) return "Försök igen.";
  if (seconds < 90) return `Försök igen om ${seconds}\u00a0sekunder.`;
  return `Försök igen om ${Math.ceil(seconds / 60)}\u00a0minuter.`;
}

const limits: Record<string, string> = {
  conversation: "Det har redan skickats så många koder eller kopior av den här konversationen som det går.",
  address: "Det har redan skickats så många kopior till den här adressen i dag som det går. Försök igen i morgon.",
  network: "Många kopior har beställts från samma nätverk på kort tid. Försök igen om en timme.",
  site: "Det har redan skickats så många kopior i dag som det går. Försök igen i morgon.",
  pause: "Kopior kan inte beställas just nu, eftersom många av våra brev har studsat. Försök igen i morgon.",
};

export const errors: ErrorWords = {
  malformed: () => "Tjänsten förstod inte begäran. Ladda om sidan och försök igen.",
  too_large: () => "Meddelandet är för stort för att skickas. Dela det i två.",
  answer_too_large: () => "Tjänstens svar var för stort för att skickas. Felet är vårt och har antecknats.",
  unauthenticated: () => "Sessionen har gått ut.",
  sign_in_refused: ({ retry_after }) =>
    `Användarnamnet, lösenordet eller koden godkändes inte. ${soon(retry_after ?? 0)}`,
  rights_refused: () =>
    "Det finns ingen chatt med den här referensen och koden. Kontrollera båda. Chatten kan också redan vara raderad.",
  wrong_code: ({ tries_left }) => {
    if (tries_left == null) return "Koden stämmer inte. Kontrollera den och försök igen.";
    return `Koden stämmer inte. Du kan försöka ${tries_left === 1 ? "en gång" : `${tries_left}\u00a0gånger`} till.`;
  },
  code_expired: () => "Koden gäller inte längre. Beställ en ny kod.",
  not_found: () => "Det här finns inte. Det kan redan vara raderat.",
  commitment_missing: () => "Godkänn först tystnadsförbindelsen.",
  wrong_origin: () => "Begäran kom inte från tjänstens egen sida. Ladda om sidan och försök igen.",
  too_many: ({ retry_after }) => `För många begäranden på kort tid. ${soon(retry_after)}`,
  check_needed: ({ retry_after }) =>
    `Från samma nätverk har många chattar just börjat. Ditt meddelande skickas av sig självt om ungefär ${retry_after ?? 20}\u00a0sekunder.`,
  too_many_waiting: () =>
    "Från samma nätverk väntar redan många chattar på svar. Ditt meddelande skickas av sig självt när någon av dem har fått svar.",
  message_empty: () => "Meddelandet är tomt. Skriv något först.",
  message_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "Meddelandet är för långt. Förkorta det eller dela det i två."
      : `Meddelandet är för långt: ${length}\u00a0tecken, högst ${limit} får plats. Förkorta det eller dela upp det.`,
  out_of_order: () => "Meddelandet var på väg till fel plats och skickades inte. Försök igen.",
  conversation_closed: () => "Konversationen är redan avslutad.",
  conversation_open: () => "Det här går att göra först när chatten är avslutad.",
  already_taken: ({ alias }) => `${alias ?? "Någon annan"} hann ta konversationen först.`,
  agent_away: () =>
    "Kollegan är inte på plats just nu. För över konversationen till någon annan eller tillbaka till kön.",
  address_invalid: ({ of }) =>
    of
      ? "I adressen verkar det finnas en personbeteckning eller ett kortnummer. Använd en annan adress."
      : "Det här ser inte ut som en e-postadress. Kontrollera adressen.",
  transcript_too_early: () => "Konversationen kan beställas när kundtjänsten har svarat.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "Det går inte att skicka fler kopior just nu. Försök igen senare.",
  nothing_to_confirm: () => "Ingen beställning väntar på en kod. Beställ först en ny kod.",
  password_too_weak: ({ minimum }) => `Lösenordet är för kort. Det måste ha minst ${minimum ?? 15}\u00a0tecken.`,
  password_not_accepted: () =>
    "Det här lösenordet kan inte användas: det har kanske använts förut, eller börjar eller slutar med ett mellanslag. Välj ett annat.",
  name_invalid: () => "Ett sådant användarnamn går inte att använda. Använd bokstäver och siffror utan mellanslag.",
  account_exists: () => "Det finns redan ett konto med det här namnet.",
  last_administrator: () => "Det här är den sista administratören. Gör först någon annan till administratör.",
  log_unavailable: () => "Läsningen kunde inte loggas, så inget visas. Försök igen om en stund.",
  unavailable: ({ retry_after }) =>
    `Tjänsten svarar inte just nu. Inget som har skickats är borta. ${soon(retry_after)}`,
  handed_over: () => "Konversationen är inte längre din.",
  offline: () => "Det går inte att nå tjänsten. Kontrollera nätverket och försök igen.",
  unexpected: () => "Tjänsten gav ett oväntat svar. Försök igen, och ladda om sidan om felet upprepas.",
};

// ========================================================== The chat around the messages, once something has been said

export const around: AroundWords = {
  back: "Tillbaka till chatten",
  typing: (alias) => `${alias} skriver`,
  newMessages: (count) => (count === 1 ? "1 nytt meddelande" : `${count} nya meddelanden`),

  waitingFirst: "Du står näst på tur",
  waitingPlace: (place) => `Du är nummer ${place} i kön`,
  waitingBeyond: (count) => `Det är över ${count} före dig i kön`,
  waitingNoPlace: "Du står i kön",
  waitingTime: (count) => {
    if (count === 0) return "Väntan började nyss";
    return count === 1 ? "Du har väntat en minut" : `Du har väntat ${count}\u00a0minuter`;
  },
  waitingHelp: "Ditt meddelande är sparat. Du kan skriva mer under tiden.",

  endTitle: "Konversationen är avslutad",
  endHide: "Tillbaka",
  endNew: "Ny konversation",

  menuOrder: "Beställ konversationen per e-post",
  menuEnd: "Avsluta konversationen",
  menuNotice: "Om hur den sparas",
  menuLanguage: "Språk",
};

// ============================================ The chat after the first message: line, other hands, end, copy by e-mail

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
  endLeftHelp:
    "Du lämnade en fråga som ingen har svarat på än. Om du avslutar konversationen nu får du inget svar. Om du bara stänger fönstret kommer svaret till din e-post.",
  endHelp: "Efter det går det inte att skriva här. Du kan ändå beställa konversationen till din e-post.",
  endYes: "Avsluta konversationen",
  endNo: "Fortsätt chatta",
  endWhoVisitor: (time) => `Du avslutade konversationen kl. ${time}.`,
  endWhoAgent: (alias, time) => `${alias} avslutade konversationen kl. ${time}.`,
  endWhoSystem: (time) => `Konversationen avslutades kl. ${time}.`,
  endWhy: {
    silence: (time) => `Chatten avslutades kl. ${time}, eftersom den hade varit tyst länge.`,
    age: (time) => `Chatten avslutades kl. ${time}: den hade varit öppen så länge som går.`,
    full: (time) =>
      `Chatten avslutades kl. ${time}, eftersom inga fler meddelanden fick plats. Du kan fortsätta i en ny chatt.`,
    unanswered: (time) => `Ingen hann svara på din fråga, och chatten avslutades kl. ${time}. Vi beklagar.`,
    abuse: (time) =>
      `Kundtjänsten avslutade chatten kl. ${time} på grund av osakligt uppförande. Om du har ett ärende kan du börja en ny chatt.`,
  },
  endDeleted: (date) => `Konversationen raderas ${date}.`,
  endDeletedHelp: "Ur säkerhetskopian försvinner den en vecka senare.",
  endReference: "Referens",
  endRightsCode: "Rättighetskod",
  endRightsHelp:
    "Spara de här om du senare vill se, rätta eller radera konversationen eller neka användningen av den. Koden visas bara här.",
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
    codeOver: "Koden gäller inte längre. Du kan beställa en ny.",
    again: "Beställ på nytt",
    states: {
      offered: () => "Du kan beställa konversationen till din e-post.",
      ordered: (address) => `En kod har skickats till ${address}.`,
      confirmed: (address) => `Beställningen är bekräftad: ${address}.`,
      sending: (address) => `Konversationen skickas till ${address}.`,
      sent: (address) => `Konversationen har skickats till ${address}.`,
      delivered: (address) => `Konversationen har kommit fram till ${address}.`,
      bounced: () =>
        "Brevet kom inte fram: adressen tar inte emot det. Du kan beställa konversationen till en annan adress.",
      complained: () => "Brevet märktes som skräppost. Inget mer skickas till samma adress.",
      failed: () => "Det gick inte att skicka. Du kan beställa konversationen på nytt.",
      unknown: (address) =>
        `Vi vet inte säkert om konversationen kom fram. Titta i din e-post (${address}) innan du beställer på nytt.`,
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
    intro: (reference, day) => `Chattens referens är ${reference}. Allt raderas senast ${day}.`,
    show: (count) => (count === 1 ? "Visa meddelandet" : `Visa ${count}\u00a0meddelanden`),
  },
  save: {
    title: "Se och spara",
    help: "Du får allt som har sparats om chatten. Filen sparas bara på den här enheten.",
    page: "Som sida",
    data: "Som fil",
    done: "Sparad bland nedladdade filer.",
  },
  objection: {
    title: "Inte för kvalitetsgranskning eller utbildning",
    help: "Annars kan vi använda chattar för att granska tjänstens kvalitet och för utbildning.",
    done: "Den här chatten används inte till det.",
  },
  correct: {
    title: "Rätta något du skrev",
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
    help: "Den senaste läsningen syns här med en liten fördröjning. Medan du köar ser kundtjänsten början av ditt meddelande.",
    roles: {
      agent: "kundrådgivare",
      supervisor: "teamledare",
      reviewer: "kvalitetsgranskare",
      trainer: "utbildare",
      administrator: "administratör",
      "data-protection-officer": "dataskyddsombud",
    },
    purposes: {
      service: "Kundtjänst",
      quality: "Kvalitetsgranskning",
      training: "Utbildning",
      guidance: "Planering av anvisningar",
      request: "Begäran om uppgifter",
      security: "Säkerhet",
      legal: "Lagstadgad uppgift",
    },
  },
  erase: {
    title: "Radera allt nu",
    what: "Meddelandena, rättelserna, betyget och din e-postadress raderas genast, även hos oss. Det går inte att ångra.",
    whatOpen: "Chatten avslutas samtidigt.",
    stays:
      "I loggen blir chattens beteckning kvar och att den raderades. Ur säkerhetskopian försvinner den inom en vecka.",
    verb: "Radera allt",
    keep: "Radera inte",
    done: "Chatten är raderad",
    doneHelp: "Den raderades genast också hos oss. Ur säkerhetskopiorna försvinner den inom en vecka.",
  },
  earlier: {
    title: "Tidigare chatt",
    help: "I slutet av chatten visades en referens och en rättighetskod. Med dem kan du se, rätta eller radera chatten, eller neka användningen av den, tills den raderas.",
    verb: "Öppna",
  },
  forget: {
    title: "Ska den här enheten glömma chatten?",
    what: "Chatten kan inte längre fortsättas på den här enheten. Den finns hos oss till raderingsdagen, och du kommer åt den med dessa:",
    verb: "Glöm",
    keep: "Glöm inte",
  },
  about: {
    title: "Tillgänglighet",
    parts: [
      { heading: "Vad vi strävar efter", sentences: ["Chatten följer WCAG 2.2 på nivåerna A och AA så väl vi kan."] },
      {
        heading: "Vad som har prövats",
        sentences: [
          "Tangentbord: allt fungerar utan mus.",
          "Struktur och meddelanden för skärmläsare: granskade i webbläsarens tillgänglighetsträd.",
          "Kontraster i ljust och mörkt, 320 bildpunkters bredd, 400 procents förstoring och större textavstånd.",
          "Automatisk axe-granskning av varje vy i webbläsaren Chromium.",
        ],
      },
      {
        heading: "Vad som inte har prövats",
        sentences: [
          "Verkliga skärmläsare (NVDA, JAWS, VoiceOver, TalkBack) och de som använder dem.",
          "Firefox och Safari, röststyrning och brytarstyrning.",
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

// ========================================================================================================= The console

/** `12 min`, and from an hour on `1 h 5 min`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}\u00a0h ` : ""}${minutes % 60}\u00a0min`;
}

const scores = ["dåligt", "ganska dåligt", "varken bra eller dåligt", "bra", "mycket bra"];

export const console: ConsoleWords = {
  product: "Juttu",
  language: "Språk",
  skip: "Gå till innehållet",
  starting: "Öppnas…",
  unreachable: "Det går inte att nå tjänsten",
  again: "Försök igen",
  dismiss: "Stäng meddelandet",
  shut: "Stäng",
  menu: "din meny",
  signOut: "Logga ut",
  noRoom: "Här finns ännu inget för dig",
  noRoomHelp:
    "Din roll öppnar ingen del av konsolen. Om den borde göra det, be administratören kontrollera dina roller.",
  replaced: "Konsolen är öppen någon annanstans",
  replacedHelp:
    "Du öppnade konsolen i så många fönster att det här släpptes. Inget är borta: du kan fortsätta där eller här.",
  continueHere: "Fortsätt här",
  ending: (time, minutes) =>
    `Din session går ut kl. ${time}, om ungefär ${minutes === 1 ? "en minut" : `${minutes}\u00a0minuter`}. Dina utkast sparas.`,
  goOn: "Fortsätt sessionen",
  roomsName: "Konsolens delar",
  rooms: { desk: "Kundtjänst", "access-log": "Åtkomstlogg" },
  roles: {
    agent: "Kundtjänst",
    supervisor: "Förman",
    reviewer: "Kvalitetsgranskare",
    trainer: "Utbildare",
    administrator: "Administratör",
    "data-protection-officer": "Dataskyddsombud",
    visitor: "Besökare",
    system: "Systemet",
    none: "Ingen roll",
  },
  available: "På plats",
  away: "Borta",
  sound: "Ljud",
  soundOn: "Ljudet är på",
  soundOff: "Ljudet är av",
  visitor: (reference) => `Besökare ${reference}`,
  moment: (date, time) => `${date} kl. ${time}`,
  status: { waiting: "Väntar", active: "Pågår", closed: "Avslutad" },
  line: {
    open: "Uppdaterad",
    slow: "via HTTPS, med liten fördröjning",
    slowHeard: "Förbindelsen fungerar via HTTPS. Meddelandena kommer med liten fördröjning.",
    connecting: "Ansluter",
    waiting: (seconds) => (seconds > 1 ? `Avbrott, nytt försök om ${seconds}\u00a0s` : "Avbrott, ansluter igen"),
    ended: "Förbindelsen är stängd",
    lost: "Förbindelsen bröts. Meddelandena finns kvar och skickas när den är tillbaka.",
    now: "Försök nu",
    unsent: (messages) => `${messages}\u00a0ej skickade`,
  },
  presence: {
    here: "Besökaren är här",
    seen: (when) => `Besökaren var senast här ${when}`,
    at: (time) => `kl. ${time}`,
    unknown: "Det är inte känt om besökaren är här",
  },
  signIn: {
    title: "Inloggning",
    headings: {
      password: "Logga in i konsolen",
      new_password: "Byt lösenord",
      enrol: "Ta den andra faktorn i bruk",
      code: "Bekräfta med en kod",
    },
    why: {
      expired: "Din session har gått ut. Logga in igen så fortsätter du där du var: dina utkast finns kvar.",
      signed_out: "Du loggades ut. Dina utkast finns kvar när du loggar in igen.",
      left: "Du har loggat ut.",
    },
    user: "Användarnamn",
    password: "Lösenord",
    show: "Visa",
    hide: "Dölj",
    thePassword: "lösenordet",
    verb: "Logga in",
    busy: "Ett ögonblick…",
    again: "Börja om",
    summary: "Kontrollera det här",
    wait: (seconds) =>
      seconds === 1 ? "Du kan försöka igen om en sekund." : `Du kan försöka igen om ${seconds}\u00a0sekunder.`,
    newPasswordLead: "Du har fått ett tillfälligt lösenord. Välj ett eget som bara du vet.",
    newPassword: "Nytt lösenord",
    newPasswordRule: (characters) =>
      `Minst ${characters}\u00a0tecken. Det finns inga andra regler: några vanliga ord i rad är ett bra lösenord.`,
    setPassword: "Byt lösenord",
    enrolLead: "Utöver lösenordet loggar du in med en kod från en autentiseringsapp i telefonen.",
    enrolApp: "Öppna en autentiseringsapp i telefonen, till exempel den du redan använder på andra ställen.",
    enrolPicture: "Lägg till ett nytt konto och skanna den här rutkoden.",
    enrolType: "Lägg till ett nytt konto och skriv in den här nyckeln i appen.",
    enrolTypeInstead: "Om du inte kan skanna, skriv in den här nyckeln i appen:",
    enrolCode: "Skriv nedan koden som appen visar.",
    enrolVerb: "Ta i bruk",
    pictureName: "Rutkod för en autentiseringsapp. Samma nyckel står skriven under bilden.",
    codeLead: "Öppna din autentiseringsapp och skriv koden som den visar.",
    code: "Kod",
    codeHelp: (digits) => `${digits}\u00a0siffror. Koden byts varje halv minut.`,
    mistakes: {
      user_missing: "Skriv ditt användarnamn",
      password_missing: "Skriv ditt lösenord",
      code_missing: "Skriv koden",
      code_malformed: "Koden har sex siffror",
      code_refused: "Koden godkändes inte. Vänta tills appen visar nästa och försök med den",
      sign_in_refused: "Användarnamnet eller lösenordet godkändes inte",
      unauthenticated: "Inloggningen tog för länge. Börja om",
    },
  },
  commitment: {
    title: "Tystnadsförbindelse",
    lead: "Läs förbindelsen och ge den. Först därefter öppnas konsolen. Om texten någon gång ändras frågar vi igen.",
    verb: "Jag ger förbindelsen",
    version: (version, hash) => `Version ${version}, kännetecken ${hash}`,
  },
  list: {
    name: "Konversationer",
    loading: "Hämtas…",
    stale: "Listan kunde inte uppdateras.",
    groups: { mine: "Mina", queue: "Kö", left: "Lämnade frågor", handed: "Överförda", ended: "Avslutade" },
    leftHelp: "De besvaras per e-post: den som frågade väntar inte här, och konsolen ringer inte.",
    more: (count) => `De ${count} äldsta visas.`,
    noneMine: "Du har inga konversationer. Ta nästa ur kön så kommer den hit.",
    noneWaiting: "Ingen väntar. När någon börjar en konversation kommer den hit och konsolen ringer.",
    noneWaitingAway: "Ingen väntar. Konsolen ringer först när du väljer ”På plats” där uppe.",
    waited: (minutes, long) => {
      if (minutes < 1) return "Kom just";
      return `${long ? "Redan" : "Väntat"} ${duration(minutes)}`;
    },
    take: "Ta",
    takeName: (visitor) => `Ta: ${visitor}`,
    takeThis: "Ta konversationen",
    taking: "Tas…",
    you: "Du:",
    unread: (messages) => (messages === 1 ? "1 oläst meddelande" : `${messages} olästa meddelanden`),
    notSent: (messages) => (messages === 1 ? "1 meddelande ej skickat" : `${messages} meddelanden ej skickade`),
    asksCopy: "Ber om konversationen per e-post",
    isLeft: "Frågan lämnades: svaret går per e-post",
  },
  conversation: {
    name: "Konversation",
    log: "Meddelanden",
    none: "Välj en konversation",
    noneHelp: "När du tar en konversation ur kön öppnas den här.",
    noneWaits: "Någon väntar i kön. Ta nästa i listan, eller med tangenten T.",
    missing: "Den här konversationen finns inte här",
    missingHelp: "Den kan ha gått till en kollega, eller så är den redan raderad.",
    toList: "Tillbaka till listan",
    waitsSince: (time) => `Har väntat sedan kl. ${time}`,
    firstLineOnly: "Du ser bara början av det första meddelandet. Resten öppnas när du tar konversationen.",
    visitor: "Besökare",
    agent: "Kundtjänst",
    typing: "Skriver…",
    joined: (alias) => `${alias} kom med i konversationen`,
    carriesOn: (alias) => `${alias} fortsätter konversationen`,
    left: (alias) => `${alias} fortsatte inte, och konversationen gick tillbaka till kön`,
    closedBy: {
      visitor: "Besökaren avslutade konversationen",
      agent: "Kundtjänsten avslutade konversationen",
      system: "Konversationen avslutades av sig själv",
    },
    closedByName: (alias) => `${alias} avslutade konversationen`,
    corrected: (text) => `Besökaren rättar sitt meddelande: ”${text}”`,
    rated: (score, comment) => `Besökarens betyg: ${scores[score - 1] ?? score}${comment && ` · ${comment}`}`,
    masked: {
      identity_code: "En personbeteckning doldes innan meddelandet sparades",
      payment_card: "Ett betalkortsnummer doldes innan meddelandet sparades",
    },
    hidden: "Meddelandet är dolt",
    ticks: { sending: "Skickas", sent: "Skickat", read: "Läst", not_sent: "Meddelandet skickades inte." },
    discard: "Ta bort",
    nearlyFull: (messages) =>
      messages <= 1
        ? "Det ryms bara ett meddelande till i konversationen."
        : `Det ryms bara omkring ${messages}\u00a0meddelanden till i konversationen.`,
    copyAsked: "Besökaren ber om konversationen per e-post.",
    toEnd: "Till det senaste meddelandet",
    answer: "Svar",
    placeholder: "Skriv ett svar",
    send: "Skicka",
    enterSends: "Enter skickar, Skift + Enter byter rad",
    counted: (characters, limit) => `${characters} / ${limit} tecken`,
    closedAt: (time) => `Konversationen avslutades kl. ${time}.`,
    closedFor: {
      silence: "Besökaren var tyst länge.",
      age: "Den hade varit öppen så länge den kan vara.",
      unanswered: "Ingen hann svara.",
      abuse: "Orsaken var osakligt uppförande.",
      full: "Inga fler meddelanden fick plats.",
    },
    gone: "Konversationen är inte längre tillgänglig.",
    deletedOn: (date) => `Den raderas ${date}.`,
    draftLeft: "Ditt utkast skickades inte:",
    unsentLeft: (messages) =>
      messages === 1
        ? "Ett av dina meddelanden blev oskickat."
        : `${messages}\u00a0av dina meddelanden blev oskickade.`,
    copyText: "Kopiera texten",
    textCopied: "Texten kopierades",
    textNotCopied: "Webbläsaren tillät inte kopiering. Markera texten och kopiera den själv.",
    putAway: "Bort från listan",
  },
  passOn: {
    verb: "Överför",
    title: "Vem ska ta över konversationen?",
    what: "Besökaren får veta vem som fortsätter. Den som tar över ser hela konversationen, så inget behöver frågas på nytt.",
    to: "Vem fortsätter",
    loading: "Ser efter vilka som är på plats…",
    nobody: "Inga andra är på plats just nu. Du kan lämna konversationen tillbaka till kön.",
    notKnown: "Det gick inte att få veta vilka som är på plats.",
    queue: "Tillbaka till kön",
    queueHelp: "Konversationen väntar på sin gamla plats tills någon tar den.",
    choose: "Välj vem som fortsätter",
    busy: "Överförs…",
    unsent: (messages) =>
      messages === 1
        ? "Ett av dina meddelanden är ännu inte skickat. Det skickas inte längre efter överföringen."
        : `${messages}\u00a0av dina meddelanden är ännu inte skickade. De skickas inte längre efter överföringen.`,
    keep: "Fortsätt själv",
  },
  handed: {
    status: "Inte längre hos dig",
    why: "Så går det när din konsol inte har gett livstecken på en stund, eller när konversationen överförs från ett annat av dina fönster. Besökaren har fått veta det.",
    toColleague: (alias) => `Du överförde konversationen: ${alias} fortsätter.`,
    toQueue: "Du lämnade konversationen tillbaka till kön. Där väntar den på sin gamla plats.",
    toQueueGone: "Du lämnade konversationen tillbaka till kön. Där väntar den inte längre.",
    withColleague: (alias) => `Konversationen är inte längre hos dig: ${alias} fortsätter den.`,
    inQueue: "Konversationen är inte längre hos dig: den väntar i kön igen.",
    elsewhere: "Konversationen är inte längre hos dig.",
    seenUntil: "Meddelandena syns fram till dess att konversationen lämnade dig.",
    takeBack: "Ta tillbaka",
    leftYou: (visitor) => `${visitor} är inte längre hos dig`,
    cameToYou: (visitor) => `En konversation överfördes till dig: ${visitor}`,
    show: "Visa",
  },
  close: {
    title: "Ska konversationen avslutas?",
    what: "Besökaren ser att konversationen är avslutad och kan ännu beställa den per e-post. Efter det kan ingen skriva i den.",
    abuse: "Orsaken är osakligt uppförande",
    abuseHelp: "Besökaren får sakligt veta att chatten avslutades därför.",
    verb: "Avsluta konversationen",
    verbShort: "Avsluta",
    keep: "Fortsätt konversationen",
  },
  facts: {
    name: "Uppgifter",
    left: (date) =>
      `Besökaren lämnade frågan och får svaret per e-post när du avslutar konversationen eller när den har varit tyst i en halvtimme. Svara senast ${date}.`,
    objected: "Besökaren tillåter inte användning för kvalitetsgranskning och utbildning.",
    visitorsName: "Besökarens namn",
    language: "Språk",
    site: "Webbplats",
    started: "Började",
    deleted: "Raderas",
    reference: "Referens",
    copy: "Kopiera referensen",
    copied: "Referensen kopierades",
    notCopied: "Webbläsaren tillät inte kopiering. Markera referensen och kopiera den själv.",
    transcript: "Kopia per e-post",
    noTranscript: "Besökaren kan beställa konversationen till sin egen e-post. Erbjud den om besökaren ber om det.",
    asked: "Besökaren ber om konversationen per e-post.",
    offer: "Erbjud en kopia",
    offerAgain: "Erbjud på nytt",
    offeredNow: "Kopian erbjöds besökaren",
    codeOver: ["Koden gick ut", "Besökaren gav inte koden i tid. En ny kan beställas."],
    states: {
      offered: ["Erbjuden", "Besökaren kan nu ge sin adress."],
      ordered: ["Beställd", "En kod skickas till adressen; besökaren ombeds ange den."],
      confirmed: ["Bekräftad", "Besökaren har visat att adressen är deras. Kopian skickas snart."],
      sending: ["Skickas", "Kopian är på väg till e-posttjänsten."],
      sent: ["Skickad", "E-posttjänsten tog emot kopian. Om den kom fram är ännu inte känt."],
      delivered: ["Framme", "Mottagarens e-postserver tog emot kopian."],
      bounced: ["Studsade", "Adressen tog inte emot kopian. Besökaren kan beställa den till en annan."],
      complained: ["Märkt som skräppost", "Mottagaren anmälde brevet som skräppost. Inget mer skickas dit."],
      failed: ["Misslyckades", "Kopian kunde inte skickas. Besökaren kan beställa den på nytt."],
      unknown: ["Oklart", "Det är inte känt om kopian gick iväg. Den skickas inte om av sig själv."],
    },
  },
  accessLog: {
    title: "Åtkomstlogg",
    leadOfficer:
      "Se vem som har öppnat eller ändrat en konversation, när och för vilket ändamål. Att titta lämnar också ett spår.",
    leadOwn: "Se vad ditt eget arbete har lämnat i en konversations logg. Att titta lämnar också ett spår.",
    reference: "Konversationens referens",
    referenceHelp: "16 tecken, till exempel 7K3M-9QWX-0A1B-C2D3. Mellanslag, streck och små bokstäver duger.",
    verb: "Visa",
    missing: "Skriv konversationens referens",
    malformed: "En referens har 16 bokstäver och siffror. Kontrollera att inget fattas",
    nothingYet: "Ange först en referens",
    nothingYetHelp: "Den står på besökarens sista sida, i kundtjänstens uppgifter och i kopian som besökaren fick.",
    none: "Inga anteckningar",
    noneHelp: "I den här konversationens logg finns inga anteckningar som du får se.",
    notFound: "Det finns ingen sådan konversation",
    notFoundHelp: "Referensen kan vara fel, konversationen kan redan vara raderad, eller så får du inte se den.",
    failed: "Loggen kunde inte öppnas",
    caption: (reference, records) =>
      `Konversation ${reference}: ${records === 1 ? "1 anteckning" : `${records}\u00a0anteckningar`}`,
    older: "Visa äldre",
    aboutLog: "Vem har läst den här loggen",
    aboutConversation: "Konversationens anteckningar",
    kept: "Tiderna är finsk tid. Anteckningarna sparas i två år; de innehåller inget av det som sades.",
    columns: { at: "När", actor: "Vem", role: "Roll", action: "Vad", purpose: "Ändamål", outcome: "Utfall" },
    actions: {
      sign_in: "Loggade in",
      sign_in_failed: "Försökte logga in",
      sign_out: "Loggade ut",
      sessions_revoked: "Sessionerna stängdes",
      account_created: "Skapade ett konto",
      account_disabled: "Stängde ett konto",
      account_enabled: "Öppnade ett konto",
      password_reset: "Bytte lösenordet till ett tillfälligt",
      second_factor_reset: "Tog bort den andra inloggningsfaktorn",
      roles_changed: "Ändrade roller",
      commitment_changed: "Tystnadsförbindelsen ändrades",
      commitment_accepted: "Gav tystnadsförbindelsen",
      conversation_opened: "Öppnade konversationen",
      conversations_listed: "Såg på kön",
      conversations_searched: "Sökte konversationer",
      conversation_taken: "Tog konversationen",
      conversation_transferred: "Överförde konversationen",
      conversation_released: "Gick tillbaka till kön, eftersom agenten inte var på plats",
      conversation_closed: "Avslutade konversationen",
      glass_broken: "Öppnade med undantag",
      transcript_offered: "Erbjöd en kopia",
      transcript_ordered: "Beställde en kopia",
      transcript_confirmed: "Bekräftade adressen",
      transcript_sent: "Kopian skickades",
      transcript_failed: "Kopian kunde inte skickas",
      rights_requested: "Använde sina rättigheter",
      correction_made: "Rättade uppgifter",
      message_hidden: "Dolde ett meddelande",
      objection_made: "Motsatte sig användning",
      objection_withdrawn: "Tillät åter användning för kvalitet och utbildning",
      erasure_requested: "Begärde att uppgifterna raderas",
      erasure_done: "Raderade uppgifterna",
      hold_placed: "Beslöt om bevarande",
      hold_ended: "Avslutade bevarandet",
      disclosure_made: "Lämnade ut uppgifter",
      export_made: "Exporterade uppgifter",
      settings_changed: "Ändrade inställningar",
      sweep_done: "Radering enligt tidsfrist",
      access_log_read: "Läste åtkomstloggen",
    },
    purposes: {
      service: "Kundtjänst",
      quality: "Kvalitetssäkring",
      training: "Utbildning",
      guidance: "Planering av anvisningar",
      request: "Personens egen begäran",
      security: "Säkerhet",
      legal: "Lagstadgad skyldighet",
    },
    outcomes: { allowed: "Tilläts", refused: "Nekades", failed: "Misslyckades", unknown: "Okänt" },
  },
  ringing: {
    title: "En ny konversation väntar",
    body: "Öppna kön och ta den.",
    answered: (visitor) => `${visitor} skrev`,
    answeredBody: "Öppna konversationen och läs meddelandet.",
  },
  keys: {
    title: "Tangenter",
    what: {
      j: "Nästa konversation",
      k: "Föregående konversation",
      t: "Ta en väntande konversation",
      r: "Skriv ett svar",
      p: "Överför konversationen (frågar till vem)",
      o: "Erbjud en kopia per e-post",
      c: "Avsluta konversationen (frågar först)",
      "?": "Visa den här listan",
    },
    whileWriting: "Medan du skriver",
    writing: [
      ["Enter", "Skicka"],
      ["Skift + Enter", "Ny rad"],
      ["Esc", "Tillbaka till listan"],
    ],
    single: "Kommandon med en tangent",
    on: "På",
    off: "Av",
  },
  agentErrors: {
    transcript_too_early: () => "En kopia kan erbjudas när besökaren har fått svar.",
    too_many: ({ retry_after }) =>
      `Det blev mycket på kort tid. Vänta ${retry_after ? `${retry_after}\u00a0sekunder` : "en stund"} och försök igen.`,
  },
};
