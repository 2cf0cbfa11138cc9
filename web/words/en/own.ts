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
    codeWrong: "The code was not accepted. Wait until the app shows the next one and try that",
  },
  languages: {
    title: "Languages that you answer in",
    lead: "If you choose none, you answer in all.",
    verb: "Save languages",
    busy: "Saving…",
    done: "The languages are saved",
  },
  sounds: {
    title: "Sounds, notifications and keys",
    lead: "These concern this browser.",
  },
  signIn: door.signIn,
};
