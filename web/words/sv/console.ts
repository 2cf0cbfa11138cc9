/** What all staff read and hear in the console, in Swedish. */
import type { ConsoleWords } from "../../shared/words";
import { soon } from "./common";

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
  leave: {
    title: "Vill du logga ut?",
    lost: "Något som du har skrivit är inte sparat. Det går förlorat.",
    keep: "Fortsätt redigera",
  },
  noRoom: "Här finns ännu inget för dig",
  noRoomHelp:
    "Din roll öppnar ingen del av konsolen. Om den borde göra det, be administratören kontrollera dina roller.",
  ending: (time, minutes) =>
    `Din session går ut kl. ${time}, om ungefär ${minutes === 1 ? "en minut" : `${minutes}\u00a0minuter`}. Dina utkast sparas.`,
  goOn: "Fortsätt sessionen",
  roomsName: "Konsolens delar",
  rooms: {
    desk: "Kundtjänst",
    board: "Läget",
    history: "Historik",
    answers: "Svar",
    access_log: "Åtkomstlogg",
    people: "Personer",
    own: "Min sida",
    settings: "Inställningar",
    notice: "Dataskydd",
  },
  roles: {
    agent: "Kundrådgivare",
    supervisor: "Teamledare",
    reviewer: "Kvalitetsgranskare",
    trainer: "Utbildare",
    administrator: "Administratör",
    "data-protection-officer": "Dataskyddsombud",
    visitor: "Besökare",
    system: "Systemet",
    none: "Ingen roll",
  },
  sound: "Ljud",
  soundOn: "Ljudet är på",
  soundOff: "Ljudet är av",
  moment: (date, time) => `${date} kl. ${time}`,
  signInTitle: "Inloggning",
  summary: "Kontrollera det här",
  loading: "Hämtas…",
  several: { remove: "Ta bort", up: "Flytta upp", down: "Flytta ned" },
  copying: {
    verb: "Kopiera texten",
    done: "Texten kopierades",
    failed: "Webbläsaren tillät inte kopiering. Markera texten och kopiera den själv.",
  },
  ringing: {
    silenced: "Ljudet hörs inte förrän du trycker på något",
    notifying: {
      granted: "Aviseringar visas på skrivbordet.",
      denied: "Aviseringar är blockerade i den här webbläsaren. Tillåt dem i webbläsarens inställningar.",
      default: "Aviseringar har inte tillåtits ännu.",
      missing: "Den här webbläsaren visar inga aviseringar.",
    },
    try: "Prova ljud och avisering",
    test: "Så här får du veta",
    testBody: "Det här var ett prov: ingen väntar.",
    ending: "Sessionen tar snart slut",
    endingBody: "Tryck här så fortsätter den.",
  },
  keys: {
    title: "Tangenter",
    single: "Kommandon med en tangent",
    on: "På",
    off: "Av",
  },
  agentErrors: {
    transcript_too_early: () => "En kopia kan erbjudas när besökaren har fått svar.",
    too_many: ({ of, retry_after }) =>
      of
        ? "I samma chatt går det inte att göra det här fler gånger."
        : `Det blev mycket på kort tid. ${soon(retry_after)}`,
  },
  asked: { failed: "Det här kunde inte hämtas", stale: "Det här kunde inte uppdateras." },
  loadAgain: "Ladda sidan på nytt",
  roomNotLoaded: "Den här delen av konsolen kunde inte laddas. Dina utkast finns kvar.",
  notYourRoom: "Den delen av konsolen är inte öppen för din roll.",
  callingCount: (count) => (count === 1 ? "1 besökare väntar" : `${count} besökare väntar`),
  palette: {
    title: "Sök ett kommando",
    label: "Vad vill du göra?",
    none: "Det finns inget sådant kommando här.",
    count: (options) => (options === 1 ? "1 kommando" : `${options} kommandon`),
  },
  does: {
    go: (room) => `Gå till: ${room}`,
    speak: { fi: "Suomeksi", sv: "På svenska", en: "In English" },
    sound: (on) => (on ? "Slå på ljudet" : "Slå av ljudet"),
  },
};
