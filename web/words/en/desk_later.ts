/** What the agent’s desk fetches after its list, in English. */
import type { DeskLaterWords } from "../../console/rooms/desk/words";
import { words as desk } from "./desk";

export const words: DeskLaterWords = {
  ...desk,
  presence: {
    here: "Visitor is here",
    seen: (when) => `Visitor was last seen ${when}`,
    at: (time) => `at ${time}`,
    unknown: "It is not known whether the visitor is here",
  },
  correct: {
    label: (visitor) => `Correct your message: ${visitor}`,
    help: "Enter corrects it, Esc leaves it as it is. The visitor sees that it was corrected, and can look at what it said.",
    verb: "Correct the message",
    keep: "Leave it as it is",
    done: "The message is corrected",
    noMore: "No more messages of this chat can be corrected. Write the correction as a new message.",
    notFound: "This message cannot be corrected. It may have been hidden, or the chat is no longer yours.",
  },
  hold: {
    verb: "Hold",
    title: "How long will you be checking?",
    what: "The visitor is told that you are checking, and for how long. Until then silence does not end the chat, and it does not go back to the queue.",
    minutes: (minutes) => `${minutes}\u00a0min`,
    still: (minutes) => `You are checking this, ${minutes}\u00a0min left`,
    over: "The time is over. The visitor is waiting for you.",
    back: "I am back",
  },
  waits: {
    ...desk.waits,
    owed: "The visitor is waiting for your answer.",
    returns: (minutes) =>
      minutes > 0 ? `The chat goes back to the queue in ${minutes}\u00a0min.` : "The chat goes back to the queue soon.",
  },
  inserting: {
    title: "Canned answers",
    slash: "/ opens canned answers",
    find: "Find an answer",
    groups: { own: "Your own", shared: "Shared" },
    count: (answers, language) => `${answers === 1 ? "1 answer" : `${answers}\u00a0answers`}, ${language}`,
    none: "No answer matches. Esc goes back to the message.",
    empty: "There are no canned answers yet. They are written under Answers.",
    languages: "Language of the answer",
    nextLanguage: "Enter puts it in, → changes the language, Esc goes back",
    preview: "How it will stand",
    onlyIn: (language) => `Not there in the language chosen: ${language}.`,
    lacking: (names) => `Not known: ${names}`,
    names: {
      name: "visitor’s name",
      alias: "your name",
      company: "company",
      contact: "contact",
      reference: "reference",
    },
    greeted: "Your greeting is in the field. Check it and send.",
  },
  passOn: {
    verb: "Pass on",
    title: "Who takes the chat over?",
    what: "The visitor is told who carries on. Whoever does sees the whole chat, so nothing has to be asked again.",
    to: "Who carries on",
    open: (count, orMore) =>
      count === 0 ? "no chats" : count === 1 && !orMore ? "one chat" : `${count}${orMore ? "+" : ""} chats`,
    loading: "Looking who is there…",
    nobody: "Nobody else is here. You can give the chat back to the queue.",
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
  leaving: {
    awayTitle: "Leave the queue?",
    away: (count) =>
      count === 1
        ? "You have one chat open. You can go on with it while you are away, or give it back to the queue; the visitor is told."
        : `You have ${count} chats open. You can go on with them while you are away, or give them back to the queue; the visitors are told.`,
    outTitle: "Sign out?",
    out: (count) =>
      count === 1
        ? "You have one chat open. When you sign out it goes back to the queue, and the visitor is told."
        : `You have ${count} chats open. When you sign out they go back to the queue, and the visitors are told.`,
    outVerb: "Sign out",
    stay: "Stay",
    keepThem: "Away, I go on with them",
    giveBack: "Away, back to the queue",
    waiting: (count) =>
      count === 1 ? "One visitor is waiting in the queue." : `${count}\u00a0visitors are waiting in the queue.`,
  },
  notes: {
    own: "Your note for colleagues",
    by: (alias) => `Note for colleagues: ${alias}`,
    heard: (alias, text) => `Note, ${alias}: ${text}`,
    takenBack: "The note was taken back.",
    takeBack: "Take back the note",
    saving: "Saving…",
    notSaved: "Note not saved.",
    noMore: "This chat has room for no more notes.",
    notFetched: "The notes could not be fetched.",
    what: "What you write",
    answer: "Answer",
    note: "Note",
    label: "Note for colleagues. The visitor does not see it in the chat.",
    placeholder: "Write a note",
    save: "Save note",
    enterSaves: "Enter saves, Shift + Enter breaks the line.",
    asked: "The visitor is given it if they ask for their data.",
    draftLeft: "Your note was not saved:",
    asking: {
      title: "Take back the note?",
      what: "The text is gone for everybody. What stays is that there was a note, who wrote it and when. This cannot be undone, and it is recorded in the access log.",
      takeBack: "Take back the note",
      busy: "Taking it back…",
      keep: "Keep it",
      done: "The note is taken back",
    },
  },
  hide: {
    verb: "Hide the message",
    title: "Hide the message?",
    what: "Dots take its place for you and for the visitor, and in copies sent from now on. It is recorded in the access log, and cannot be undone.",
    stays: "Mails that have been sent keep it, and it leaves the back-up within a week.",
    own: "You can hide a message of your own only if it holds somebody’s personal data. A wrong answer is put right by writing a new message.",
    ground: "The message holds somebody’s personal data",
    groundMissing: "First tick that the message holds personal data.",
    busy: "Hiding…",
    keep: "Do not hide",
    done: "The message is hidden",
    noMore: "No more messages of this chat can be hidden. The visitor can erase the whole chat under Your data.",
    notFound: "This message cannot be hidden. The chat may no longer be yours, or it has been erased.",
  },
  close: {
    title: "End the chat?",
    what: "The visitor sees that it has ended and can still order a copy by e-mail. Once it has ended, nothing more can be written in it.",
    answer:
      "Your answer and the whole chat go to the visitor’s e-mail now. Once it has ended, nothing more can be written in it.",
    noAnswer:
      "The visitor waits for the answer by e-mail, and you have not answered yet. If you end the chat now, they are told by e-mail that the question was not answered.",
    draft: "This answer has not been sent:",
    unsent: (count) =>
      count === 1 ? "One message of yours is still on its way." : `${count} messages of yours are still on their way.`,
    abuse: "The reason is improper behaviour",
    abuseHelp: "The visitor is told civilly that the chat was ended for it.",
    verb: "End the chat",
    verbShort: "End",
    verbNext: "End and open the next",
    keep: "Keep it open",
  },
  facts: {
    name: "Facts",
    left: (date) =>
      `The visitor asked for the answer by e-mail. It goes once you have answered and end the chat, or when it has been silent for half an hour. Answer by ${date}.`,
    objected: "The visitor has objected to use for quality review, training, development and planning of guidance.",
    visitorsName: "Visitor’s name",
    topic: "Topic",
    language: "Language",
    site: "Site",
    started: "Started",
    helped: "Agents here",
    deleted: "Deleted on",
    reference: "Reference",
    copy: "Copy the reference",
    copied: "Reference copied",
    notCopied: "The browser did not allow copying. Select the reference and copy it yourself.",
    transcript: "Copy by e-mail",
    noTranscript: "The visitor can order a copy of the chat to their own e-mail. Offer it if they ask.",
    asked: "The visitor asks for a copy by e-mail.",
    offer: "Offer a copy",
    offerTitle: "Offer a copy?",
    offerWhat:
      "The visitor sees at once that they can order a copy of the chat by e-mail. The offer cannot be taken back.",
    keep: "Do not offer",
    offerAgain: "Offer again",
    answerWaits: ["Confirmed", "The visitor has shown that the address is theirs. The answer goes when the chat ends."],
    codeOver: ["Code expired", "The visitor did not give the code in time. Another can be ordered."],
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
  stays: {
    asked: "Finding out who stays…",
    unknown: "Who stays could not be found out.",
    nobody: "Nobody else is there. When you go, visitors are told and can ask for an answer by e-mail.",
    there: (names, count) => `${names} ${count === 1 ? "stays" : "stay"}.`,
  },
  dayEnd: {
    title: "End of the day",
    ending: (time) => `Opening hours end at ${time}.`,
    over: (time) => `Opening hours ended at ${time}.`,
    done: "All is done: nobody is waiting, and nothing is open.",
    mine: (count) => (count === 1 ? "You have one open chat" : `You have ${count} open chats`),
    waitsForYou: (minutes) =>
      minutes < 1 ? "waiting for your answer" : `waiting for your answer for ${minutes}\u00a0min`,
    waitsForVisitor: "you are waiting for the visitor",
    open: "Open",
    waiting: (count) =>
      count === 1 ? "One visitor is waiting in the queue." : `${count}\u00a0visitors are waiting in the queue.`,
    take: "Take the next",
    left: (count, until) =>
      count === 1
        ? `One question waits for an answer by e-mail, by ${until} at the latest.`
        : `${count}\u00a0questions wait for an answer by e-mail, the first by ${until} at the latest.`,
    notSent: (count) =>
      count === 1 ? "One of your messages is not sent." : `${count}\u00a0of your messages are not sent.`,
    drafts: (count) => (count === 1 ? "One chat has a draft in it." : `${count} chats have a draft in them.`),
    goOn: "Go on working",
  },
};
