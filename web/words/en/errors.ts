/** What was refused, in English. */
import type { ErrorWords } from "../../shared/words";
import { soon } from "./common";

const limits: Record<string, string> = {
  conversation: "No more codes or copies of this chat can be ordered.",
  address: "No more copies can be sent to this address today. Try again tomorrow.",
  network: "Many copies have been ordered from the same network in a short time. Try again in an hour.",
  site: "No more copies can be sent today. Try again tomorrow.",
  pause: "Copies cannot be ordered just now, because many of our messages came back. Try again tomorrow.",
};

const unconfirmed: Record<string, string> = {
  code: "A new code is on its way to your e-mail. Use the code in the newest message.",
  confirmed: "Your order has already been confirmed. No code is needed any more.",
};

export const errors: ErrorWords = {
  malformed: () => "The service did not understand the request. Reload the page and try again.",
  too_large: () => "The message is too large to send. Split it in two.",
  answer_too_large: () => "The service’s answer was too large to send. That is our fault, and it has been noted.",
  unauthenticated: () => "The session has ended.",
  sign_in_refused: ({ retry_after }) =>
    `The user name, the password or the code was not accepted. ${soon(retry_after ?? 0)}`,
  rights_refused: () =>
    "There is no chat under this reference and code. Check both. The chat may also have been deleted already.",
  wrong_code: ({ tries_left }) => {
    if (tries_left == null) return "A code has six digits. Check it and try again.";
    if (tries_left === 0) return "The code does not match, and is no longer valid. Order a new code.";
    return `The code does not match. You can try ${tries_left === 1 ? "once" : `${tries_left}\u00a0times`} more.`;
  },
  code_expired: () => "The code is no longer valid. Order a new code.",
  not_found: () => "This cannot be found. It may already have been deleted.",
  commitment_missing: () => "Accept the confidentiality commitment first.",
  network: () =>
    "Your account cannot be used from the network that you are on now. Switch to your workplace’s network, or ask an administrator.",
  wrong_origin: () => "The request did not come from the service’s own page. Reload the page and try again.",
  too_many: ({ of, retry_after }) =>
    of ? "One chat can have no more of these." : `Too many attempts in a short time. ${soon(retry_after)}`,
  check_needed: ({ retry_after }) =>
    `From this network a new chat begins after a short check. Your message goes by itself in about ${retry_after ?? 20}\u00a0seconds.`,
  too_many_waiting: () =>
    "Many chats from this network are already waiting for an answer. Your message goes by itself once one of them has been answered.",
  chat_closed: ({ words }) => words || "No new chat can be started for now. Try again later.",
  message_empty: () => "The message is empty. Write something first.",
  message_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "The message is too long. Shorten it or split it in two."
      : `The message is too long: ${length}\u00a0characters, and at most ${limit} fit. Shorten it or split it.`,
  out_of_order: () => "The message was heading for the wrong place and was not sent. Try again.",
  not_newest: () =>
    "You have written a newer message since, and only the newest can be corrected. Write the correction as a new message.",
  visitor_wrote: () => "The visitor has written more, so the chat was not ended.",
  conversation_closed: () => "The chat has already ended.",
  conversation_open: () => "This can be done once the chat has ended.",
  already_taken: ({ alias }) => `${alias ?? "Somebody else"} took the chat first.`,
  agent_away: () => "Your colleague is not there now. Pass the chat to somebody else or back to the queue.",
  objected: () => "The visitor objects to the use of the chat for this.",
  reason_unfit: ({ minimum, limit }) =>
    minimum && limit
      ? `The reason needs ${minimum} to ${limit}\u00a0characters.`
      : "Write the reason briefly, in your own words.",
  address_invalid: ({ of }) =>
    of
      ? "The address seems to have a personal identity code or a card number in it. Use another address."
      : "This does not look like an e-mail address. Check the address.",
  transcript_too_early: () => "A copy can be ordered once customer service has answered.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "No more copies can be sent for now. Try again later.",
  nothing_to_confirm: ({ of }) => unconfirmed[of ?? ""] ?? "You have no order to confirm. Order a code first.",
  password_too_weak: ({ minimum }) => `The password is too short. It needs at least ${minimum ?? 15}\u00a0characters.`,
  password_too_common: () =>
    "The password is too easy to guess: it is made only of common words, names, rows of keys or repetitions. Choose another one, such as four words that have nothing to do with each other.",
  password_unchanged: () => "The new password is the same as the one that it replaces. Choose another one.",
  password_not_accepted: () =>
    "This password cannot be used: it may have been used before, or begins or ends with a space. Choose another one.",
  name_invalid: () =>
    "No account can have such a user name. Use the letters a to z, digits and the characters . - _ @ without spaces.",
  name_confusable: () =>
    "The name has a character that it cannot have. Use the letters of one script, Latin, Greek or Cyrillic, separate numbers, spaces, hyphens and apostrophes, and a full stop only after an initial.",
  alias_taken: () =>
    "Somebody else on the same site is already shown to visitors under this name. Give one that tells them apart, for example with the first letter of the surname.",
  name_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "The name is too long. Shorten it."
      : `The name is too long: ${length}\u00a0characters, and at most ${limit} fit. Shorten it.`,
  account_exists: () => "There is already an account with this name.",
  own_account: () => "This is your own account. Change the password and the second factor on your own page.",
  last_administrator: () => "This is the last administrator. Make somebody else one first.",
  dialogue_missing: () => "Say first when the dialogue with staff about what is stored about them was held.",
  settings_refused: () => "Some of the settings cannot be saved like this. Correct what is marked.",
  changed_meanwhile: ({ by }) =>
    `${by ?? "Somebody else"} changed this first. Nothing was saved. Check your changes again.`,
  site_exists: () => "There is already a site with this key. Choose another key.",
  phones_off: () => "No phones are called: the administrator has not switched that on.",
  push_service_unknown: () =>
    "This browser's push service is not used. Try another browser: Chrome, Edge, Firefox or Safari.",
  log_unavailable: () => "The reading could not be recorded, so nothing is shown. Try again in a moment.",
  unavailable: ({ retry_after }) => `The service is not answering. Nothing that was sent is lost. ${soon(retry_after)}`,
  handed_over: () => "The chat is no longer yours.",
  offline: () => "The service cannot be reached. Check your network connection and try again.",
  unexpected: () => "The service gave an unexpected answer. Try again, and reload the page if it happens again.",
};
