/** Settings: in English. */
import type { SettingsWords } from "../../console/rooms/settings/words";
import { mistakes } from "./mistakes";

export const words: SettingsWords = {
  title: "Sites",
  lead: "The sites that have the chat, and all that each of them tells visitors about the company.",
  caption: (sites) => (sites === 1 ? "1 site" : `${sites}\u00a0sites`),
  columns: { company: "Company", key: "Key", now: "Just now", changed_at: "Changed" },
  alwaysOpen: "Always open",
  notChanged: "Not known",
  changed: (moment, by) => (by ? `${moment}, ${by}` : moment),
  none: "There is no site",
  noneHelp: "Create the first site, and you get the tag to put into the company’s pages.",
  back: "All sites",
  closed: {
    title: "The chat is closed",
    since: (moment) => `The chat is closed since ${moment}`,
    what: "No new chats can be started on any site; those under way go on. Whoever runs the service on AWS has closed it, and opens it again.",
    by: (name) => `Closed by: ${name}.`,
    read: "Visitors read instead:",
  },
  tag: {
    title: "The tag for your pages",
    lead: "Put this into the company’s pages, anywhere. It works only at the addresses below.",
    see: "See it work",
    seeHelp: "The page opens in a new tab, and the chat opens there by itself. It alerts nobody until you write.",
    open: (host) => `Open ${host}`,
    unseen:
      "If the chat does not open, the tag is missing from the page, the page is still cached, or its address is not in the list.",
  },
  create: {
    begin: "Add a site",
    title: "New site",
    lead: "Begin with these. Words, opening hours and all else come next, on the site’s own page.",
    origin: "The site’s address",
    keyHelp: "A short name that stands in the tag, for example shop. It cannot be changed later.",
    verb: "Create the site",
    busy: "Creating…",
  },
  basics: "Company and addresses",
  saying: "Greeting and launcher",
  looks: "Colour and theme",
  names: {
    company: "The company’s name",
    key: "Key",
    origins: "Addresses whose pages may show the chat",
    language: "Own language",
    privacy_notice: "The company’s own privacy notice",
    hours: "Opening hours",
    contacts: "Other contacts",
    colour: "Brand colour",
    theme: "Light or dark",
    greeting: "Greeting",
    launcher: "The launcher’s word",
    topics: "Topics",
    today: "Notices of the day",
    limits: "Limits",
    logo: "Logo",
  },
  themes: { light: "Light", dark: "Dark", system: "As the visitor’s device has it" },
  ours: "Juttu’s own",
  nothing: "None",
  logo: {
    help: "PNG, JPEG or SVG, preferably wider than it is high. A large picture is made smaller. It stands at the top of the chat.",
    now: "The logo now",
    next: "The new logo",
    choose: "Choose a picture",
    ask: "Use this logo?",
    remove: "Remove the logo",
    askRemove: "Remove the logo?",
  },
  colour: {
    black: (contrast) => `The text on it is black, contrast ${contrast}:1.`,
    white: (contrast) => `The text on it is white, contrast ${contrast}:1.`,
  },
  outlined: "On a light page a line is drawn around it.",
  colourUnknown: "The browser chooses whether the text on it is black or white.",
  kinds: { phone: "Telephone", mail: "E-mail", page: "Page", visit: "Address to visit" },
  hours: {
    set: "There are opening hours",
    week: "The usual week",
    weekHelp: "For example 9–16, or 9–12, 13–16:30. Left empty, it is closed.",
    dates: "Dates of their own",
    datesHelp: "They go before the week and public holidays.",
    addDate: "Add a date",
    date: (number) => `Date ${number}`,
    day: "Date",
    open: "Open",
    openHelp: "Left empty, it is closed.",
    days: {
      mon: "Monday",
      tue: "Tuesday",
      wed: "Wednesday",
      thu: "Thursday",
      fri: "Friday",
      sat: "Saturday",
      sun: "Sunday",
    },
    closed: "closed",
    holidaysName: "Public holidays",
    holidays: { "": "Open as on other days", FI: "Closed on Finland’s public holidays" },
    zone: "Local time of",
    calendar: "The next four weeks",
    calendarLead: "This is what the hours come to, day by day.",
    never: "No day has opening hours.",
    told: "To visitors:",
    why: { week: "usual week", own: "a date of its own", holiday: "public holiday" },
  },
  contacts: "Offered while nobody answers in the chat. The first matters most.",
  topics: "Visitors may choose a topic before they write.",
  today: "Shown on the launcher and in the chat on these days.",
  limits: {
    lead: "Limits keep misuse away. Raise them where many of your customers share a network, as in a school or a hospital.",
    names: {
      conversations_an_hour: "New chats an hour from one network",
      unanswered_a_network: "Chats from one network that wait for an answer at once",
      transcripts_a_site_a_day: "Copies by e-mail ordered within a day",
    },
    help: {
      conversations_an_hour:
        "5–200. Whoever begins after that waits a little while their browser works out a small task.",
      unanswered_a_network: "40–400. After that a message is sent once one of those before it has been answered.",
      transcripts_a_site_a_day: "10–1,000. After that copies can be ordered again the next day.",
    },
    number: "Write a whole number.",
  },
  doubts: {
    title: "Is this what you mean?",
    overMidnight: (day, range) => `${day}: ${range} goes on past midnight into the next day.`,
    date: (date) => `${date} is over, so its hours change nothing.`,
    notice: (days) => `Nobody is shown the notice, because its days are over: ${days}.`,
    over: "over",
  },
  days: (from, until) => (from === until ? from : `${from}–${until}`),
  preview: {
    title: "See how the chat would look",
    language: "Language of the preview",
    presence: "Situation",
    there: "While somebody is there",
    nobody: "While nobody is",
  },
  versions: {
    title: "Changes",
    lead: "The last twenty. A change and the name of whoever made it are kept for two years.",
    row: (moment, by) => `${moment}: ${by}`,
    unknown: "No changes are known.",
    file: "registered from a file",
    now: "in force now",
    look: "Look and restore",
    ask: (version) => `Restore this? ${version}`,
    restore: "Restore",
    keep: "Do not restore",
    logo: "The logo stays as it is now.",
  },
  edit: {
    change: "Change",
    lead: "When you change something, you are first told what would change. Nothing is saved before you confirm.",
    verb: "Check the changes",
    busy: "Checking…",
    leave: "Cancel",
    companyHelp: "Shown to visitors, and as the sender of mails.",
    originsHelp: "The beginning of an address, such as https://www.company.example, without a path.",
    addOrigin: "Add an address",
    origin: (number) => `Address ${number}`,
    languageHelp: "Used where neither page nor browser says which. Words are needed in this language at least.",
    privacyHelp: "The address of the company’s own notice. Left empty, the notice that Juttu makes is shown.",
    noColour: "The browser knows no such colour. Write, for example, #0a5c8a.",
    colourHelp: "As a style sheet writes it, for example #0a5c8a. Left empty, it is Juttu’s own colour.",
    addContact: "Add a contact",
    contact: (number) => `Contact ${number}`,
    kind: "Kind",
    contactName: "Name",
    contactNameHelp: "For example On call. Without a name only the contact itself is shown; a page needs a name.",
    topicsHelp: (least, most) => `There are ${least} to ${most} topics, or none at all.`,
    addTopic: "Add a topic",
    topic: (number) => `Topic ${number}`,
    addToday: "Add a notice",
    notices: (number) => `Notice ${number}`,
    since: "First day",
    until: "Last day",
    words: "Words",
    inLanguage: (name, language) => `${name}: ${language}`,
    empty:
      "Languages without words of their own show Juttu’s own. The words in the site’s own language are needed where another has any.",
    same: "Nothing would change",
    ask: "Save the changes?",
    these: "These change:",
    save: "Save",
    saving: "Saving…",
    keep: "Do not save",
    done: "The settings are saved",
    notice: "The privacy notice does not change.",
  },
  stage: {
    title: "The whole service",
    lead: "These hold for all sites. When you change something, you are first told what would change. Nothing is saved until you confirm it.",
    link: "Settings for the whole service",
    controller: {
      title: "Controller",
      lead: "This name stands in the privacy notice and in mails.",
      deployed:
        "The name is given when the service is deployed: the parameter Controller. Whoever runs the service in AWS can change it.",
    },
    networks: {
      title: "Networks where roles can be used",
      lead: "A role without networks can be used anywhere. On other networks somebody does not have the role: an administrator who also answers customers can answer from home, but is no administrator there.",
      help: "Write one network a line, for example 192.0.2.0/24 or 2001:db8::/32.",
      own: (address) => `Your address is now ${address}. It is not stored.`,
      within: (minutes) =>
        minutes === 1
          ? "A change holds everywhere within a minute."
          : `A change holds everywhere within ${minutes}\u00a0minutes.`,
      from: (networks) =>
        networks === 0
          ? "on any network"
          : networks === 1
            ? "on 1\u00a0network only"
            : `on ${networks}\u00a0networks only`,
    },
    told: {
      title: "Who is told that questions wait",
      lead: "If a visitor has asked for an answer by e-mail and nobody has opened the chat, these addresses get a mail. It does not say who asked, or what. It comes again every four hours.",
      addresses: "E-mail addresses",
      help: "One address a line, five at most. If it is empty, nobody is told.",
      cameBack: (addresses) =>
        `The mail came back, and no more are sent until the settings are saved again: ${addresses}.`,
      after: "Told after",
      afterHelp: "It is looked up once in a quarter of an hour.",
      minutes: (minutes) =>
        minutes === 1
          ? "a minute"
          : minutes === 60
            ? "an hour"
            : minutes % 60 === 0
              ? `${minutes / 60}\u00a0hours`
              : `${minutes}\u00a0minutes`,
      to: (addresses) =>
        addresses === 0 ? "nobody" : addresses === 1 ? "1\u00a0address" : `${addresses}\u00a0addresses`,
    },
    answer: {
      title: "When an agent does not answer",
      lead: "When a visitor has waited for an answer, the agent is reminded. If none comes all the same, the chat goes back to the queue. Both are told.",
      remind: "Reminded after",
      back: "Back to the queue after",
      help: "No time passes while the agent is checking something.",
      never: "never",
    },
    veiled: {
      title: "Words that are veiled",
      lead: "An agent can choose in their own settings that a visitor’s message with one of these words is veiled at first. The message itself is not changed.",
      help: "Write a word or a phrase a line. An asterisk at its end stands for every word that begins so: fool*.",
      changes: (language, added, removed) => `${language}: ${added} added, ${removed} taken away`,
    },
    left: {
      title: "How long an answer is waited for",
      lead: "When nobody is there, a visitor can ask for the answer by e-mail. If nobody answers within this time, the visitor gets a mail that says so. The privacy notice tells the time.",
      days: "Time to answer",
      help: "Holds for requests that come after the change.",
      number: (days) => (days === 1 ? "1\u00a0day" : `${days}\u00a0days`),
    },
    phones: {
      title: "Calling phones",
      lead: "If nobody takes whoever waits within a minute, the phones of those agents are called who have chosen it. The call has no content. When this is switched off, the stored phones are deleted.",
      noKey: "The key is missing: deploy with Pushes=true.",
      label: "Calls",
    },
    line: (name, number, sentence) => `${name}, line ${number}: ${sentence}`,
    notice: {
      changes: "The privacy notice changes within five minutes:",
      inLanguage: (language, places) =>
        places === 0
          ? `${language}: nothing changes`
          : places === 1
            ? `${language}: 1 place changes`
            : `${language}: ${places}\u00a0places change`,
      gone: "No longer:",
      new: "New:",
    },
    deployed: "as it was deployed",
  },
  mistakes,
  seen: (minutes) =>
    `Every page shows a change within ${minutes}\u00a0minutes, a chat that is opened shows it at once.`,
};
