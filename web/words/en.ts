/** English. */
import type { ConsoleWords, ErrorWords, LanguageItself } from "../shared/words";
import type { AroundWords, LaterWords, LoaderWords, MoreWords, PanelWords, TalkWords, WidgetWords } from "./fi";

export const language: LanguageItself = {
  name: "English",
  locale: "en-GB",
  hour: "2-digit",
  beforeMinutes: ":",
  monthInDate: "long",
  monthOfDay: "long",
};

// ================ On every page of the site, so as few as can be: the launcher; and from the first click on, its panel

export const loader: LoaderWords = {
  launch: "Ask us",
  region: "Live chat",
};

export const panel: PanelWords = {
  title: "Customer service chat",
  unread: "new messages",
};

// =========================================================================================== The chat until one writes

export const widget: WidgetWords = {
  // ------------------------------------------------------------------------------------------------- the frame
  title: (company) => `Chat: ${company}`,
  close: "Close the window",
  opensInNewTab: "opens in a new tab",
  menu: "Menu",
  agentUnknown: "Customer service",

  // ------------------------------------------------------------------------------------------------ the header
  statusNew: "Customer service",
  statusWaiting: "Waiting for an answer",
  statusActive: (alias) => `${alias} is with you`,
  statusClosed: "The conversation has ended",

  // ------------------------------------------------------------------------------------------------ the notice
  notice: {
    title: "Before you write",
    summary: "The conversation is recorded",
    lines: [
      "The conversation is recorded.",
      "It is kept for at most two months from the start, the back-up a week longer.",
      "Do not write identity codes or card numbers.",
    ],
    link: "Privacy notice",
    fold: "Hide",
    unfold: "Show",
  },
  greeting: "Hello, how can we help?",
  greetingHelp: "Write your question below. No name or address is needed.",
  storageBlocked: "The browser blocks storage, so the conversation lasts only as long as this page is open.",
  gone: "Your previous conversation has ended or been deleted. You can start a new one.",

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Write a message",
  send: "Send",
  counter: (length, limit) => `${length}\u00a0/\u00a0${limit}\u00a0characters`,
  tooLong: (over) => `${over}\u00a0characters too many. Shorten the message or split it.`,
  notLoaded: "No connection. What you have written is kept here, try again in a moment.",
};

// ================================================================================ The chat from the first keystroke on

export const talk: TalkWords = {
  loading: "Fetching the conversation",

  // ---------------------------------------------------------------------------------------------- the messages
  log: "Messages",
  you: "You",
  saidAt: (who, time) => `${who}, at ${time}:`,
  sending: "Sending",
  sendingSlowly: "Not sent yet, trying again",
  sent: "Sent",
  read: "Read",
  notSent: "Not sent.",
  notSentClosed: "The conversation ended before this message.",
  retry: "Try again",
  copyText: "Copy text",
  copied: "Copied",
  copyFailed: "Copying did not work. Select the text and copy it yourself.",
  masked: {
    identity_code: "We hid your identity code before the message was stored.",
    payment_card: "We hid your card number before the message was stored.",
  },
  maskedBoth: "We hid your identity code and card number before the message was stored.",
  hidden: "Message hidden",
  joined: (alias) => `${alias} joined`,
  closedByVisitor: "You ended the conversation",
  closedByAgent: (alias) => `${alias} ended the conversation`,
  closedBySystem: "The conversation ended",
  leftOff: "New messages",

  tooBig: (length, limit) =>
    `The text has ${length.toLocaleString("en")}\u00a0characters, and a message holds ${limit.toLocaleString("en")}. It was not put in: it is still where you copied it.`,
  noFiles: "Pictures and files cannot be sent in this chat. Please tell us in words.",
};

// ==================================================================================================== What was refused

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
  pause: "Copies cannot be ordered just now, because many of our mails came back. Try again tomorrow.",
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
  too_many_waiting: () =>
    "Many conversations from this network are already waiting for an answer. Your message goes by itself once one of them has been answered.",
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
  address_invalid: ({ of }) =>
    of
      ? "The address seems to have a personal identity code or a card number in it. Use another address."
      : "This does not look like an e-mail address. Check the address.",
  transcript_too_early: () => "The conversation can be ordered once customer service has answered.",
  transcript_limit: ({ of }) => limits[of ?? ""] ?? "No more copies can be sent for now. Try again later.",
  nothing_to_confirm: () => "No order is waiting for a code. Order a new code first.",
  password_too_weak: ({ minimum }) => `The password is too short. It needs at least ${minimum ?? 15}\u00a0characters.`,
  password_not_accepted: () =>
    "This password cannot be used: it may have been used before, or begins or ends with a space. Choose another one.",
  name_invalid: () => "No account can have such a user name. Use letters and digits without spaces.",
  account_exists: () => "There is already an account with this name.",
  last_administrator: () => "This is the last administrator. Make somebody else one first.",
  log_unavailable: () => "The reading could not be recorded, so nothing is shown. Try again in a moment.",
  unavailable: ({ retry_after }) => `The service is not answering. Nothing that was sent is lost. ${soon(retry_after)}`,
  handed_over: () => "The conversation is no longer yours.",
  offline: () => "The service cannot be reached. Check your network connection and try again.",
  unexpected: () => "The service gave an unexpected answer. Try again, and reload the page if it happens again.",
};

// ========================================================== The chat around the messages, once something has been said

export const around: AroundWords = {
  back: "Back to the chat",
  typing: (alias) => `${alias} is typing`,
  newMessages: (count) => (count === 1 ? "1 new message" : `${count} new messages`),

  waitingFirst: "You are next in the queue",
  waitingPlace: (place) => `You are number ${place} in the queue`,
  waitingBeyond: (count) => `More than ${count} are before you in the queue`,
  waitingNoPlace: "You are in the queue",
  waitingTime: (count) => {
    if (count === 0) return "The wait has just begun";
    return count === 1 ? "You have waited a minute" : `You have waited ${count}\u00a0minutes`;
  },
  waitingHelp: "Your message is safe. You can write more meanwhile.",

  endTitle: "The conversation has ended",
  endHide: "Back",
  endNew: "New conversation",

  menuOrder: "Order the conversation by e-mail",
  menuEnd: "End the conversation",
  menuNotice: "About the recording",
  menuLanguage: "Language",
};

// ============================================ The chat after the first message: line, other hands, end, copy by e-mail

export const later: LaterWords = {
  // ---------------------------------------------------------------------------------------------- the messages
  inParts: (count) => `Send as ${count}\u00a0messages`,
  toNewest: "To the newest",
  earlier: "Show earlier messages",
  earlierShown: (count) => (count === 1 ? "1 earlier message is shown" : `${count} earlier messages are shown`),
  linkTo: (domain) => `site ${domain}`,

  // -------------------------------------------------------------------------------------------------- the line
  lineConnecting: "Connecting",
  lineBroken: "Connection lost, trying again",
  lineBrokenUnsent: (count) =>
    count === 1
      ? "Connection lost, trying again. Your message is kept here."
      : `Connection lost, trying again. Your ${count}\u00a0messages are kept here.`,
  lineSlow: "On this network messages arrive a few seconds late.",
  lineReplaced: "The chat is open in another tab.",
  lineHere: "Continue here",
  lineNow: "Try now",
  behind: "Messages could not be fetched, trying again.",
  lost: "This conversation is no longer here. It has ended or been deleted.",

  // ------------------------------------------------------------------------------------------- the change of hands
  left: (alias) => `${alias} had to leave, and the conversation went back to the queue`,
  carriesOn: (alias) => `${alias} carries on and sees the earlier messages`,
  waitingAgain: "Nothing is lost: whoever answers next sees the whole conversation. You can write more meanwhile.",

  // ----------------------------------------------------------------------------------------------- the silence
  silence: (minutes) =>
    minutes === 1
      ? "Are you still there? The chat ends within a minute."
      : `Are you still there? The chat ends in ${minutes}\u00a0minutes.`,
  silenceStay: "I am here",
  nearlyFull: (messages) =>
    messages <= 1
      ? "There is room for one more message in this chat. After it you can start a new one."
      : `There is room for some ${messages}\u00a0more messages in this chat. After them you can start a new one.`,
  name: {
    tell: "Tell your name",
    question: "Your name (optional)",
    save: "Save",
    told: (name) => `Your name: ${name}.`,
    change: "Change",
  },

  // ---------------------------------------------------------------------------------------- the left question
  leave: {
    verb: "Leave the question",
    alone: "Nobody is here to answer right now",
    aloneHelp: "Your message is kept. You can wait, or leave the question and get the answer by e-mail.",
    title: "Leave the question",
    help: "You get the conversation with its answer by e-mail. First we send a code that shows the address is yours. The address is used for this only and is deleted with the conversation.",
    done: "Your question is left",
    doneHelp: (address, day) =>
      `The answer goes to ${address}. The question waits for it until ${day}, and you can close this window.`,
    confirmed: (address) => `The conversation goes to ${address} once your question has been answered.`,
  },

  // --------------------------------------------------------------------------------------------------- the end
  endQuestion: "End the conversation?",
  endLeftHelp:
    "You left a question that nobody has answered yet. If you end the conversation now, it will not be answered. If you only close the window, the answer comes to your e-mail.",
  endHelp: "After that nothing more can be written here. You can still order the conversation to your e-mail.",
  endYes: "End the conversation",
  endNo: "Keep chatting",
  endWhoVisitor: (time) => `You ended the conversation at ${time}.`,
  endWhoAgent: (alias, time) => `${alias} ended the conversation at ${time}.`,
  endWhoSystem: (time) => `The conversation ended at ${time}.`,
  endWhy: {
    silence: (time) => `The conversation ended at ${time} because it had been silent for long.`,
    age: (time) => `The conversation ended at ${time}: it had been open as long as one can be.`,
    full: (time) =>
      `The conversation ended at ${time} because it had no room for more messages. You can go on in a new one.`,
    unanswered: (time) =>
      `Nobody managed to answer your question, and the conversation ended at ${time}. We are sorry.`,
    abuse: (time) =>
      `The agent ended the conversation at ${time} because of improper behaviour. If there is something we can help with, you can start a new one.`,
  },
  endDeleted: (date) => `The conversation is deleted on ${date}.`,
  endDeletedHelp: "It leaves the back-up a week later.",
  endReference: "Reference",
  endRightsCode: "Rights code",
  endRightsHelp:
    "Keep these if you may later want to see, correct or erase the conversation, or object to its use. The code is shown only here.",
  endRightsFailed: "The reference and the rights code could not be fetched.",
  endCopyBoth: "Copy reference and code",
  endShow: "Show the messages",
  corrected: (text) => `Correction: ${text}`,
  rating: {
    given: "You gave a rating",
    question: "How did it go?",
    words: ["Badly", "Rather badly", "In between", "Well", "Very well"],
    comment: "Would you like to say more? (optional)",
    help: "The rating is deleted with the conversation.",
    send: "Send the rating",
    thanks: (word) => `Thank you for the rating. You answered: ${word}.`,
  },
  gone: {
    forgotten: "This device has forgotten the conversation. You can start a new one.",
    erased: "The conversation has been erased. You can start a new one.",
  },

  // ---------------------------------------------------------------------------------------------------- the menu
  menu: {
    data: "Your data",
    earlier: "An earlier conversation",
    forget: "Forget this device",
    about: "Accessibility",
    size: "Text size",
    sizes: ["Normal text", "Larger text", "Largest text"],
  },
  sound: "Sound for messages",
  soundOn: "On",
  soundOff: "Off",
  moreLoading: "Fetching",
  moreFailed: "This could not be fetched",

  // -------------------------------------------------------------------------------------------- the transcript
  copy: {
    title: "The conversation by e-mail",
    help: "First we send a code that shows the address is yours. The address is used for this only and is deleted with the conversation.",
    address: "E-mail address",
    order: "Send code",
    code: "Code",
    codeHelp: (address) => `We sent a six-digit code to ${address}. It is valid for 10\u00a0minutes.`,
    confirm: "Confirm",
    otherAddress: "Change address",
    working: "One moment",
    offer: (alias) => `${alias} offers to send the conversation to your e-mail.`,
    offerYes: "Order",
    offerNo: "No thanks",
    giveCode: "Enter the code",
    codeOver: "The code is no longer valid. You can order another.",
    again: "Order again",
    states: {
      offered: () => "You can order the conversation to your e-mail.",
      ordered: (address) => `A code has been sent to ${address}.`,
      confirmed: (address) => `The order is confirmed: ${address}.`,
      sending: (address) => `The conversation is being sent to ${address}.`,
      sent: (address) => `The conversation has been sent to ${address}.`,
      delivered: (address) => `The conversation has arrived at ${address}.`,
      bounced: () =>
        "The message did not arrive: the address does not accept it. You can order the conversation to another address.",
      complained: () => "The message was marked as spam. Nothing more is sent to the same address.",
      failed: () => "Sending did not work. You can order the conversation again.",
      unknown: (address) =>
        `We could not make sure that the conversation arrived. Look in your e-mail (${address}) before ordering again.`,
    },
  },
};

// ================================== The chat of one's data and rights, other conversations, this device, accessibility

export const more: MoreWords = {
  shut: "Close",
  data: {
    title: "Your data",
    back: "All your data",
    loading: "Fetching",
    intro: (reference, day) => `The conversation’s reference is ${reference}. Everything is deleted by ${day}.`,
    show: (count) => (count === 1 ? "Show the message" : `Show ${count}\u00a0messages`),
  },
  save: {
    title: "See and save",
    help: "You get all that is kept of the conversation. The file is saved on this device only.",
    page: "As a page",
    data: "As a data file",
    done: "Saved among your downloads.",
  },
  objection: {
    title: "Not for quality review or training",
    help: "Otherwise we may use conversations to review the quality of the service, and for training.",
    done: "This conversation is not used for them.",
  },
  correct: {
    title: "Correct something you wrote",
    help: "The original message stays as it is, and your correction is shown beside it.",
    which: "Which message do you correct?",
    text: "Correction",
    verb: "Save the correction",
    done: "The correction is saved beside your message.",
    mark: "correction",
  },
  readings: {
    title: "Who has read the conversation",
    none: "Nobody has opened the conversation yet.",
    older: "Show older",
    help: "The latest reading shows here after a moment. While you wait in the queue, agents see the beginning of your message.",
    roles: {
      agent: "agent",
      supervisor: "supervisor",
      reviewer: "quality reviewer",
      trainer: "trainer",
      administrator: "administrator",
      "data-protection-officer": "data-protection officer",
    },
    purposes: {
      service: "Customer service",
      quality: "Quality review",
      training: "Training",
      guidance: "Planning of guidance",
      request: "Request for data",
      security: "Security",
      legal: "Legal duty",
    },
  },
  erase: {
    title: "Erase everything now",
    what: "The messages, corrections, rating and your e-mail address are erased at once, with us too. It cannot be undone.",
    whatOpen: "The conversation ends with it.",
    stays: "The log keeps the conversation’s opaque id and that it was erased. It leaves the back-up within a week.",
    verb: "Erase everything",
    keep: "Do not erase",
    done: "The conversation has been erased",
    doneHelp: "It was erased at once, with us too. It leaves the back-up within a week.",
  },
  earlier: {
    title: "An earlier conversation",
    help: "At the end of a conversation its reference and rights code were shown. With them you can see, correct or erase it, or object to its use, until it is deleted.",
    verb: "Open",
  },
  forget: {
    title: "Let this device forget the conversation?",
    what: "The conversation can then not be continued on this device. We keep it until its date, and you can come back to it with these:",
    verb: "Forget",
    keep: "Do not forget",
  },
  about: {
    title: "Accessibility",
    parts: [
      { heading: "What we aim at", sentences: ["The chat follows WCAG 2.2, levels A and AA, as well as we can."] },
      {
        heading: "What has been tried",
        sentences: [
          "Keyboard: everything works without a mouse.",
          "Structure and announcements for screen readers: checked in the browser’s accessibility tree.",
          "Contrast in light and dark, a width of 320 pixels, 400 per cent zoom and wider text spacing.",
          "The automatic checker axe, in every view, in Chromium.",
        ],
      },
      {
        heading: "What has not been tried",
        sentences: [
          "Real screen readers (NVDA, JAWS, VoiceOver, TalkBack) and the people who use them.",
          "Firefox and Safari, voice control and switch control.",
        ],
      },
      {
        heading: "Tell us of a barrier",
        sentences: [
          "Write about it in this chat: the message goes to whoever offers the service, and is answered.",
          "If the answer does not help, you can complain to the Finnish Transport and Communications Agency Traficom.",
        ],
      },
    ],
  },
};

// ========================================================================================================= The console

/** `12 min`, and from an hour on `1 h 5 min`. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}\u00a0h ` : ""}${minutes % 60}\u00a0min`;
}

const scores = ["poor", "rather poor", "neither good nor poor", "good", "very good"];

export const console: ConsoleWords = {
  product: "Juttu",
  language: "Language",
  skip: "Skip to content",
  starting: "Opening…",
  unreachable: "The service cannot be reached",
  again: "Try again",
  dismiss: "Dismiss",
  shut: "Close",
  menu: "your menu",
  signOut: "Sign out",
  noRoom: "There is nothing here for you yet",
  noRoomHelp: "Your role opens no part of this console. If it should, ask the administrator to check your roles.",
  replaced: "The console is open elsewhere",
  replacedHelp:
    "You opened the console in so many windows that this one was let go. Nothing is lost: carry on there, or here.",
  continueHere: "Continue here",
  ending: (time, minutes) =>
    `Your session ends at ${time}, in about ${minutes === 1 ? "a minute" : `${minutes}\u00a0minutes`}. Your drafts are kept.`,
  goOn: "Stay signed in",
  roomsName: "Parts of the console",
  rooms: { desk: "Desk", "access-log": "Access log" },
  roles: {
    agent: "Agent",
    supervisor: "Supervisor",
    reviewer: "Reviewer",
    trainer: "Trainer",
    administrator: "Administrator",
    "data-protection-officer": "Data-protection officer",
    visitor: "Visitor",
    system: "System",
    none: "No role",
  },
  available: "Available",
  away: "Away",
  sound: "Sound",
  soundOn: "Sound is on",
  soundOff: "Sound is off",
  visitor: (reference) => `Visitor ${reference}`,
  moment: (date, time) => `${date} at ${time}`,
  status: { waiting: "Waiting", active: "Open", closed: "Closed" },
  line: {
    open: "Up to date",
    slow: "over HTTPS, a little late",
    slowHeard: "The connection works over HTTPS. Messages come a little late.",
    connecting: "Connecting",
    waiting: (seconds) => (seconds > 1 ? `Reconnecting in ${seconds}\u00a0s` : "Reconnecting"),
    ended: "The connection is closed",
    lost: "The connection was lost. Messages are kept and go out when it is back.",
    now: "Try now",
    unsent: (messages) => `${messages}\u00a0unsent`,
  },
  presence: {
    here: "Visitor is here",
    seen: (when) => `Visitor was last seen ${when}`,
    at: (time) => `at ${time}`,
    unknown: "Not known whether the visitor is here",
  },
  signIn: {
    title: "Sign in",
    headings: {
      password: "Sign in to the console",
      new_password: "Change your password",
      enrol: "Set up your second factor",
      code: "Confirm with a code",
    },
    why: {
      expired: "Your session has ended. Sign in to carry on where you were: your drafts are kept.",
      signed_out: "You were signed out. Your drafts are kept for when you sign in again.",
      left: "You have signed out.",
    },
    user: "User name",
    password: "Password",
    show: "Show",
    hide: "Hide",
    thePassword: "password",
    verb: "Sign in",
    busy: "One moment…",
    again: "Start again",
    summary: "Check this",
    wait: (seconds) =>
      seconds === 1 ? "You can try again in a second." : `You can try again in ${seconds}\u00a0seconds.`,
    newPasswordLead: "You were given a temporary password. Choose one of your own that only you know.",
    newPassword: "New password",
    newPasswordRule: (characters) =>
      `At least ${characters}\u00a0characters. There are no other rules: a few ordinary words in a row make a good password.`,
    setPassword: "Change password",
    enrolLead: "Besides your password you sign in with a code from an authenticator app on your phone.",
    enrolApp: "Open an authenticator app on your phone, for example the one you already use elsewhere.",
    enrolPicture: "Add a new account and scan this code.",
    enrolType: "Add a new account and type this key into the app.",
    enrolTypeInstead: "If you cannot scan it, type this key into the app:",
    enrolCode: "Type below the code that the app shows.",
    enrolVerb: "Set up",
    pictureName: "QR code for an authenticator app. The same key is written under the picture.",
    codeLead: "Open your authenticator app and type the code that it shows.",
    code: "Code",
    codeHelp: (digits) => `${digits}\u00a0digits. The code changes every half minute.`,
    mistakes: {
      user_missing: "Enter your user name",
      password_missing: "Enter your password",
      code_missing: "Enter the code",
      code_malformed: "The code has six digits",
      code_refused: "The code was not accepted. Wait until the app shows the next one and try that",
      sign_in_refused: "The user name or the password was not accepted",
      unauthenticated: "Signing in took too long. Start again",
    },
  },
  commitment: {
    title: "Confidentiality commitment",
    lead: "Read the commitment and give it. The console opens after that. If the text ever changes, you are asked again.",
    verb: "I give this commitment",
    version: (version, hash) => `Version ${version}, fingerprint ${hash}`,
  },
  list: {
    name: "Conversations",
    loading: "Loading…",
    stale: "The list could not be refreshed.",
    groups: { mine: "Mine", queue: "Queue", left: "Left questions", handed: "Passed on", ended: "Closed" },
    leftHelp: "These are answered by e-mail: whoever asked does not wait here, and the console does not ring.",
    more: (count) => `The ${count} oldest are shown.`,
    noneMine: "You have no conversations. Take the next from the queue and it comes here.",
    noneWaiting: "Nobody is waiting. When somebody starts a conversation it comes here, and the console rings.",
    noneWaitingAway: "Nobody is waiting. The console rings once you choose “Available” at the top.",
    waited: (minutes, long) => {
      if (minutes < 1) return "Just arrived";
      return `${long ? "Already" : "Waiting"} ${duration(minutes)}`;
    },
    take: "Take",
    takeName: (visitor) => `Take: ${visitor}`,
    takeThis: "Take the conversation",
    taking: "Taking…",
    you: "You:",
    unread: (messages) => (messages === 1 ? "1 unread message" : `${messages} unread messages`),
    notSent: (messages) => (messages === 1 ? "1 message not sent" : `${messages} messages not sent`),
    asksCopy: "Asks for the conversation by e-mail",
    isLeft: "The question was left: the answer goes by e-mail",
  },
  conversation: {
    name: "Conversation",
    log: "Messages",
    none: "Choose a conversation",
    noneHelp: "When you take a conversation from the queue, it opens here.",
    noneWaits: "Somebody is waiting. Take the next from the list, or with the key T.",
    missing: "This conversation is not here",
    missingHelp: "It may have gone to another agent, or it has been deleted.",
    toList: "Back to the list",
    waitsSince: (time) => `Waiting since ${time}`,
    firstLineOnly: "You see only the beginning of the first message. The rest opens when you take the conversation.",
    visitor: "Visitor",
    agent: "Agent",
    typing: "Typing…",
    joined: (alias) => `${alias} joined`,
    carriesOn: (alias) => `${alias} carries on`,
    left: (alias) => `${alias} did not carry on, and the conversation went back to the queue`,
    closedBy: {
      visitor: "The visitor closed the conversation",
      agent: "The agent closed the conversation",
      system: "The conversation closed by itself",
    },
    closedByName: (alias) => `${alias} closed the conversation`,
    corrected: (text) => `The visitor corrects what they said: “${text}”`,
    rated: (score, comment) => `The visitor’s rating: ${scores[score - 1] ?? score}${comment && ` · ${comment}`}`,
    masked: {
      identity_code: "A personal identity code was masked before it was stored",
      payment_card: "A payment card number was masked before it was stored",
    },
    hidden: "Message hidden",
    ticks: { sending: "Sending", sent: "Sent", read: "Read", not_sent: "Message not sent." },
    discard: "Remove",
    nearlyFull: (messages) =>
      messages <= 1
        ? "There is room for one more message in this conversation."
        : `There is room for some ${messages}\u00a0more messages in this conversation.`,
    copyAsked: "The visitor asks for the conversation by e-mail.",
    toEnd: "To the newest message",
    answer: "Answer",
    placeholder: "Write an answer",
    send: "Send",
    enterSends: "Enter sends, Shift + Enter breaks the line",
    counted: (characters, limit) => `${characters} / ${limit} characters`,
    closedAt: (time) => `The conversation was closed at ${time}.`,
    closedFor: {
      silence: "The visitor was silent for long.",
      age: "It had been open for as long as it can be.",
      unanswered: "Nobody managed to answer.",
      abuse: "The reason was improper behaviour.",
      full: "It had no room for more messages.",
    },
    gone: "The conversation is no longer available.",
    deletedOn: (date) => `It is deleted on ${date}.`,
    draftLeft: "Your draft was not sent:",
    unsentLeft: (messages) =>
      messages === 1 ? "One of your messages was not sent." : `${messages}\u00a0of your messages were not sent.`,
    copyText: "Copy text",
    textCopied: "Text copied",
    textNotCopied: "The browser did not allow copying. Select the text and copy it yourself.",
    putAway: "Take off the list",
  },
  passOn: {
    verb: "Pass on",
    title: "Who takes the conversation over?",
    what: "The visitor is told who carries on. Whoever does sees the whole conversation, so nothing has to be asked again.",
    to: "Who carries on",
    loading: "Looking who is there…",
    nobody: "Nobody else is here. You can give the conversation back to the queue.",
    notKnown: "It could not be found out who is there.",
    queue: "Back to the queue",
    queueHelp: "It waits in its old place until somebody takes it.",
    choose: "Choose who carries on",
    busy: "Passing on…",
    unsent: (messages) =>
      messages === 1
        ? "One of your messages is not sent yet. It will not go out after this."
        : `${messages}\u00a0of your messages are not sent yet. They will not go out after this.`,
    keep: "Keep it",
  },
  handed: {
    status: "No longer yours",
    why: "That happens when your console gives no sign of life for a while, or when another window of yours passes it on. The visitor has been told.",
    toColleague: (alias) => `You passed the conversation on: ${alias} carries on.`,
    toQueue: "You gave the conversation back to the queue. It waits there in its old place.",
    toQueueGone: "You gave the conversation back to the queue. It no longer waits there.",
    withColleague: (alias) => `The conversation is no longer yours: ${alias} carries on with it.`,
    inQueue: "The conversation is no longer yours: it waits in the queue again.",
    elsewhere: "The conversation is no longer yours.",
    seenUntil: "You see the messages up to when it left you.",
    takeBack: "Take it back",
    leftYou: (visitor) => `${visitor} is no longer yours`,
    cameToYou: (visitor) => `A conversation was passed on to you: ${visitor}`,
    show: "Show",
  },
  close: {
    title: "Close the conversation?",
    what: "The visitor sees that it has ended and can still order a copy by e-mail. Nobody can write in it after that.",
    abuse: "The reason is improper behaviour",
    abuseHelp: "The visitor is told civilly that the conversation was ended for it.",
    verb: "Close the conversation",
    verbShort: "Close",
    keep: "Keep it open",
  },
  facts: {
    name: "Facts",
    left: (date) =>
      `The visitor left the question and gets the answer by e-mail when you close the conversation, or when it has been silent for half an hour. Answer by ${date}.`,
    objected: "The visitor does not allow use for quality review and training.",
    visitorsName: "Visitor’s name",
    language: "Language",
    site: "Site",
    started: "Started",
    deleted: "Deleted on",
    reference: "Reference",
    copy: "Copy the reference",
    copied: "Reference copied",
    notCopied: "The browser did not allow copying. Select the reference and copy it yourself.",
    transcript: "Copy by e-mail",
    noTranscript: "The visitor can order the conversation to their own e-mail. Offer it if they ask.",
    asked: "The visitor asks for the conversation by e-mail.",
    offer: "Offer a copy",
    offerAgain: "Offer again",
    offeredNow: "The copy was offered to the visitor",
    codeOver: ["Code over", "The visitor did not give the code in time. Another can be ordered."],
    states: {
      offered: ["Offered", "The visitor can now give their address."],
      ordered: ["Ordered", "A code goes to the address; the visitor is asked for it."],
      confirmed: ["Confirmed", "The visitor has shown that the address is theirs. The copy leaves soon."],
      sending: ["Sending", "The copy is on its way to the mail service."],
      sent: ["Sent", "The mail service took the copy. Whether it arrived is not known yet."],
      delivered: ["Delivered", "The recipient’s mail server took the copy."],
      bounced: ["Bounced", "The address did not take the copy. The visitor can order it to another."],
      complained: ["Marked as spam", "The recipient reported the mail as spam. Nothing more is sent there."],
      failed: ["Failed", "The copy could not be sent. The visitor can order it again."],
      unknown: ["Not known", "It is not known whether the copy left. It is not sent again by itself."],
    },
  },
  accessLog: {
    title: "Access log",
    leadOfficer:
      "See who has opened or changed a conversation, when, and for which purpose. Looking is itself recorded.",
    leadOwn: "See what your own work has left in a conversation’s log. Looking is itself recorded.",
    reference: "The conversation’s reference",
    referenceHelp: "16 characters, for example 7K3M-9QWX-0A1B-C2D3. Spaces, dashes and small letters are fine.",
    verb: "Show",
    missing: "Enter the conversation’s reference",
    malformed: "A reference has 16 letters and digits. Check that none is missing",
    nothingYet: "Enter a reference first",
    nothingYetHelp: "It stands on the visitor’s last page, in the agent’s facts, and in the copy sent to the visitor.",
    none: "No records",
    noneHelp: "The log of this conversation has no records that you may see.",
    notFound: "There is no such conversation",
    notFoundHelp:
      "The reference may have a mistake, the conversation may have been deleted, or it is not yours to see.",
    failed: "The log could not be opened",
    caption: (reference, records) =>
      `Conversation ${reference}: ${records === 1 ? "1 record" : `${records}\u00a0records`}`,
    older: "Show older",
    aboutLog: "Who has read this log",
    aboutConversation: "The conversation’s records",
    kept: "Times are Finnish time. Records are kept for two years; they hold nothing of what was said.",
    columns: { at: "When", actor: "Who", role: "Role", action: "What", purpose: "Purpose", outcome: "Outcome" },
    actions: {
      sign_in: "Signed in",
      sign_in_failed: "Tried to sign in",
      sign_out: "Signed out",
      sessions_revoked: "Sessions were ended",
      account_created: "Created an account",
      account_disabled: "Disabled an account",
      account_enabled: "Enabled an account",
      password_reset: "Reset a password",
      second_factor_reset: "Reset a second factor",
      roles_changed: "Changed roles",
      commitment_changed: "The commitment changed",
      commitment_accepted: "Gave the commitment",
      conversation_opened: "Opened the conversation",
      conversations_listed: "Looked at the queue",
      conversations_searched: "Searched conversations",
      conversation_taken: "Took the conversation",
      conversation_transferred: "Transferred the conversation",
      conversation_released: "Went back to the queue because the agent was away",
      conversation_closed: "Closed the conversation",
      glass_broken: "Opened by exception",
      transcript_offered: "Offered a copy",
      transcript_ordered: "Ordered a copy",
      transcript_confirmed: "Confirmed the address",
      transcript_sent: "The copy was sent",
      transcript_failed: "The copy could not be sent",
      rights_requested: "Used their rights",
      correction_made: "Corrected data",
      message_hidden: "Hid a message",
      objection_made: "Objected to a use",
      objection_withdrawn: "Allowed use for quality and training again",
      erasure_requested: "Asked for the data to be erased",
      erasure_done: "Erased the data",
      hold_placed: "Placed a legal hold",
      hold_ended: "Ended a legal hold",
      disclosure_made: "Disclosed data",
      export_made: "Exported data",
      settings_changed: "Changed settings",
      sweep_done: "Deletion when due",
      access_log_read: "Read the access log",
    },
    purposes: {
      service: "Customer service",
      quality: "Quality assurance",
      training: "Training",
      guidance: "Planning guidance",
      request: "The person’s own request",
      security: "Security",
      legal: "Legal obligation",
    },
    outcomes: { allowed: "Allowed", refused: "Refused", failed: "Failed", unknown: "Not known" },
  },
  ringing: {
    title: "A new conversation is waiting",
    body: "Open the queue and take it.",
    answered: (visitor) => `${visitor} wrote`,
    answeredBody: "Open the conversation to read it.",
  },
  keys: {
    title: "Keys",
    what: {
      j: "Next conversation",
      k: "Previous conversation",
      t: "Take a waiting conversation",
      r: "Write an answer",
      p: "Pass the conversation on (asks to whom)",
      o: "Offer a copy by e-mail",
      c: "Close the conversation (asks first)",
      "?": "Show this list",
    },
    whileWriting: "While writing",
    writing: [
      ["Enter", "Send"],
      ["Shift + Enter", "New line"],
      ["Esc", "Back to the list"],
    ],
    single: "Single-key shortcuts",
    on: "On",
    off: "Off",
  },
  agentErrors: {
    transcript_too_early: () => "A copy can be offered once the visitor has had an answer.",
    too_many: ({ retry_after }) =>
      `That was a lot in a short time. Wait ${retry_after ? `${retry_after}\u00a0seconds` : "a moment"} and try again.`,
  },
};
