/** The agent’s desk, in Swedish. */
import type { DeskWords } from "../../console/rooms/desk/words";
import { words as reading } from "./reading";

/** `12 min`, and from an hour on `1 h 5 min`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}\u00a0h ` : ""}${minutes % 60}\u00a0min`;
}

export const words: DeskWords = {
  available: "På plats",
  away: "Borta",
  visitor: (reference) => `Besökare ${reference}`,
  status: { waiting: "Väntar", active: "Pågår", closed: "Avslutad" },
  replaced: "Konsolen är öppen någon annanstans",
  replacedHelp:
    "Du öppnade konsolen i så många fönster att det här fönstret kopplades från. Inget är borta: du kan fortsätta där eller här.",
  continueHere: "Fortsätt här",
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
    unknown: "Det är oklart om besökaren är här",
  },
  list: {
    name: "Chattar",
    stale: "Listan kunde inte uppdateras.",
    groups: {
      answer: "Väntar på ditt svar",
      mine: "Mina",
      queue: "Kö",
      left: "Svar per e-post",
      handed: "Överförda",
      ended: "Avslutade",
    },
    leftHelp: "De här besökarna har bett om svar per e-post: de väntar inte här, och konsolen ringer inte.",
    more: (count) => `De ${count} äldsta visas.`,
    moreEnded: (count) => `De ${count} senaste visas.`,
    gone: (time) => `Gick ${time}`,
    noneMine: "Du har inga chattar. Ta nästa ur kön så kommer den hit.",
    noneWaiting: "Ingen väntar. När någon börjar en chatt kommer den hit och konsolen ringer.",
    noneWaitingAway: "Ingen väntar. Konsolen ringer först när du väljer ”På plats” där uppe.",
    waited: (minutes, long) => {
      if (minutes < 1) return "Alldeles nyss";
      return `${long ? "Redan väntat" : "Väntat"} ${duration(minutes)}`;
    },
    take: "Ta",
    takeName: (visitor) => `Ta: ${visitor}`,
    takeThis: "Ta chatten",
    taking: "Tas…",
    you: "Du:",
    unread: (messages) => (messages === 1 ? "1 oläst meddelande" : `${messages} olästa meddelanden`),
    notSent: (messages) => (messages === 1 ? "1 meddelande ej skickat" : `${messages} meddelanden ej skickade`),
    asksCopy: "Ber om en kopia per e-post",
    isLeft: "Ber om svar per e-post",
  },
  conversation: {
    name: "Chatt",
    log: "Meddelanden",
    none: "Välj en chatt",
    noneHelp: "När du tar en chatt ur kön öppnas den här.",
    noneWaits: "Någon väntar i kön. Ta nästa i listan, eller med tangenten T.",
    missing: "Den här chatten finns inte här",
    missingHelp: "Den kan ha avslutats, gått till en kollega eller raderats.",
    toList: "Tillbaka till listan",
    waitsSince: (time) => `Har väntat sedan kl. ${time}`,
    firstLineOnly: "Du ser bara början av det första meddelandet. Resten öppnas när du tar chatten.",
    nearlyFull: (messages) =>
      messages <= 1
        ? "Det ryms bara ett meddelande till i chatten."
        : `Det ryms bara omkring ${messages}\u00a0meddelanden till i chatten.`,
    toEnd: "Till de nyaste meddelandena",
    answer: (visitor) => `Svar till ${visitor}`,
    placeholder: (visitor) => `Skriv ett svar till ${visitor}`,
    send: "Skicka",
    enterSends: "Enter skickar, Skift + Enter byter rad",
    counted: (characters, limit) => `${characters} / ${limit} tecken`,
    closedAt: (time) => `Chatten avslutades kl. ${time}.`,
    closedFor: {
      silence: "Det hade inte kommit några meddelanden från besökaren på länge.",
      age: "Den längsta tiden för en chatt hade gått.",
      unanswered: "Ingen hann svara.",
      abuse: "Orsaken var osakligt uppförande.",
      full: "Inga fler meddelanden fick plats.",
    },
    gone: "Chatten är inte längre tillgänglig.",
    deletedOn: (date) => `Den raderas ${date}.`,
    draftLeft: "Ditt utkast skickades inte:",
    unsentLeft: (messages) =>
      messages === 1
        ? "Ett av dina meddelanden blev oskickat."
        : `${messages}\u00a0av dina meddelanden blev oskickade.`,
    putAway: "Ta bort från listan",
  },
  passOn: {
    verb: "Överför",
    title: "Vem ska ta över chatten?",
    what: "Besökaren får veta vem som fortsätter. Den som tar över ser hela chatten, så inget behöver frågas på nytt.",
    to: "Vem fortsätter",
    open: (count, orMore) =>
      count === 0 ? "inga chattar" : count === 1 && !orMore ? "en chatt" : `${count}${orMore ? "+" : ""} chattar`,
    loading: "Ser efter vilka som är på plats…",
    nobody: "Inga andra är på plats just nu. Du kan lämna chatten tillbaka till kön.",
    notKnown: "Det gick inte att få veta vilka som är på plats.",
    queue: "Tillbaka till kön",
    queueHelp: "Chatten väntar på sin gamla plats tills någon tar den.",
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
    why: "Så går det när din konsol inte har gett livstecken på en stund, eller när chatten överförs från ett annat av dina fönster. Besökaren har fått veta det.",
    toColleague: (alias) => `Du överförde chatten: ${alias} fortsätter.`,
    toQueue: "Du lämnade chatten tillbaka till kön. Där väntar den på sin gamla plats.",
    toQueueGone: "Du lämnade chatten tillbaka till kön. Där väntar den inte längre.",
    withColleague: (alias) => `Chatten är inte längre hos dig: ${alias} fortsätter den.`,
    inQueue: "Chatten är inte längre hos dig: den väntar i kön igen.",
    elsewhere: "Chatten är inte längre hos dig.",
    seenUntil: "Meddelandena syns fram till dess att chatten lämnade dig.",
    takeBack: "Ta tillbaka",
    leftYou: (visitor) => `${visitor} är inte längre hos dig`,
    cameToYou: (visitor) => `En chatt överfördes till dig: ${visitor}`,
    isYours: (visitor) => `${visitor} är nu hos dig`,
    severalLeftYou: (count) => `${count} chattar är inte längre hos dig`,
    show: "Visa",
  },
  leaving: {
    awayTitle: "Ska du lämna kön?",
    away: (count) =>
      count === 1
        ? "Du har en öppen chatt. Du kan fortsätta den medan du är borta eller lämna den tillbaka till kön; besökaren får veta det."
        : `Du har ${count} öppna chattar. Du kan fortsätta dem medan du är borta eller lämna dem tillbaka till kön; besökarna får veta det.`,
    outTitle: "Ska du logga ut?",
    out: (count) =>
      count === 1
        ? "Du har en öppen chatt. När du loggar ut går den tillbaka till kön, och besökaren får veta det."
        : `Du har ${count} öppna chattar. När du loggar ut går de tillbaka till kön, och besökarna får veta det.`,
    outVerb: "Logga ut",
    stay: "Stanna",
    keepThem: "Borta, jag fortsätter dem",
    giveBack: "Borta, tillbaka till kön",
  },
  hide: {
    verb: "Dölj meddelandet",
    title: "Vill du dölja meddelandet?",
    what: "Meddelandet ersätts med punkter både hos dig och hos besökaren, också i kopior som skickas härefter. Att det doldes antecknas i åtkomstloggen, och det kan inte ångras.",
    stays:
      "I e-post som redan har skickats finns meddelandet kvar, och ur säkerhetskopian försvinner det inom en vecka.",
    own: "Ditt eget meddelande kan du dölja bara om det innehåller någons personuppgifter. Ett felaktigt svar rättar du genom att skriva ett nytt meddelande.",
    ground: "Meddelandet innehåller någons personuppgifter",
    groundMissing: "Kryssa först i att meddelandet innehåller personuppgifter.",
    busy: "Döljs…",
    keep: "Dölj inte",
    done: "Meddelandet är dolt",
    noMore:
      "Fler meddelanden kan inte döljas i den här chatten. Besökaren kan radera hela chatten under Dina uppgifter.",
    notFound: "Det här meddelandet kan inte döljas. Chatten är kanske inte längre hos dig, eller så är den raderad.",
  },
  close: {
    title: "Ska chatten avslutas?",
    what: "Besökaren ser att chatten är avslutad och kan ännu beställa en kopia per e-post. I en avslutad chatt går det inte längre att skriva.",
    answer:
      "Ditt svar och hela chatten skickas nu till besökarens e-post. I en avslutad chatt går det inte längre att skriva.",
    noAnswer:
      "Besökaren väntar på svar per e-post, och du har inte svarat än. Om du avslutar chatten nu får besökaren veta per e-post att frågan inte besvarades.",
    draft: "Det här svaret har du inte skickat:",
    unsent: (count) =>
      count === 1 ? "Ett meddelande från dig är ännu på väg." : `${count} meddelanden från dig är ännu på väg.`,
    abuse: "Orsaken är osakligt uppförande",
    abuseHelp: "Besökaren får sakligt veta att chatten avslutades därför.",
    verb: "Avsluta chatten",
    verbShort: "Avsluta",
    keep: "Fortsätt chatten",
  },
  facts: {
    name: "Uppgifter",
    left: (date) =>
      `Besökaren har bett om svar per e-post. Det skickas när du har svarat och avslutar chatten eller när den har varit tyst i en halvtimme. Svara senast ${date}.`,
    objected:
      "Besökaren har invänt mot användning för kvalitetsgranskning, utbildning, utveckling och planering av anvisningar.",
    visitorsName: "Besökarens namn",
    topic: "Ämne",
    language: "Språk",
    site: "Webbplats",
    started: "Började",
    helped: "Har svarat",
    deleted: "Raderas",
    reference: "Referens",
    copy: "Kopiera referensen",
    copied: "Referensen kopierades",
    notCopied: "Webbläsaren tillät inte kopiering. Markera referensen och kopiera den själv.",
    transcript: "Kopia per e-post",
    noTranscript:
      "Besökaren kan beställa en kopia av chatten till sin egen e-post. Erbjud den om besökaren ber om det.",
    asked: "Besökaren ber om en kopia per e-post.",
    offer: "Erbjud en kopia",
    offerTitle: "Ska en kopia erbjudas?",
    offerWhat:
      "Besökaren ser genast att det går att beställa en kopia av chatten per e-post. Erbjudandet kan inte tas tillbaka.",
    keep: "Erbjud inte",
    offerAgain: "Erbjud på nytt",
    offeredNow: "Kopian erbjöds besökaren",
    answerWaits: ["Bekräftad", "Besökaren har visat att adressen är den egna. Svaret skickas när chatten avslutas."],
    codeOver: ["Koden gick ut", "Besökaren gav inte koden i tid. En ny kan beställas."],
    states: {
      offered: ["Erbjuden", "Besökaren kan nu ge sin adress."],
      ordered: ["Beställd", "En kod skickas till adressen; besökaren ombeds ange den."],
      confirmed: ["Bekräftad", "Besökaren har visat att adressen är den egna. Kopian skickas snart."],
      sending: ["Skickas", "Kopian är på väg till e-posttjänsten."],
      sent: ["Skickad", "E-posttjänsten tog emot kopian. Om den kom fram är ännu inte känt."],
      delivered: ["Framme", "Mottagarens e-postserver tog emot kopian."],
      bounced: ["Kom tillbaka", "Adressen tog inte emot kopian. Besökaren kan beställa den till en annan."],
      complained: ["Märkt som skräppost", "Mottagaren anmälde meddelandet som skräppost. Inget mer skickas dit."],
      failed: ["Misslyckades", "Kopian kunde inte skickas. Besökaren kan beställa den på nytt."],
      unknown: ["Oklart", "Det är inte känt om kopian gick iväg. Den skickas inte om av sig själv."],
    },
  },
  calling: {
    title: "En ny chatt väntar",
    body: "Öppna kön och ta den.",
    answered: (visitor) => `${visitor} skrev`,
    answeredBody: "Öppna chatten och läs meddelandet.",
  },
  commands: {
    next: "Nästa chatt",
    previous: "Föregående chatt",
    take: "Ta en väntande chatt",
    answer: "Skriv ett svar",
    passOn: "Överför chatten (frågar till vem)",
    offerCopy: "Erbjud en kopia per e-post",
    close: "Avsluta chatten (frågar först)",
    available: (on) => (on ? "Bli tillgänglig" : "Gå på paus"),
  },
  reading,
};
