import type { ErrorWords } from "../errors";

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
};

export const errors: ErrorWords = {
  malformed: () => "Tjänsten förstod inte begäran. Ladda om sidan och försök igen.",
  too_large: () => "Meddelandet är för stort för att skickas. Dela det i två.",
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
  address_invalid: () => "Det här ser inte ut som en e-postadress. Kontrollera adressen.",
  transcript_too_early: () =>
    "Konversationen kan beställas när kundtjänsten har svarat och du själv har skrivit minst två meddelanden.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "Det går inte att skicka fler kopior just nu. Försök igen senare.",
  nothing_to_confirm: () => "Ingen beställning väntar på en kod. Beställ först en ny kod.",
  password_too_weak: ({ minimum }) => `Lösenordet är för kort. Det måste ha minst ${minimum ?? 15}\u00a0tecken.`,
  log_unavailable: () => "Läsningen kunde inte loggas, så inget visas. Försök igen om en stund.",
  unavailable: ({ retry_after }) =>
    `Tjänsten svarar inte just nu. Inget som har skickats är borta. ${soon(retry_after)}`,
  handed_over: () => "Konversationen är inte längre din.",
  offline: () => "Det går inte att nå tjänsten. Kontrollera nätverket och försök igen.",
  unexpected: () => "Tjänsten gav ett oväntat svar. Försök igen, och ladda om sidan om felet upprepas.",
};
