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
  list: {
    name: "Chattar",
    stale: "Listan kunde inte uppdateras.",
    groups: {
      answer: "Väntar på ditt svar",
      mine: "Mina",
      helping: "Du hjälper till",
      queue: "Kö",
      left: "Svar per e-post",
      handed: "Överförda",
      ended: "Avslutade",
    },
    leftHelp: "De här besökarna har bett om svar per e-post: de väntar inte här, och konsolen ringer inte.",
    invitedBy: (alias) => `${alias} ber om hjälp.`,
    passedBy: (alias) => `${alias} överförde den till dig.`,
    more: (count) => `De ${count} äldsta visas.`,
    moreEnded: (count) => `De ${count} senaste visas.`,
    gone: (time) => `Gick ${time}`,
    noneMine: "Du har inga chattar. Ta nästa ur kön så kommer den hit.",
    noneWaiting: "Ingen väntar. När någon börjar en chatt kommer den hit och konsolen ringer.",
    noneWaitingAway: "Ingen väntar. Konsolen ringer först när du väljer ”På plats” där uppe.",
    waited: (minutes, long) => {
      if (minutes < 1) return "Alldeles nyss";
      return `${long ? "Redan" : "Väntat"} ${duration(minutes)}`;
    },
    onHold: (minutes) => (minutes > 0 ? `Kontroll · ${minutes}\u00a0min` : "Tiden är slut"),
    take: "Ta",
    takeName: (visitor) => `Ta: ${visitor}`,
    takeThis: "Ta chatten",
    taking: "Tas…",
    you: "Du:",
    unread: (messages) => (messages === 1 ? "1 oläst meddelande" : `${messages} olästa meddelanden`),
    notSent: (messages) => (messages === 1 ? "1 meddelande ej skickat" : `${messages} meddelanden ej skickade`),
    asksCopy: "Ber om en kopia per e-post",
    isLeft: "Ber om svar per e-post",
    veiled: "Dolt meddelande",
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
    showEarlier: "Visa tidigare meddelanden",
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
  closing: {
    toast: (visitor) => `Avslutas: ${visitor}`,
    undo: "Ångra",
    takenBack: (visitor) => `${visitor}: det kom ett nytt meddelande, så chatten avslutades inte`,
  },
  handed: {
    leftYou: (visitor) => `${visitor} är inte längre hos dig`,
    cameToYou: (visitor) => `En chatt överfördes till dig: ${visitor}`,
    invited: (visitor) => `${visitor}: en kollega ber dig om hjälp.`,
    isYours: (visitor) => `${visitor} är nu hos dig`,
    severalLeftYou: (count) => `${count} chattar är inte längre hos dig`,
    show: "Visa",
  },
  waits: { reminded: (visitor) => `${visitor} väntar på ditt svar`, show: "Visa" },
  offeredNow: "Kopian erbjöds besökaren",
  day: {
    ending: (time) => `Öppettiden slutar kl. ${time}.`,
    over: (time) => `Öppettiden slutade kl. ${time}.`,
    open: (waiting, mine) =>
      waiting + mine === 0 ? "Ingen väntar och du har inga chattar." : `I kön ${waiting}, hos dig ${mine}.`,
    verb: "Dagens slut",
    notice: { ending: "Öppettiden slutar snart", over: "Öppettiden är slut" },
    noticeBody: "Öppna skrivbordet och se vad som är öppet.",
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
    note: "Skriv en anteckning till kollegor",
    passOn: "Överför chatten (frågar till vem)",
    invite: "Be en kollega om hjälp (frågar vem)",
    offerCopy: "Erbjud en kopia per e-post",
    hold: "Säg att du kontrollerar saken, eller att du är tillbaka",
    closeNext: "Avsluta och öppna nästa (frågar först)",
    close: "Avsluta chatten (frågar först)",
    day: "Dagens slut: vad som ännu är öppet",
    available: (on) => (on ? "Bli tillgänglig" : "Gå på paus"),
  },
  reading,
};
