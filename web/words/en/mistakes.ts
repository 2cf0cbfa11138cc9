/** What can be wrong with a value of a site's settings or a row of the privacy notice: in English. */
import type { MistakeCode } from "../../shared/wire";

export const mistakes: Record<MistakeCode, (limit: number) => string> = {
  empty: () => "This cannot be empty.",
  one_line: () => "Write it on one line, without line breaks.",
  too_long: (limit) => `Too long: at most ${limit}\u00a0characters fit.`,
  too_few: (limit) => `Too few: at least ${limit} are needed.`,
  too_many: (limit) => `Too many: at most ${limit}.`,
  too_small: (limit) => `Too small a number: at least ${limit}.`,
  too_large: (limit) => `Too large a number: at most ${limit}.`,
  own_language: () => "The words in the site’s own language are missing.",
  key: () => "A key has small letters a–z, digits and hyphens.",
  origin: () => "This is no site’s address. Write it as https://www.company.example.",
  origin_unmatched: () => "Browsers never write the address like this. Copy it from the address line.",
  page: () => "This is no page’s address. One begins with https://.",
  phone: () => "This number cannot be dialled. Write it, for example, as +358 8 123 456.",
  mail: () => "This does not look like an e-mail address.",
  topic_key: () => "A topic’s key has small letters a–z, digits and hyphens.",
  twice: () => "The same is here twice.",
  range: () => "This is no time of day. Write, for example, 9–16 or 9:30–16.",
  date: () => "This is no date. Write it as 2026-12-23.",
  zone: () => "There is no such zone. Write, for example, Europe/Helsinki.",
  ends_before: () => "It ends before it begins.",
  same_day: () => "Two notices are for the same day.",
  logo_kind: () => "The logo must be a PNG or SVG picture.",
  logo_size: (limit) => `The picture is too large: at most ${limit}\u00a0bytes.`,
  logo_content: () => "The picture has something in it that no logo needs. Export it as a plain picture.",
  business_id: () =>
    "This is no business ID: seven digits, a hyphen and the check digit that belongs to them, such as 1572860-0. A foreign company’s registration number is fine as it is.",
  objected_to: () => "Choose legitimate interests or a task in the public interest: visitors can object to this use.",
  demo: () => "This is what the example company says. Write your own here.",
};
