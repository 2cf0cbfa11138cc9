/** Settings: in Swedish. */
import type { SettingsWords } from "../../console/rooms/settings/words";
import { mistakes } from "./mistakes";

export const words: SettingsWords = {
  title: "Webbplatser",
  lead: "Webbplatserna där chatten finns, och allt som de berättar om företaget för besökarna.",
  caption: (sites) => (sites === 1 ? "1 webbplats" : `${sites}\u00a0webbplatser`),
  columns: { company: "Företag", key: "Nyckel", now: "Just nu", changed_at: "Ändrad" },
  alwaysOpen: "Alltid öppet",
  notChanged: "Inte känt",
  changed: (moment, by) => (by ? `${moment}, ${by}` : moment),
  none: "Det finns ingen webbplats",
  noneHelp: "Skapa den första webbplatsen, så får du koden att lägga in på företagets sidor.",
  back: "Alla webbplatser",
  closed: {
    title: "Chatten är stängd",
    since: (moment) => `Chatten är stängd sedan ${moment}`,
    what: "Inga nya chattar kan inledas på någon webbplats; de som pågår fortsätter. Den som driver tjänsten på AWS har stängt den och öppnar den igen.",
    by: (name) => `Stängd av: ${name}.`,
    read: "Besökarna läser i stället:",
  },
  tag: {
    title: "Koden för sidorna",
    lead: "Lägg in den här koden i företagets sidor, var som helst. Den fungerar bara på adresserna nedan.",
    see: "Se att den fungerar",
    seeHelp: "Sidan öppnas i en ny flik och chatten öppnas där av sig själv. Ingen får något larm förrän du skriver.",
    open: (host) => `Öppna ${host}`,
    unseen:
      "Om chatten inte öppnas saknas koden på sidan, sidan ligger kvar i en cache eller så finns adressen inte i listan.",
  },
  create: {
    begin: "Lägg till webbplats",
    title: "Ny webbplats",
    lead: "Börja med det här. Texter, öppettider och allt annat anger du sedan på webbplatsens egen sida.",
    origin: "Webbplatsens adress",
    keyHelp: "Ett kort namn som syns i koden, till exempel butik. Det kan inte ändras senare.",
    verb: "Skapa webbplatsen",
    busy: "Skapar…",
  },
  basics: "Företag och adresser",
  saying: "Hälsning och startknapp",
  looks: "Färg och tema",
  names: {
    company: "Företagets namn",
    key: "Nyckel",
    origins: "Adresser vars sidor får visa chatten",
    language: "Eget språk",
    privacy_notice: "Företagets egen dataskyddsbeskrivning",
    hours: "Öppettider",
    contacts: "Andra kontaktuppgifter",
    colour: "Profilfärg",
    theme: "Ljus eller mörk",
    greeting: "Hälsning",
    launcher: "Text på startknappen",
    topics: "Ämnen",
    today: "Dagens meddelanden",
    limits: "Gränser",
    logo: "Logotyp",
  },
  themes: { light: "Ljus", dark: "Mörk", system: "Enligt besökarens enhet" },
  ours: "Juttus egen",
  nothing: "Finns inte",
  logo: {
    help: "PNG, JPEG eller SVG, helst liggande. En stor bild förminskas. Visas överst i chatten.",
    now: "Nuvarande logotyp",
    next: "Ny logotyp",
    choose: "Välj en bild",
    ask: "Vill du använda den här logotypen?",
    remove: "Ta bort logotypen",
    askRemove: "Vill du ta bort logotypen?",
  },
  colour: {
    black: (contrast) => `Texten på den är svart, kontrasten är ${contrast}:1.`,
    white: (contrast) => `Texten på den är vit, kontrasten är ${contrast}:1.`,
  },
  outlined: "På en ljus sida ritas en kantlinje runt den.",
  colourUnknown: "Webbläsaren väljer om texten på den är svart eller vit.",
  kinds: { phone: "Telefon", mail: "E-post", page: "Sida", visit: "Besöksadress" },
  hours: {
    set: "Öppettider är angivna",
    week: "Vanlig vecka",
    weekHelp: "Till exempel 9–16 eller 9–12, 13–16.30. Tomt betyder stängt.",
    dates: "Avvikande dagar",
    datesHelp: "De går före veckan och helgdagarna.",
    addDate: "Lägg till en dag",
    date: (number) => `Dag ${number}`,
    day: "Datum",
    open: "Öppet",
    openHelp: "Tomt betyder stängt.",
    days: {
      mon: "Måndag",
      tue: "Tisdag",
      wed: "Onsdag",
      thu: "Torsdag",
      fri: "Fredag",
      sat: "Lördag",
      sun: "Söndag",
    },
    closed: "stängt",
    holidaysName: "Helgdagar",
    holidays: { "": "Öppet som vanligt", FI: "Stängt på Finlands helgdagar" },
    zone: "Vilken orts tid",
    calendar: "De kommande fyra veckorna",
    calendarLead: "Så här gäller öppettiderna dag för dag.",
    never: "Ingen dag har öppettider.",
    told: "För besökarna:",
    why: { week: "vanlig vecka", own: "avvikande dag", holiday: "helgdag" },
  },
  contacts: "Erbjuds när ingen svarar i chatten. Den första är viktigast.",
  topics: "Besökaren kan välja ett ämne innan hen skriver.",
  today: "Visas på startknappen och i chatten de här dagarna.",
  limits: {
    lead: "Gränserna hindrar missbruk. Höj dem om många av dina kunder har samma nätverk, som i en skola eller på ett sjukhus.",
    names: {
      conversations_an_hour: "Nya chattar i timmen från samma nätverk",
      unanswered_a_network: "Chattar från samma nätverk som väntar på svar samtidigt",
      transcripts_a_site_a_day: "Kopior per e-post som beställs på ett dygn",
    },
    help: {
      conversations_an_hour:
        "5–200. Den som börjar därefter väntar en stund medan webbläsaren räknar ut en liten uppgift.",
      unanswered_a_network: "40–400. Därefter skickas meddelandet när någon av de tidigare har fått svar.",
      transcripts_a_site_a_day: "10–1000. Därefter kan kopior beställas igen nästa dag.",
    },
    number: "Skriv ett heltal.",
  },
  doubts: {
    title: "Menade du så här?",
    overMidnight: (day, range) => `${day}: ${range} fortsätter över midnatt till nästa dag.`,
    date: (date) => `${date} är redan förbi, så tiderna då påverkar ingenting.`,
    notice: (days) => `Meddelandet visas inte för någon, för dess dagar är redan förbi: ${days}.`,
    over: "förbi",
  },
  days: (from, until) => (from === until ? from : `${from}–${until}`),
  preview: {
    title: "Se hur chatten skulle se ut",
    language: "Förhandsvisningens språk",
    presence: "Läge",
    there: "När någon är på plats",
    nobody: "När ingen är på plats",
  },
  versions: {
    title: "Ändringar",
    lead: "De tjugo senaste. En ändring och namnet på den som gjorde den sparas i två år.",
    row: (moment, by) => `${moment}: ${by}`,
    unknown: "Inga ändringar är kända.",
    file: "införd från en fil",
    now: "gäller nu",
    look: "Visa och återställ",
    ask: (version) => `Vill du återställa den här? ${version}`,
    restore: "Återställ",
    keep: "Återställ inte",
    logo: "Logotypen förblir som den är nu.",
  },
  edit: {
    change: "Ändra",
    lead: "När du ändrar något får du först veta vad som skulle ändras. Inget sparas innan du bekräftar.",
    verb: "Granska ändringarna",
    busy: "Granskar…",
    leave: "Avbryt",
    companyHelp: "Visas för besökarna och som avsändare i e-post.",
    originsHelp: "Början av adressen, till exempel https://www.foretaget.example, utan sökväg.",
    addOrigin: "Lägg till en adress",
    origin: (number) => `Adress ${number}`,
    languageHelp:
      "Används när varken sidan eller webbläsaren anger språk. Texterna måste finnas åtminstone på det här språket.",
    privacyHelp: "Adressen till företagets egen beskrivning. Tomt: den som Juttu gör.",
    noColour: "Webbläsaren känner inte till färgen. Skriv till exempel #0a5c8a.",
    colourHelp: "Som i en stilmall, till exempel #0a5c8a. Om fältet är tomt används Juttus egen färg.",
    addContact: "Lägg till en kontaktuppgift",
    contact: (number) => `Kontaktuppgift ${number}`,
    kind: "Typ",
    contactName: "Namn",
    contactNameHelp: "Till exempel Jour. Utan namn visas bara uppgiften; en sida måste ha ett namn.",
    topicsHelp: (least, most) => `Det finns ${least}–${most} ämnen, eller inga alls.`,
    addTopic: "Lägg till ett ämne",
    topic: (number) => `Ämne ${number}`,
    addToday: "Lägg till ett meddelande",
    notices: (number) => `Meddelande ${number}`,
    since: "Första dagen",
    until: "Sista dagen",
    words: "Text",
    inLanguage: (name, language) => `${name}: ${language}`,
    empty:
      "Språk utan egen text visar Juttus egen text. Texten på det egna språket behövs om något annat språk har en.",
    same: "Inget skulle ändras",
    ask: "Spara ändringarna?",
    these: "Det här ändras:",
    save: "Spara",
    saving: "Sparar…",
    keep: "Spara inte",
    done: "Inställningarna har sparats",
    notice: "Dataskyddsbeskrivningen ändras inte.",
  },
  stage: {
    title: "Hela tjänsten",
    lead: "Det här gäller alla webbplatser. När du ändrar något får du först se vad som skulle ändras. Ingenting sparas förrän du bekräftar.",
    link: "Inställningar för hela tjänsten",
    controller: {
      title: "Personuppgiftsansvarig",
      lead: "Det här namnet står i dataskyddsbeskrivningen och i e-posten.",
      deployed:
        "Namnet anges när tjänsten driftsätts: inställningen Controller. Den som driver tjänsten i AWS kan ändra det.",
    },
    networks: {
      title: "Nätverk där rollerna kan användas",
      lead: "En roll utan nätverk kan användas överallt. I andra nätverk har personen inte rollen: en administratör som också svarar kunder kan svara hemifrån, men är inte administratör där.",
      help: "Skriv ett nätverk per rad, till exempel 192.0.2.0/24 eller 2001:db8::/32.",
      own: (address) => `Din adress är nu ${address}. Den sparas inte.`,
      within: (minutes) =>
        minutes === 1
          ? "Ändringen gäller överallt inom en minut."
          : `Ändringen gäller överallt inom ${minutes}\u00a0minuter.`,
      from: (networks) =>
        networks === 0
          ? "i vilket nätverk som helst"
          : networks === 1
            ? "bara i 1\u00a0nätverk"
            : `bara i ${networks}\u00a0nätverk`,
    },
    told: {
      title: "Vem får veta att frågor väntar",
      lead: "Om en besökare har bett om svar per e-post och ingen har öppnat chatten skickas ett meddelande till de här adresserna. Det berättar inte vem som har frågat eller vad. Meddelandet upprepas var fjärde timme.",
      addresses: "E-postadresser",
      help: "En adress per rad, högst fem. Om fältet är tomt får ingen veta.",
      cameBack: (addresses) =>
        `Meddelandet har kommit i retur, och inga nya skickas förrän inställningarna har sparats på nytt: ${addresses}.`,
      after: "Meddelandet skickas efter",
      afterHelp: "Väntande frågor kontrolleras en gång i kvarten.",
      minutes: (minutes) =>
        minutes === 1
          ? "en minut"
          : minutes === 60
            ? "en timme"
            : minutes % 60 === 0
              ? `${minutes / 60}\u00a0timmar`
              : `${minutes}\u00a0minuter`,
      to: (addresses) => (addresses === 0 ? "ingen" : addresses === 1 ? "1\u00a0adress" : `${addresses}\u00a0adresser`),
    },
    answer: {
      title: "När kundrådgivaren inte svarar",
      lead: "När besökaren har väntat på svar påminns kundrådgivaren. Om det ändå inte kommer något svar går chatten tillbaka till kön. Båda får veta det.",
      remind: "Påminn efter",
      back: "Tillbaka till kön efter",
      help: "Tiden räknas inte medan kundrådgivaren kontrollerar saken.",
      never: "aldrig",
    },
    veiled: {
      title: "Ord som döljs",
      lead: "En kundrådgivare kan i sina egna inställningar välja att ett meddelande från en besökare med något av de här orden först visas dolt. Meddelandet självt ändras inte.",
      help: "Skriv ett ord eller ett uttryck per rad. En asterisk i slutet betyder alla ord som börjar så: tok*.",
      changes: (language, added, removed) => `${language}: ${added} kommer till, ${removed} tas bort`,
    },
    left: {
      title: "Hur länge ett svar kan dröja",
      lead: "När ingen är på plats kan besökaren be att få svaret per e-post. Om ingen svarar inom den här tiden får besökaren ett meddelande om det. Tiden står i dataskyddsbeskrivningen.",
      days: "Väntetid",
      help: "Gäller förfrågningar som kommer efter ändringen.",
      number: (days) => (days === 1 ? "1\u00a0dag" : `${days}\u00a0dagar`),
    },
    phones: {
      title: "Väckning av telefoner",
      lead: "Om ingen tar den som väntar inom en minut väcks telefonerna hos de kundrådgivare som själva har valt det. Väckningen har inget innehåll. När detta tas ur bruk raderas de sparade telefonerna.",
      noKey: "Nyckeln saknas: Pushes=true vid installationen.",
      label: "Väckning",
    },
    line: (name, number, sentence) => `${name}, rad ${number}: ${sentence}`,
    notice: {
      changes: "Dataskyddsbeskrivningen ändras inom fem minuter:",
      inLanguage: (language, places) =>
        places === 0
          ? `${language}: inget ändras`
          : places === 1
            ? `${language}: 1 ställe ändras`
            : `${language}: ${places}\u00a0ställen ändras`,
      gone: "Försvinner:",
      new: "Nytt:",
    },
    deployed: "inställningarna vid driftsättningen",
  },
  mistakes,
  seen: (minutes) => `En ändring syns på varje sida inom ${minutes}\u00a0minuter och genast i en chatt som öppnas.`,
};
