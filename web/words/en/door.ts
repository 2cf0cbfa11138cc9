/** What stands before the work, in English. */
import type { DoorWords } from "../../console/door/words";

export const words: DoorWords = {
  signIn: {
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
    wait: (seconds) =>
      seconds === 1 ? "You can try again in a second." : `You can try again in ${seconds}\u00a0seconds.`,
    newPasswordLead: "You were given a temporary password. Choose one of your own that only you know.",
    newPassword: "New password",
    newPasswordRule: (characters) =>
      `At least ${characters}\u00a0characters. There are no rules about kinds of characters: four words that have nothing to do with each other make a good password.`,
    setPassword: "Change password",
    enrolLead: "Besides your password you sign in with a code from an authenticator app on your phone.",
    enrolApp: "Open an authenticator app on your phone, for example the one you already use elsewhere.",
    enrolPicture: "Add a new account and scan this QR code.",
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
      code_refused: "The code was not accepted. Wait until the app shows the next one and try that.",
      sign_in_refused:
        "The user name or the password was not accepted. A temporary password may have expired: then ask the administrator for another.",
      unauthenticated: "Signing in took too long, or the account was changed meanwhile. Start again.",
    },
  },
  elsewhere: {
    title: "The console cannot be opened from this network",
    lead: "Your roles can be used on certain networks only, for example at work.",
    help: "Switch to your workplace’s network or open a VPN connection, and try again. If the console should work from here, ask an administrator.",
    still: "Checked just now: it still cannot be opened from this network.",
    busy: "Checking…",
  },
  commitment: {
    title: "Confidentiality commitment",
    lead: "Read the commitment and give it. The console opens after that. If the text ever changes, you are asked again.",
    verb: "I give this commitment",
    version: (version, hash) => `Version ${version}, fingerprint ${hash}`,
  },
};
