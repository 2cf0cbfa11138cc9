import type { MoreWords } from "../fi/widget-more";

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
    doneHelp: "Vi har inget kvar av det som skrevs.",
  },
  earlier: {
    title: "Tidigare chatt",
    help: "I slutet av chatten visades en referens och en rättighetskod. Med dem kan du se, rätta eller radera chatten tills den raderas.",
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
