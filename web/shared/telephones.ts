/** Telephone numbers in a text: where it could be another number, it is none. */

const BETWEEN = "[ \\u00a0\\u2009\\u202f\\u2010\\u2011-]";
/** Of abroad, or of home as from abroad: a plus, and all digits. */
const ABROAD = `(?:\\+|00(?=358))\\d{1,3}${BETWEEN}?(?:\\(0\\)${BETWEEN}?)?\\d(?:${BETWEEN}?\\d){5,12}`;
/** Areas, companies, services and mobiles of Finland, as the first group of a number. */
const AREA = "0(?:[235689]|1[03-9]|2[09]|30|7[135]|[678]00|4\\d|50|400|44\\d|45\\d|500)";
const AT_HOME = `(?:${AREA}|\\(${AREA}\\))(?:${BETWEEN}\\d{3,8}){1,3}`;
/** In one row only a mobile's is known. */
const MOBILE = "0(?:4\\d|50)\\d{7}";

/** A source for a pattern with the flags `iu`; whether it is a number of a telephone, `numberOf` says. */
export const TELEPHONE = `(?<![\\p{L}\\p{N}_#/.,:+=&-])(?<!\\d${BETWEEN})(?:${ABROAD}|${AT_HOME}|${MOBILE})(?![\\p{L}_/=]|${BETWEEN}?\\d|[.,:]\\d)`;

/** What other numbers are called, right before them. */
const OTHERWISE =
  /(?:tilau|lasku|viite|viitt|asiakas|seuranta|lähety|paketi|tuote|sarja|tili|tunnu|order|beställ|faktur|referen|kund|spårning|konto|artik|serie|invoice|customer|tracking|parcel|product|serial|account|code|koodi|kod|\bean\b|\bid\b)[^\d.!?\n]{0,30}$/iu;
const FEWEST = 9;
const MOST = 15;
/** An area of one digit has as few as this. */
const FEWEST_OF_AREA = 8;

/** Returns a number as a telephone dials it; null where it may be something else. `before`: the text before it. */
export function numberOf(written: string, before: string): string | null {
  const number = written.replaceAll(/\(0\)|[^\d+]/gu, "").replace(/^00/u, "+");
  const digits = number.replace("+", "").length;
  const fewest = /^\(?0\d\)?\D/u.test(written) ? FEWEST_OF_AREA : FEWEST;
  const most = number.startsWith("+") ? MOST : 11;
  return digits < fewest || digits > most || OTHERWISE.test(before.slice(-50)) ? null : number;
}
