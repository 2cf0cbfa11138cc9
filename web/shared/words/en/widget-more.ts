import type { MoreWords } from "../fi/widget-more";

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
    doneHelp: "We have nothing left of what was written.",
  },
  earlier: {
    title: "An earlier conversation",
    help: "At the end of a conversation its reference and rights code were shown. With them you can see, correct or erase it until it is deleted.",
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
