/** What stands before the work, in Swedish. */
import type { DoorWords } from "../../console/door/words";

export const words: DoorWords = {
  signIn: {
    headings: {
      password: "Logga in i konsolen",
      new_password: "Byt lösenord",
      enrol: "Ta den andra inloggningsfaktorn i bruk",
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
    wait: (seconds) =>
      seconds === 1 ? "Du kan försöka igen om en sekund." : `Du kan försöka igen om ${seconds}\u00a0sekunder.`,
    newPasswordLead: "Du har fått ett tillfälligt lösenord. Välj ett eget som bara du vet.",
    newPassword: "Nytt lösenord",
    newPasswordRule: (characters) =>
      `Minst ${characters}\u00a0tecken. Det finns inga regler om slags tecken: fyra ord som inte hör ihop är ett bra lösenord.`,
    setPassword: "Byt lösenord",
    enrolLead: "Utöver lösenordet loggar du in med en kod från en autentiseringsapp i telefonen.",
    enrolApp: "Öppna en autentiseringsapp i telefonen, till exempel den du redan använder på andra ställen.",
    enrolPicture: "Lägg till ett nytt konto och skanna den här QR-koden.",
    enrolType: "Lägg till ett nytt konto och skriv in den här nyckeln i appen.",
    enrolTypeInstead: "Om du inte kan skanna, skriv in den här nyckeln i appen:",
    enrolCode: "Skriv nedan koden som appen visar.",
    enrolVerb: "Ta i bruk",
    pictureName: "QR-kod för en autentiseringsapp. Samma nyckel står skriven under bilden.",
    codeLead: "Öppna din autentiseringsapp och skriv koden som den visar.",
    code: "Kod",
    codeHelp: (digits) => `${digits}\u00a0siffror. Koden byts varje halv minut.`,
    mistakes: {
      user_missing: "Skriv ditt användarnamn",
      password_missing: "Skriv ditt lösenord",
      code_missing: "Skriv koden",
      code_malformed: "Koden har sex siffror",
      code_refused: "Koden godkändes inte. Vänta tills appen visar nästa och försök med den.",
      sign_in_refused:
        "Användarnamnet eller lösenordet godkändes inte. Ett tillfälligt lösenord kan ha gått ut: be då administratören om ett nytt.",
      unauthenticated: "Inloggningen tog för länge, eller så ändrades kontot under tiden. Börja om.",
    },
  },
  elsewhere: {
    title: "Konsolen kan inte öppnas från det här nätverket",
    lead: "Dina roller kan bara användas i vissa nätverk, till exempel på arbetsplatsen.",
    help: "Byt till arbetsplatsens nätverk eller öppna en VPN-anslutning och försök igen. Fråga en administratör om konsolen borde fungera härifrån.",
    still: "Kontrollerat alldeles nyss: det går fortfarande inte från det här nätverket.",
    busy: "Kontrollerar…",
  },
  commitment: {
    title: "Tystnadsförbindelse",
    lead: "Läs förbindelsen och ge den. Först därefter öppnas konsolen. Om texten någon gång ändras frågar vi igen.",
    verb: "Jag ger förbindelsen",
    version: (version, hash) => `Version ${version}, kännetecken ${hash}`,
  },
};
