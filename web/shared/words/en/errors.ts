import type { ErrorWords } from "../errors";

function soon(seconds: number | null | undefined): string {
  if (seconds == null) return "Try again in a moment.";
  if (seconds <= 1) return "Try again.";
  if (seconds < 90) return `Try again in ${seconds}\u00a0seconds.`;
  return `Try again in ${Math.ceil(seconds / 60)}\u00a0minutes.`;
}

const limits: Record<string, string> = {
  conversation: "As many codes or copies of this conversation have been sent as can be.",
  address: "As many copies have been sent to this address today as can be. Try again tomorrow.",
  network: "Many copies have been ordered from the same network in a short time. Try again in an hour.",
  site: "As many copies have been sent today as can be. Try again tomorrow.",
};

export const errors: ErrorWords = {
  malformed: () => "The service did not understand the request. Reload the page and try again.",
  too_large: () => "The message is too large to send. Split it in two.",
  unauthenticated: () => "The session has ended.",
  sign_in_refused: ({ retry_after }) =>
    `The user name, the password or the code was not accepted. ${soon(retry_after ?? 0)}`,
  rights_refused: () =>
    "There is no chat under this reference and code. Check both. The chat may also have been deleted already.",
  wrong_code: ({ tries_left }) => {
    if (tries_left == null) return "The code does not match. Check it and try again.";
    return `The code does not match. You can try ${tries_left === 1 ? "once" : `${tries_left}\u00a0times`} more.`;
  },
  code_expired: () => "The code is no longer valid. Order a new code.",
  not_found: () => "This cannot be found. It may already have been deleted.",
  commitment_missing: () => "Accept the confidentiality commitment first.",
  wrong_origin: () => "The request did not come from the service’s own page. Reload the page and try again.",
  too_many: ({ retry_after }) => `Too many requests in a short time. ${soon(retry_after)}`,
  check_needed: ({ retry_after }) =>
    `Many conversations have just been started from this network. Your message goes by itself in about ${retry_after ?? 20}\u00a0seconds.`,
  message_empty: () => "The message is empty. Write something first.",
  message_too_long: ({ length, limit }) =>
    length == null || limit == null
      ? "The message is too long. Shorten it or split it in two."
      : `The message is too long: ${length}\u00a0characters, and at most ${limit} fit. Shorten it or split it.`,
  out_of_order: () => "The message was heading for the wrong place and was not sent. Try again.",
  conversation_closed: () => "The conversation has already ended.",
  conversation_open: () => "This can be done once the chat has ended.",
  already_taken: ({ alias }) => `${alias ?? "Somebody else"} took the conversation first.`,
  agent_away: () => "Your colleague is not there now. Pass the conversation to somebody else or back to the queue.",
  address_invalid: () => "This does not look like an e-mail address. Check the address.",
  transcript_too_early: () =>
    "The conversation can be ordered once customer service has answered and you have written at least two messages.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "No more copies can be sent for now. Try again later.",
  nothing_to_confirm: () => "No order is waiting for a code. Order a new code first.",
  password_too_weak: ({ minimum }) => `The password is too short. It needs at least ${minimum ?? 15}\u00a0characters.`,
  log_unavailable: () => "The reading could not be recorded, so nothing is shown. Try again in a moment.",
  unavailable: ({ retry_after }) => `The service is not answering. Nothing that was sent is lost. ${soon(retry_after)}`,
  handed_over: () => "The conversation is no longer yours.",
  offline: () => "The service cannot be reached. Check your network connection and try again.",
  unexpected: () => "The service gave an unexpected answer. Try again, and reload the page if it happens again.",
};
