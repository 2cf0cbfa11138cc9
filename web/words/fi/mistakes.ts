/** What can be wrong with a value of a site's settings or a row of the privacy notice: in Finnish. */
import type { MistakeCode } from "../../shared/wire";

export const mistakes: Record<MistakeCode, (limit: number) => string> = {
  empty: () => "Tässä ei saa olla tyhjää.",
  one_line: () => "Kirjoita yhdelle riville ilman rivinvaihtoja.",
  too_long: (limit) => `Liian pitkä: enintään ${limit}\u00a0merkkiä mahtuu.`,
  too_few: (limit) => `Liian vähän: tarvitaan vähintään ${limit}.`,
  too_many: (limit) => `Liian monta: enintään ${limit}.`,
  too_small: (limit) => `Liian pieni luku: vähintään ${limit}.`,
  too_large: (limit) => `Liian suuri luku: enintään ${limit}.`,
  own_language: () => "Teksti puuttuu sivuston omalla kielellä.",
  key: () => "Avaimessa saa olla pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä.",
  origin: () => "Tämä ei ole sivuston osoite. Kirjoita se muodossa https://www.yritys.example.",
  origin_unmatched: () => "Selain ei koskaan kirjoita osoitetta näin. Kopioi se selaimen osoiteriviltä.",
  page: () => "Tämä ei ole sivun osoite. Se alkaa https://.",
  phone: () => "Tähän numeroon ei voi soittaa. Kirjoita se esimerkiksi +358 8 123 456.",
  mail: () => "Tämä ei näytä sähköpostiosoitteelta.",
  topic_key: () => "Aiheen avaimessa saa olla pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä.",
  twice: () => "Sama on tässä kahdesti.",
  range: () => "Tämä ei ole kellonaika. Kirjoita esimerkiksi 9–16 tai 9:30–16.",
  date: () => "Tämä ei ole päivä. Kirjoita se muodossa 2026-12-23.",
  zone: () => "Tällaista aluetta ei ole. Kirjoita esimerkiksi Europe/Helsinki.",
  ends_before: () => "Loppu on ennen alkua.",
  same_day: () => "Kaksi tiedotetta osuu samalle päivälle.",
  logo_kind: () => "Logon pitää olla PNG- tai SVG-kuva.",
  logo_size: (limit) => `Kuva on liian suuri: enintään ${limit}\u00a0tavua.`,
  logo_content: () => "Kuvassa on jotain, mitä logo ei tarvitse. Tallenna se pelkkänä kuvana.",
  business_id: () =>
    "Y-tunnus ei täsmää. Siinä on seitsemän numeroa, viiva ja tarkistusnumero, esimerkiksi 1572860-0. Ulkomaisen yrityksen rekisterinumero kelpaa sellaisenaan.",
  objected_to: () => "Valitse oikeutettu etu tai yleistä etua koskeva tehtävä: kävijä voi kieltää tämän käytön.",
  demo: () => "Tämä on esimerkkiyrityksen tieto. Kirjoita tähän omanne.",
};
