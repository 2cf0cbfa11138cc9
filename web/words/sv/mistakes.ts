/** What can be wrong with a value of a site's settings or a row of the privacy notice: in Swedish. */
import type { SettingsMistake } from "../../console/canned/words";

export const mistakes: Record<SettingsMistake, (limit: number, meant?: string) => string> = {
  empty: () => "Det här får inte vara tomt.",
  one_line: () => "Skriv på en rad utan radbyten.",
  too_long: (limit) => `För långt: högst ${limit}\u00a0tecken ryms.`,
  too_few: (limit) => `För få: minst ${limit} behövs.`,
  too_many: (limit) => `För många: högst ${limit}.`,
  too_small: (limit) => `För litet tal: minst ${limit}.`,
  too_large: (limit) => `För stort tal: högst ${limit}.`,
  own_language: () => "Texten saknas på webbplatsens eget språk.",
  key: () => "Nyckeln får bestå av små bokstäver a–z, siffror och bindestreck.",
  origin: () => "Det här är inte en webbplats adress. Skriv den som https://www.foretaget.example.",
  origin_unmatched: () => "Webbläsare skriver aldrig adressen så här. Kopiera den från adressfältet.",
  page: () => "Det här är inte en sidas adress. Den börjar med https://.",
  phone: () => "Det går inte att ringa numret. Skriv det till exempel +358 8 123 456.",
  mail: (_, meant) => (meant ? `Skriv adressen så här: ${meant}.` : "Det här ser inte ut som en e-postadress."),
  topic_key: () => "Ämnets nyckel får bestå av små bokstäver a–z, siffror och bindestreck.",
  twice: () => "Samma finns här två gånger.",
  range: () => "Det här är inget klockslag. Skriv till exempel 9–16 eller 9.30–16.",
  overlaps: () => "Tiderna överlappar. Skriv en tid, eller två som inte har någon stund gemensamt.",
  date: () => "Det här är inget datum. Skriv det som 2026-12-23.",
  zone: () => "Det finns ingen sådan tidszon. Skriv till exempel Europe/Helsinki.",
  ends_before: () => "Slutet är före början.",
  same_day: () => "Två meddelanden gäller samma dag.",
  logo_kind: () => "Det här blir ingen bild. Logotypen ska vara en PNG-, JPEG- eller SVG-bild.",
  logo_size: (limit) => `Bilden är för stor: högst ${Math.floor(limit / 1024)} kB.`,
  logo_content: () => "Bilden innehåller något som en logotyp inte behöver. Spara den som enbart bild.",
  business_id: () =>
    "FO-numret stämmer inte. Det har sju siffror, ett bindestreck och en kontrollsiffra, till exempel 1572860-0. Ett utländskt företags registernummer duger som det är.",
  objected_to: () =>
    "Välj berättigat intresse eller uppgift av allmänt intresse: besökaren kan invända mot den här användningen.",
  demo: () => "Det här är exempelföretagets uppgift. Skriv er egen här.",
  network: () => "Det här är inget nätverk. Skriv det så här: 192.0.2.0/24 eller 2001:db8::/32.",
  network_meant: (_, meant) => `Det här är inte ett nätverks adress. Menade du ${meant}?`,
  shut_out: () =>
    "Du skulle förlora administratörens rättigheter i det nätverk som du är i nu. Lägg till det i listan.",
};
