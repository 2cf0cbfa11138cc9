/** One's own page, in English. */
import type { OwnWords } from "../../console/rooms/own/words";
import { words as door } from "./door";

export const words: OwnWords = {
  title: "Your page",
  administered: "Your name and roles are changed by the administrator.",
  sessions: {
    title: "Open sessions",
    lead: "Where you are signed in. If one of these is not yours, end it and change your password.",
    began: (moment) => `Began ${moment}`,
    seen: (moment) => `Last used ${moment}`,
    this: "This session",
    end: "End",
    endOne: (moment) => `End the session that began ${moment}`,
    endOthers: "End all others",
    ended: "The session is ended",
    othersEnded: "The other sessions are ended",
    onlyThis: "There are no other sessions.",
  },
  passwords: {
    title: "Password",
    lead: "When the password changes, your other sessions end.",
    current: "Present password",
    verb: "Change password",
    busy: "Changing…",
    done: "The password is changed",
    wrong: "The present password was not accepted",
  },
  secondFactor: {
    title: "Second factor",
    lead: "When you get a new phone, set up the authenticator app anew. The old one stops working at once, and your other sessions end.",
    password: "Your password",
    code: "Code from the old app",
    codeHelp: "If the app is gone, ask the administrator to remove it.",
    verb: "Change to a new one",
    busy: "Changing…",
    stop: "The old second factor is removed. If you stop now, a new one is set up the next time you sign in.",
    done: "The new second factor is in use",
    wrong: "The password or the code was not accepted",
    codeWrong: "The code was not accepted. Wait until the app shows the next one and try that.",
  },
  veiling: {
    title: "Abusive messages",
    lead: "A message that may have abusive or threatening words in it is veiled at first, and one click shows it. The choice is for this browser. The administrator decides on the words.",
    name: "Veil abusive messages",
  },
  languages: {
    title: "Languages that you answer in",
    lead: "If you choose none, you answer in all.",
    verb: "Save languages",
    busy: "Saving…",
    done: "The languages are saved",
  },
  phones: {
    title: "The phone in your pocket",
    lead: "When somebody has waited for a minute and nobody has taken the chat, your phone can call you. It says only “Somebody is waiting”: not who and not what about. It calls at most once in five minutes, only within the site's opening hours, and not while you have a chat under way in the console.",
    off: "Phones are not called here. The administrator can switch that on in the settings.",
    none: "No browser is called.",
    cannot:
      "This browser cannot be called. On an iPhone, first add the console to the home screen and open it from there.",
    blocked:
      "The browser does not allow notifications. Allow them for this page in the browser's settings and try again.",
    refused: "The browser or its push service did not agree to calls. Nothing was changed.",
    here: "This browser",
    other: (maker) => `Another browser (${maker})`,
    since: (moment) => `Added ${moment}.`,
    until: (moment) => `Goes ${moment} unless you save it anew.`,
    tillOut: "Also goes when you sign out on it.",
    when: "When you may be called",
    whenHelp: "For all your browsers.",
    whens: {
      available: "While I am available, also with the console closed",
      nobody: "Also when nobody else is there",
    },
    tillSignOut: "The calls stop when I sign out",
    tillSignOutState: { on: "Yes", off: "No" },
    add: "Call me on this browser",
    added: "This browser calls you from now on",
    save: "Save",
    saved: "Saved",
    remove: "Remove",
    removeOne: (moment) => `Remove the browser that was added ${moment}`,
    removed: "The browser calls no more",
    try: "Try a call",
    rang: (phones) =>
      phones === 0
        ? "No push service took the call"
        : `The call was sent (${phones}). If it does not show shortly, look at the phone's notification settings`,
  },
  sounds: {
    title: "Sounds, notifications and keys",
    lead: "These concern this browser.",
  },
  signIn: door.signIn,
};
