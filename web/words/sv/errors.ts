/** What was refused, in Swedish. */
import type { ErrorWords } from "../../shared/words";
import { soon } from "./common";

const limits: Record<string, string> = {
  conversation: "Det går inte att beställa fler koder eller kopior av den här chatten.",
  address: "Det går inte att skicka fler kopior till den här adressen i dag. Försök igen i morgon.",
  network: "Många kopior har beställts från samma nätverk på kort tid. Försök igen om en timme.",
  site: "Det går inte att skicka fler kopior i dag. Försök igen i morgon.",
  pause:
    "Kopior kan inte beställas just nu, eftersom många av våra meddelanden har kommit tillbaka. Försök igen i morgon.",
};

const unconfirmed: Record<string, string> = {
  code: "En ny kod är på väg till din e-post. Använd koden i det nyaste meddelandet.",
  confirmed: "Beställningen är redan bekräftad. Ingen kod behövs längre.",
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
    if (tries_left == null) return "En kod har sex siffror. Kontrollera den och försök igen.";
    if (tries_left === 0) return "Koden stämmer inte och gäller inte längre. Beställ en ny kod.";
    return `Koden stämmer inte. Du kan försöka ${tries_left === 1 ? "en gång" : `${tries_left}\u00a0gånger`} till.`;
  },
  code_expired: () => "Koden gäller inte längre. Beställ en ny kod.",
  not_found: () => "Det här finns inte. Det kan redan vara raderat.",
  commitment_missing: () => "Godkänn först tystnadsförbindelsen.",
  network: () =>
    "Ditt konto kan inte användas i det nätverk som du är i nu. Byt till arbetsplatsens nätverk eller fråga en administratör.",
  wrong_origin: () => "Begäran kom inte från tjänstens egen sida. Ladda om sidan och försök igen.",
  too_many: ({ of, retry_after }) =>
    of
      ? "I samma chatt går det inte att göra det här fler gånger."
      : `Det blev för många försök på kort tid. ${soon(retry_after)}`,
  check_needed: ({ retry_after }) =>
    `Från det här nätverket börjar en ny chatt efter en kort kontroll. Ditt meddelande skickas av sig självt om ungefär ${retry_after ?? 20}\u00a0sekunder.`,
  too_many_waiting: () =>
    "Från samma nätverk väntar redan många chattar på svar. Ditt meddelande skickas av sig självt när någon av dem har fått svar.",
  chat_closed: ({ words }) => words || "Ingen ny chatt kan inledas just nu. Försök igen senare.",
  message_empty: () => "Meddelandet är tomt. Skriv något först.",
  message_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "Meddelandet är för långt. Förkorta det eller dela det i två."
      : `Meddelandet är för långt: ${length}\u00a0tecken, högst ${limit} får plats. Förkorta det eller dela upp det.`,
  out_of_order: () => "Meddelandet var på väg till fel plats och skickades inte. Försök igen.",
  not_newest: () =>
    "Du har redan skrivit ett nyare meddelande, och bara det nyaste kan rättas. Skriv rättelsen som ett nytt meddelande.",
  visitor_wrote: () => "Besökaren har skrivit mer, så chatten avslutades inte.",
  conversation_closed: () => "Chatten är redan avslutad.",
  conversation_open: () => "Det här går att göra först när chatten är avslutad.",
  already_taken: ({ alias }) => `${alias ?? "Någon annan"} hann ta chatten först.`,
  agent_away: () => "Kollegan är inte på plats just nu. För över chatten till någon annan eller tillbaka till kön.",
  objected: () => "Besökaren har invänt mot att chatten används till detta.",
  reason_unfit: ({ minimum, limit }) =>
    minimum && limit ? `Skälet ska ha ${minimum}–${limit}\u00a0tecken.` : "Skriv skälet kort, med egna ord.",
  address_invalid: ({ of }) =>
    of
      ? "I adressen verkar det finnas en personbeteckning eller ett kortnummer. Använd en annan adress."
      : "Det här ser inte ut som en e-postadress. Kontrollera adressen.",
  transcript_too_early: () => "En kopia kan beställas när kundtjänsten har svarat.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "Det går inte att skicka fler kopior just nu. Försök igen senare.",
  nothing_to_confirm: ({ of }) =>
    unconfirmed[of ?? ""] ?? "Du har ingen beställning att bekräfta. Beställ först en kod.",
  password_too_weak: ({ minimum }) => `Lösenordet är för kort. Det måste ha minst ${minimum ?? 15}\u00a0tecken.`,
  password_too_common: () =>
    "Lösenordet är för lätt att gissa: det består bara av vanliga ord, namn, tangentrader eller upprepningar. Välj ett annat, till exempel fyra ord som inte hör ihop.",
  password_unchanged: () => "Det nya lösenordet är detsamma som det som ska bytas ut. Välj ett annat.",
  password_not_accepted: () =>
    "Det här lösenordet kan inte användas: det har kanske använts förut, eller börjar eller slutar med ett mellanslag. Välj ett annat.",
  name_invalid: () =>
    "Ett sådant användarnamn går inte att använda. Använd bokstäverna a–z, siffror och tecknen . - _ @ utan mellanslag.",
  name_confusable: () =>
    "Namnet har ett tecken som det inte kan ha. Använd bokstäver ur ett enda alfabet, det latinska, grekiska eller kyrilliska, samt fristående siffror, mellanslag, bindestreck och apostrof, och punkt bara efter en initial.",
  alias_taken: () =>
    "En annan person på samma webbplats visas redan för besökarna med det här namnet. Ge ett namn som skiljer dem åt, till exempel med efternamnets första bokstav.",
  name_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "Namnet är för långt. Förkorta det."
      : `Namnet är för långt: ${length}\u00a0tecken, och högst ${limit} får plats. Förkorta det.`,
  account_exists: () => "Det finns redan ett konto med det här namnet.",
  own_account: () => "Det här är ditt eget konto. Byt lösenord och andra inloggningsfaktor på din egen sida.",
  last_administrator: () => "Det här är den sista administratören. Gör först någon annan till administratör.",
  dialogue_missing: () => "Anteckna först när dialogen med personalen om vad som sparas om dem har förts.",
  settings_refused: () => "En del av inställningarna kan inte sparas så här. Rätta det som är markerat.",
  changed_meanwhile: ({ by }) =>
    `${by ?? "Någon annan"} hann ändra de här uppgifterna. Inget sparades. Granska dina ändringar på nytt.`,
  site_exists: () => "Det finns redan en webbplats med den här nyckeln. Välj en annan nyckel.",
  phones_off: () => "Inga telefoner väcks: administratören har inte tagit väckningar i bruk.",
  push_service_unknown: () =>
    "Den här webbläsarens aviseringstjänst används inte. Prova en annan webbläsare: Chrome, Edge, Firefox eller Safari.",
  log_unavailable: () => "Läsningen kunde inte loggas, så inget visas. Försök igen om en stund.",
  unavailable: ({ retry_after }) =>
    `Tjänsten svarar inte just nu. Inget som har skickats är borta. ${soon(retry_after)}`,
  handed_over: () => "Chatten är inte längre din.",
  offline: () => "Det går inte att nå tjänsten. Kontrollera nätverket och försök igen.",
  unexpected: () => "Tjänsten gav ett oväntat svar. Försök igen, och ladda om sidan om felet upprepas.",
};
