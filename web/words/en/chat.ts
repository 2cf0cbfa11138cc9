/** What visitors read and hear in English. */
import type { AroundWords, LaterWords, LoaderWords, MoreWords, PanelWords, TalkWords, WidgetWords } from "../fi/chat";
import { glassReasons, purposes, scores } from "./common";

// ================ On every page of the site, so as few as can be: the launcher; and from the first click on, its panel

export const loader: LoaderWords = {
  launch: "Ask us",
  region: "Live chat",
};

export const panel: PanelWords = {
  title: "Customer service chat",
  close: "Close",
  unread: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
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
  here: "Here now",
  away: "Not here right now",
  statusWaiting: "Waiting for an answer",
  statusActive: (alias) => `${alias} is with you`,
  statusClosed: "The chat has ended",

  // ------------------------------------------------------------------------------------------------ the notice
  notice: {
    title: "Before you write",
    summary: "The chat is saved",
    who: (controller) => `${controller} saves the chat to be able to answer you.`,
    until: (months, days) => `It is deleted within ${months}\u00a0months, from the back-up ${days}\u00a0days later.`,
    secrets: "Do not write identity codes or card numbers.",
    uses: "We also use chats to check quality and whether answers are right, for training, to develop our work and to plan guidance.",
    objection: "Object to that use",
    link: "Privacy notice",
    fold: "Hide",
    unfold: "Show",
  },
  greeting: "Hello, how can we help?",
  greetingHelp: "You need not give a name or an address.",
  greetingAway: "We are not here right now.",
  greetingAwayHelp: "Write to us and leave your e-mail address, and we will answer there.",
  usually: (minutes) =>
    minutes === 1 ? "We usually answer within a minute." : `We usually answer within ${minutes}\u00a0minutes.`,
  topics: "What is it about? (optional)",
  otherTopic: "Something else",
  storageBlocked: "The browser blocks storage, so you can continue the chat only as long as this page is open.",
  gone: "Your previous chat has ended or been deleted. You can start a new one.",

  // ---------------------------------------------------------------------------------------------- the composer
  write: "Write a message",
  send: "Send",
  notLoaded: "No connection. Your text is kept. Try again in a moment.",
};

// ================================================================================ The chat from the first keystroke on

export const talk: TalkWords = {
  loading: "Fetching the chat",

  // ---------------------------------------------------------------------------------------------- the messages
  log: "Messages",
  you: "You",
  saidAt: (who, time) => `${who}, at ${time}:`,
  sending: "Sending",
  sendingSlowly: "Not sent yet, trying again",
  sent: "Sent",
  read: "Read",
  notSent: "Not sent.",
  notSentClosed: "The chat ended before this message.",
  retry: "Try again",
  copyText: "Copy text",
  copied: "Copied",
  copyFailed: "Copying did not work. Select the text and copy it yourself.",
  masked: {
    identity_code: "We hid your identity code before the message was stored.",
    payment_card: "We hid your card number before the message was stored.",
  },
  maskedBoth: "We hid your identity code and card number before the message was stored.",
  hidden: {
    visitor: "You hid this message",
    agent: "The agent hid this message",
    somebody: "Message hidden",
  },
  joined: (alias) => `${alias} joined the chat`,
  closedByVisitor: "You ended the chat",
  closedByAgent: (alias) => `${alias} ended the chat`,
  closedBySystem: "The chat ended",
  leftOff: "New messages",

  counter: (length, limit) => `${length}\u00a0/\u00a0${limit}\u00a0characters`,
  tooLong: (over) => `${over}\u00a0characters too many. Shorten the message or split it.`,
  tooBig: (length, limit) =>
    `The text has ${length.toLocaleString("en")}\u00a0characters, and a message holds ${limit.toLocaleString("en")}. It was not put in. It is still where you copied it.`,
  noFiles: "Pictures and files cannot be sent in this chat. You can describe it in words.",
};

// ========================================================== The chat around the messages, once something has been said

export const around: AroundWords = {
  back: "Back to the chat",
  typing: (alias) => `${alias} is typing`,
  newMessages: (count) => (count === 1 ? "1 new message" : `${count} new messages`),

  waitingFirst: "You are next in the queue",
  waitingPlace: (place) =>
    place === 2
      ? "There is 1 chat before yours in the queue"
      : `There are ${place - 1} chats before yours in the queue`,
  waitingBeyond: (count) => `There are more than ${count} chats before yours in the queue`,
  waitingNoPlace: "You are in the queue",
  waitingTime: (count) => {
    if (count === 0) return "You have just joined the queue";
    return count === 1 ? "You have waited a minute" : `You have waited ${count}\u00a0minutes`;
  },
  waitingHelp: "Your message is kept. You can write more while you wait.",

  endTitle: "The chat has ended",
  endNew: "New chat",

  menuOrder: "Order a copy by e-mail",
  menuEnd: "End the chat",
  menuNotice: "How the chat is saved",
  menuLanguage: "Language",
};

// ============================================ The chat after the first message: line, other hands, end, copy by e-mail

export const later: LaterWords = {
  uses: {
    hasObjected: "You have objected to this use. You can change your choice in the menu under Your data.",
    mayObject: "You can object to this use in the menu under Your data.",
  },
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
      ? "Connection lost, trying again. Your message is kept and goes out when the connection is back."
      : `Connection lost, trying again. Your ${count}\u00a0messages are kept and go out when the connection is back.`,
  lineSlow: "On this network messages arrive a few seconds late.",
  lineReplaced: "The chat is open in another tab.",
  lineHere: "Continue here",
  lineNow: "Try now",
  behind: "Messages could not be fetched, trying again.",
  lost: "This chat is no longer here. It has ended or been deleted.",

  // ------------------------------------------------------------------------------------------- the change of hands
  left: (alias, why) =>
    why
      ? "The answer took long, and you went back to the queue"
      : `${alias} had to leave, and you went back to the queue`,
  helping: (alias) => `${alias} was asked in to help`,
  helped: (alias) => `${alias} is no longer here to help`,
  carriesOn: (alias) => `${alias} carries on and sees the earlier messages`,
  waitingAgain: "Nothing is lost: the next agent sees the whole chat. You can write more while you wait.",

  // -------------------------------------------------------------------------------------------------- the hold
  held: (alias, minutes) =>
    `${alias} is checking this, about ${minutes === 1 ? "a minute" : `${minutes}\u00a0minutes`}`,
  resumed: (alias) => `${alias} is back in the chat`,
  onHold: (alias) => `${alias} is checking this`,
  onHoldFor: (minutes) => `About ${minutes}\u00a0min more`,
  onHoldStill: "Just a moment more",

  // ----------------------------------------------------------------------------------------------- the silence
  silence: (minutes) =>
    minutes === 1
      ? "Are you still there? The chat ends within a minute unless you answer."
      : `Are you still there? The chat ends in ${minutes}\u00a0minutes unless you answer.`,
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
    verb: "Get the answer by e-mail",
    alone: "We are not here right now",
    shutHelp: "Your message is kept. You can get the answer by e-mail.",
    aloneHelp: "Your message is kept. You can wait, or get the answer by e-mail.",
    until: (today, time) => `${time} ${today ? "today" : "tomorrow"}`,
    comeBack: (until) => `Without your address you see the answer only here. Come back by ${until}.`,
    tooLate: (until) => `Without your address we cannot answer: the chat ends at ${until}, before we are back.`,
    title: "Get the answer by e-mail",
    help: "You get the answer and the whole chat by e-mail. First we send a code, so that you can show the address is yours. The address is used for this only and is deleted with the chat.",
    done: "We will answer by e-mail",
    doneHelp: (address, day) =>
      `The answer goes to ${address}. If we cannot answer by ${day}, we will tell you that too. You can close this window.`,
    states: {
      confirmed: (address) => `The address is confirmed. The answer goes to ${address}.`,
      sending: (address) => `The answer is being sent to ${address}.`,
      sent: (address) => `The answer has been sent to ${address}.`,
      delivered: (address) => `The answer has been delivered to ${address}.`,
    },
    unanswered: (address) => `We told you by e-mail (${address}) that your question was not answered.`,
  },

  // --------------------------------------------------------------------------------------------------- the end
  endQuestion: "End the chat?",
  endLeftHelp:
    "Your question has not been answered yet. If you end the chat now, it will not be answered. If you only close the window, the answer comes to your e-mail.",
  endUnansweredHelp: "Your question has not been answered yet. If you end the chat now, it will not be.",
  endCopyHelp: "You can still order a copy by e-mail.",
  endHelp: "Once the chat has ended, nothing more can be written in it.",
  endYes: "End the chat",
  endNo: "Keep chatting",
  endWhoVisitor: (time) => `You ended the chat at ${time}.`,
  endWhoAgent: (alias, time) => `${alias} ended the chat at ${time}.`,
  endWhoSystem: (time) => `The chat ended at ${time}.`,
  endWhy: {
    silence: (time) => `The chat ended at ${time} because no messages had come for a long time.`,
    age: (time) => `The chat ended at ${time} because the longest time for a chat was over.`,
    full: (time) => `The chat ended at ${time} because it had no room for more messages. You can go on in a new one.`,
    unanswered: (time) => `We did not manage to answer your question, and the chat ended at ${time}. We are sorry.`,
    abuse: (time) =>
      `The agent ended the chat at ${time} because of improper behaviour. If there is something we can help with, you can start a new one.`,
  },
  endGoOn: (rates) => (rates ? "Rate us and see your code" : "See your code"),
  endDeleted: (date) => `The chat is deleted on ${date}.`,
  endDeletedHelp: "It leaves the back-up a week later.",
  endReference: "Reference",
  endRightsCode: "Your code",
  endRightsHelp:
    "Keep these. With them you can later see, correct or erase the chat, or object to its use, also on another device.",
  endRightsFailed: "The reference and the code could not be fetched.",
  endCopyBoth: "Copy reference and code",
  endShow: "Show the messages",
  corrected: (text) => `Correction: ${text}`,
  /** Of what an agent has put right. */
  correctedMark: "Corrected",
  correctedWas: "Before the correction:",
  correctedBy: (alias) => `${alias} corrected their message`,
  hide: {
    verb: "Hide the message",
    others: "Go to your other messages with the arrow keys",
    question: "Hide the message?",
    what: "Dots take its place, with you and with us. This cannot be undone.",
    stays: "Mails that have been sent keep it, and it leaves the back-up within a week.",
    keep: "Do not hide",
  },
  rating: {
    given: "You gave a rating",
    question: "How did it go?",
    words: scores,
    comment: "Would you like to say more? (optional)",
    help: "The rating is deleted with the chat.",
    send: "Send the rating",
    thanks: (word) => `Thank you for the rating. You answered: ${word}.`,
  },
  gone: {
    forgotten:
      "The chat has been removed from this device. We keep it until its deletion date. You can start a new one.",
    erased: "The chat has been erased. It leaves the back-up within a week. You can start a new one.",
  },

  // ---------------------------------------------------------------------------------------------------- the menu
  menu: {
    data: "Your data",
    earlier: "An earlier chat",
    forget: "Remove the chat from this device",
    about: "Accessibility",
    size: "Text size",
    sizes: ["Normal text", "Larger text", "Largest text"],
  },
  /** Beside the launcher, while the chat is shut. */
  preview: { title: "New in the chat", hide: "Put this away" },
  sound: "Sound for messages",
  soundOn: "On",
  soundOff: "Off",
  moreLoading: "Fetching",
  moreFailed: "This could not be fetched",

  // -------------------------------------------------------------------------------------------- the transcript
  copy: {
    title: "Copy by e-mail",
    help: "First we send a code, so that you can show the address is yours. The address is used for this only and is deleted with the chat.",
    soFar: "The copy has the messages up to when it is sent. What is written after that is not in it.",
    address: "E-mail address",
    order: "Send code",
    code: "Confirmation code",
    codeHelp: (address) => `We sent a six-digit code to ${address}. It is valid for 10\u00a0minutes.`,
    confirm: "Confirm",
    otherAddress: "Change address",
    working: "One moment",
    offer: (alias) => `${alias} can send a copy of the chat to your e-mail.`,
    offerYes: "Order",
    offerNo: "No thanks",
    putAway: "Hide this",
    giveCode: "Enter the code",
    codeOver: "The code is no longer valid. You can order another.",
    again: "Order again",
    until: (time) => `The copy has the messages up to ${time}.`,
    states: {
      offered: () => "You can order a copy of the chat by e-mail.",
      ordered: (address) => `A code has been sent to ${address}.`,
      confirmed: (address) => `The order is confirmed: ${address}.`,
      sending: (address) => `The copy is being sent to ${address}.`,
      sent: (address) => `The copy has been sent to ${address}.`,
      delivered: (address) => `The copy has been delivered to ${address}.`,
      bounced: () =>
        "The message did not arrive: the address does not accept it. You can order the copy to another address.",
      complained: (address) => `Our message was marked as spam at ${address}. Nothing more is sent there.`,
      failed: () => "Sending did not work. You can order the copy again.",
      unknown: (address) =>
        `We could not make sure that the copy arrived. Look in your e-mail (${address}) before ordering again.`,
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
    comeBack: "How you come back to this later",
    intro: (reference, day) =>
      `The chat’s reference is ${reference}. Everything is deleted by ${day}, and from the back-up a week later.`,
    show: (count) => (count === 1 ? "Show the message" : `Show ${count}\u00a0messages`),
  },
  save: {
    title: "See and save",
    help: "You get all that is kept of the chat. The file is saved on this device only.",
    page: "As a page to read",
    data: "As a file for other programs (JSON)",
    done: "Saved among your downloads.",
  },
  restricted:
    "The processing of the chat is restricted: it is kept, but our staff neither read it nor use it for anything but what you ask for yourself.",
  objection: {
    title: "Object to use for quality review, training, development and planning of guidance",
    help: "Otherwise we may use chats for these. Quality review looks at whether answers are right, too.",
    done: "The chat is not used for these.",
  },
  correct: {
    title: "Correct your message",
    help: "The original message stays as it is, and your correction is shown beside it.",
    which: "Which message do you correct?",
    text: "Correction",
    verb: "Save the correction",
    done: "The correction is saved beside your message.",
    mark: "correction",
  },
  readings: {
    title: "Who has read the chat",
    none: "Nobody has opened the chat yet.",
    older: "Show older",
    help: "The latest reading shows here after a moment. While you wait in the queue, agents see the beginning of your message.",
    at: (day, time) => `${day} at ${time}`,
    purpose: (purpose) => `Purpose: ${purpose}`,
    roles: {
      agent: "agent",
      supervisor: "supervisor",
      reviewer: "quality reviewer",
      trainer: "trainer",
      administrator: "administrator",
      "data-protection-officer": "data-protection officer",
    },
    purposes,
    glass: (why: string) =>
      `Did not have the chat and opened it by way of exception. Reason: ${why}. The data-protection officer sees this.`,
    glassReasons,
  },
  erase: {
    title: "Erase everything now",
    what: "The messages, corrections, rating and your e-mail address are erased at once, with us too. Erasing cannot be undone.",
    whatOpen: "The chat ends with it.",
    stays:
      "The access log keeps who has read the chat and that it was erased. To prevent misuse its identifier is kept for about a day at most. The chat leaves the back-up within a week.",
    verb: "Erase everything",
    keep: "Do not erase",
    done: "The chat has been erased",
    doneHelp: "We erased the chat. It leaves the back-up within a week.",
  },
  earlier: {
    title: "An earlier chat",
    help: "The reference and your code were shown in the chat. They are also in the message if you ordered a copy or an answer by e-mail. With them you can see, correct or erase it, or object to its use, as long as it is kept.",
    verb: "Open",
  },
  forget: {
    title: "Remove the chat from this device?",
    what: "You can then no longer continue the chat on this device. We keep it until its deletion date, and you can come back to it with these:",
    verb: "Remove from the device",
    keep: "Do not remove",
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
          "Contrast in light and dark, a width of 320 pixels, 400 per cent zoom and wider line and letter spacing.",
          "The automatic checker axe, in every view, in Chromium.",
          "A chat from beginning to end: Chromium, Firefox, and WebKit, Safari's engine.",
        ],
      },
      {
        heading: "What has not been tried",
        sentences: [
          "Real screen readers (NVDA, JAWS, VoiceOver, TalkBack) and the people who use them.",
          "Safari on Apple's devices, Firefox on Android, voice control and switch control.",
        ],
      },
      {
        heading: "What stays in the browser",
        sentences: [
          "Once the chat has begun, the browser keeps its key. It goes when you next open the chat half an hour after the end or later.",
          "The tab of the page also has a mark that says whether the chat is open or shut, so that it follows you from page to page. Nothing else is in it, and it goes with the tab at the latest.",
          "A new message is announced to screen readers also while the window is shut.",
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
