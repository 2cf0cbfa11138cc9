/** What the agent’s desk fetches after its list, in Swedish. */
import type { DeskLaterWords } from "../../console/rooms/desk/words";
import { words as desk } from "./desk";
import { words as notes } from "./notes";
import { abuseReasons, passOnReasons } from "./reasons";

export const words: DeskLaterWords = {
  ...desk,
  presence: {
    here: "Besökaren är här",
    seen: (when) => `Besökaren var senast här ${when}`,
    at: (time) => `kl. ${time}`,
    unknown: "Det är oklart om besökaren är här",
  },
  correct: {
    label: (visitor) => `Rätta ditt meddelande: ${visitor}`,
    help: "Enter rättar, Esc låter det vara. Besökaren ser att meddelandet är rättat och kan titta på vad som stod i det.",
    verb: "Rätta meddelandet",
    keep: "Låt det vara",
    done: "Meddelandet är rättat",
    noMore: "I den här chatten går det inte att rätta fler meddelanden. Skriv rättelsen som ett nytt meddelande.",
    notFound: "Det här meddelandet kan inte rättas. Det kan ha dolts, eller så är chatten inte längre din.",
  },
  hold: {
    verb: "Kontrollerar",
    title: "Hur länge kontrollerar du saken?",
    what: "Besökaren får veta att du kontrollerar saken och hur länge. Under tiden avslutas chatten inte av tystnad och går inte tillbaka till kön.",
    minutes: (minutes) => `${minutes}\u00a0min`,
    still: (minutes) => `Du kontrollerar saken, ${minutes}\u00a0min till`,
    over: "Tiden är slut. Besökaren väntar på dig.",
    back: "Jag är tillbaka",
  },
  waits: {
    ...desk.waits,
    owed: "Besökaren väntar på ditt svar.",
    returns: (minutes) =>
      minutes > 0 ? `Chatten går tillbaka till kön om ${minutes}\u00a0min.` : "Chatten går snart tillbaka till kön.",
  },
  inserting: {
    title: "Färdiga svar",
    slash: "/ öppnar färdiga svar",
    find: "Sök svar",
    groups: { own: "Egna", shared: "Gemensamma" },
    count: (answers, language) => `${answers}\u00a0svar, ${language}`,
    none: "Inget svar motsvarar sökningen. Esc går tillbaka till meddelandet.",
    empty: "Det finns inga färdiga svar ännu. De skrivs under Svar.",
    languages: "Svarets språk",
    nextLanguage: "Enter lägger till, → byter språk, Esc går tillbaka",
    preview: "Så kommer det att stå",
    onlyIn: (language) => `Finns inte på det valda språket: ${language}.`,
    lacking: (names) => `Inte känt: ${names}`,
    names: {
      name: "besökarens namn",
      alias: "ditt namn",
      company: "företaget",
      contact: "kontaktuppgift",
      reference: "referens",
    },
    greeted: "Din hälsning står i fältet. Läs igenom och skicka.",
  },
  undoing: {
    waits: "Chatten avslutas strax. Besökaren vet inget om det än.",
    seconds: (seconds) => `${seconds}\u00a0s`,
    asked: "Avslutas…",
    stuck: "Tjänsten svarar inte. Chatten avslutas så snart förbindelsen fungerar.",
    undo: "Ångra",
    now: "Avsluta genast",
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
    why: "Orsak",
    whyHelp: "Nästa kundrådgivare ser orsaken, besökaren gör det inte.",
    noReason: "Ingen orsak",
    note: "Anteckning till den som fortsätter",
    noteHelp:
      "Kollegerna läser den bredvid meddelandena. Besökaren ser den inte i chatten men får den på begäran om sina uppgifter.",
    reasons: passOnReasons,
    from: (alias, why) => `${alias} förde över chatten till dig. Orsak: ${why}`,
    speaksNot: (language) => `Svarar inte på det här språket: ${language}`,
  },
  helping: {
    here: "Vilka andra som är med",
    has: (alias) => `${alias} har chatten`,
    grounds: {
      invited: (alias, since) => `${alias} är med och hjälper till sedan ${since}`,
      supervising: (alias, since, purpose) =>
        `Arbetsledaren ${alias} följer chatten sedan ${since}. Ändamål: ${purpose}`,
      glass: (alias, since) => `${alias} läser chatten med undantagstillstånd sedan ${since}`,
      purpose: (alias, since) => `${alias} läser chatten sedan ${since}`,
    },
    purposes: {
      help: "hjälp till kundrådgivaren",
      complaint: "klagomål eller reklamation",
      safety: "säkerhet",
      coaching: "inskolning och handledning",
    },
    ask: "Be om hjälp",
    letGo: (alias) => `Släpp ${alias}`,
    letWrite: (alias) => `Låt skriva: ${alias}`,
    leave: "Lämna chatten",
    title: "Vem ombeds hjälpa till?",
    what: "Den som ombeds ser hela chatten och kan skriva till besökaren i eget namn. Det berättas för besökaren. Chatten förblir din.",
    whom: "Vem hjälper till",
    nobody: "Inga andra kundrådgivare är på plats nu.",
    choose: "Välj vem som hjälper till",
    verb: "Be om hjälp",
    busy: "Ber om hjälp…",
    keep: "Fortsätt ensam",
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
    waiting: (count) => (count === 1 ? "En besökare väntar i kön." : `${count}\u00a0besökare väntar i kön.`),
  },
  notes: {
    ...notes,
    what: "Vad du skriver",
    answer: "Svar",
    note: "Anteckning",
    label: "Anteckning till kollegor. Besökaren ser den inte i chatten.",
    placeholder: "Skriv en anteckning",
    save: "Spara anteckning",
    enterSaves: "Enter sparar, Skift + Enter byter rad.",
    asked: "Besökaren får den, om hen begär sina uppgifter.",
    draftLeft: "Din anteckning sparades inte:",
    asking: {
      title: "Ska anteckningen tas tillbaka?",
      what: "Texten försvinner för alla. Kvar blir att det har funnits en anteckning, vem som skrev den och när. Det går inte att ångra, och det antecknas i åtkomstloggen.",
      takeBack: "Ta tillbaka anteckningen",
      busy: "Tas tillbaka…",
      keep: "Behåll",
      done: "Anteckningen är tillbakatagen",
    },
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
    topic: "Ämne",
    noTopic: "Inte valt",
    otherTopic: "Något annat",
    guidance: "Var det fel på våra anvisningar?",
    marks: { missing: "Saknades", unclear: "Otydliga", wrong: "Felaktiga" },
    undone: "Du kan ångra i 10 sekunder. Besökaren ser inget av det före det.",
    abuse: "Avsluta på grund av missbruk…",
    abuseTitle: "Avsluta på grund av missbruk?",
    abuseReason: "Vad gjorde besökaren?",
    reasons: abuseReasons,
    reasonMissing: "Välj först vad besökaren gjorde.",
    abuseHelp:
      "Chatten avslutas genast, och besökaren får sakligt veta att orsaken är olämpligt beteende. Orsaken skrivs in i åtkomstloggen. Nya chattar från samma nät börjar under tre timmar först efter en kort kontroll; ingen avvisas.",
    abuseVerb: "Avsluta genast",
    back: "Tillbaka",
    verb: "Avsluta chatten",
    verbShort: "Avsluta",
    verbNext: "Avsluta och öppna nästa",
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
  stays: {
    asked: "Ser efter vilka som stannar…",
    unknown: "Det gick inte att få veta vilka som stannar.",
    nobody: "Ingen annan är på plats. När du går får besökarna veta det och kan be om svar per e-post.",
    there: (names) => `På plats stannar ${names}.`,
  },
  dayEnd: {
    title: "Dagens slut",
    ending: (time) => `Öppettiden slutar kl. ${time}.`,
    over: (time) => `Öppettiden slutade kl. ${time}.`,
    done: "Allt är skött: ingen väntar och ingenting är öppet.",
    mine: (count) => (count === 1 ? "Du har en öppen chatt" : `Du har ${count} öppna chattar`),
    waitsForYou: (minutes) => (minutes < 1 ? "väntar på ditt svar" : `väntar på ditt svar sedan ${minutes}\u00a0min`),
    waitsForVisitor: "du väntar på besökarens svar",
    open: "Öppna",
    waiting: (count) => (count === 1 ? "En besökare väntar i kön." : `${count}\u00a0besökare väntar i kön.`),
    take: "Ta nästa",
    left: (count, until) =>
      count === 1
        ? `En fråga väntar på svar per e-post senast ${until}.`
        : `${count}\u00a0frågor väntar på svar per e-post, den första senast ${until}.`,
    notSent: (count) =>
      count === 1 ? "Ett av dina meddelanden är inte skickat." : `${count}\u00a0av dina meddelanden är inte skickade.`,
    drafts: (count) => (count === 1 ? "En chatt har ett utkast." : `${count} chattar har utkast.`),
    goOn: "Fortsätt arbeta",
  },
};
