import type { LoadWords } from "../room";

/** What stands before the work, in one language. */
export interface DoorWords {
  signIn: {
    headings: { password: string; new_password: string; enrol: string; code: string };
    why: { expired: string; signed_out: string; left: string };
    user: string;
    password: string;
    show: string;
    hide: string;
    thePassword: string;
    verb: string;
    busy: string;
    again: string;
    wait: (seconds: number) => string;
    newPasswordLead: string;
    newPassword: string;
    newPasswordRule: (characters: number) => string;
    setPassword: string;
    enrolLead: string;
    enrolApp: string;
    enrolPicture: string;
    enrolType: string;
    enrolTypeInstead: string;
    enrolCode: string;
    enrolVerb: string;
    pictureName: string;
    codeLead: string;
    code: string;
    codeHelp: (digits: number) => string;
    mistakes: Record<string, string>;
  };
  elsewhere: { title: string; lead: string; help: string; still: string; busy: string };
  commitment: { title: string; lead: string; verb: string; version: (version: string, hash: string) => string };
}

export const door: LoadWords<DoorWords> = {
  fi: () => import("../../words/fi/door"),
  sv: () => import("../../words/sv/door"),
  en: () => import("../../words/en/door"),
};
