/** Privacy notice: in English. */
import type { NoticeWords } from "../../console/rooms/notice/words";
import { mistakes } from "./mistakes";

export const words: NoticeWords = {
  title: "Privacy notice",
  lead: "This is what visitors can read before they write anything. What the company says of itself is changed below, a part at a time; the rest the notice tells by itself, from the service’s settings.",
  leadRead: "This is what visitors can read before they write anything. It is changed by the administrator.",
  back: "Back to the notice",
  demo: {
    title: "The notice still says what the example company says",
    lead: "In these parts it says what an invented company says of itself. Write your own before the service opens to visitors. In the environment that visitors use no notice is published while one of them is left.",
    here: "The example company’s",
  },
  lacking: {
    title: "The notice lacks something",
    lead: "The new version of the service needs these. Until they are there, visitors see the version before.",
  },
  draft: {
    title: "Not published",
    lead: "The changes are on this page only, and gone if you close it. Visitors see them once they are published.",
    drop: "Drop the changes",
    dropped: "The changes are dropped",
  },
  now: {
    title: "Shown now",
    version: "Version",
    since: (moment, by) => (by ? `since ${moment}, published by ${by}` : `since ${moment}`),
    where: "Address",
    opens: "opens in a new tab",
    own: "the chat on this site links to the company’s own notice",
    seen: (minutes) => `The service shows a change within ${minutes}\u00a0minutes of its publishing.`,
    languages: "Language of the notice",
  },
  versions: {
    title: "Versions",
    lead: "All that visitors were shown, the newest first. Versions are kept; who published one, for two years.",
    row: (moment, by) => (by ? `since ${moment}, ${by}` : `since ${moment}`),
    now: "shown now",
    heading: (version) => `Version ${version}`,
    none: "There is no such version",
    noneHelp: "The address may have a mistake.",
  },
  deployed:
    "The name is given when the service is deployed: the parameter Controller. Whoever runs the service in AWS can change it.",
  rows: { change: "Change", nothing: "None" },
  parts: {
    controller: "Controller",
    contact: "Contact",
    officer: "Data-protection officer",
    register: "Register",
    "bases.service": "Basis for dealing with the matter",
    "bases.improvement": "Basis for improving the service",
    "bases.security": "Basis for protecting the data",
    processors: "Processors",
    transfers: "Transfers outside the EU",
    premises: "Premises",
    measures: "Safeguards",
    disclosures: "Disclosures",
  },
  helps: {
    controller: "The controller’s name is a setting of the service and is not changed here.",
    contact: "Who answers questions about the register: a name or a role.",
    "bases.service":
      "Where the basis is legitimate interests, say what they are and why the visitor’s interests do not outweigh them.",
    "bases.improvement":
      "Visitors can object to this use, so the basis is legitimate interests or a task in the public interest.",
    processors: "Who processes the data for the company, where, and what binds them to secrecy.",
    transfers: "Whether data leave the EU and EEA, by which safeguard, and where a copy of that is had.",
    premises: "Your own premises and your providers’. Write only what is so.",
    measures: "How the data are looked after. Write only what is so.",
    disclosures: "Which disclosures the law may demand.",
  },
  fields: {
    business_id: "Business ID",
    postal_address: "Postal address",
    visiting_address: "Visiting address",
    name: "Name",
    phone: "Phone",
    email: "E-mail",
    appointed: "There is a data-protection officer",
    basis: "Basis",
    interests: "Legitimate interests",
    balancing: "Why the visitor’s interests do not outweigh them",
    law: "The law that the basis rests on",
    processor: "Processor’s name",
    task: "Task",
    place: "Place",
    secrecy: "What binds them to secrecy",
    text: "Text",
  },
  yes: "yes",
  no: "no",
  businessIdHelp: "For example 1572860-0. A foreign company’s registration number is written as it is.",
  bases: {
    legitimate_interests: "Legitimate interests",
    contract: "Contract, or steps before one",
    legal_obligation: "Legal obligation",
    public_task: "Task in the public interest",
  },
  inLanguage: (name, language) => `${name}: ${language}`,
  lists: {
    processors: { add: "Add a processor", one: (place) => `Processor ${place}` },
    premises: { add: "Add an item", one: (place) => `Item ${place}` },
    measures: { add: "Add a safeguard", one: (place) => `Safeguard ${place}` },
  },
  edit: {
    title: (part) => `Change: ${part}`,
    verb: "See what changes",
    busy: "Checking…",
    same: "The notice would not change",
    ask: "Publish the notice?",
    gone: "No longer:",
    new: "New:",
    inLanguage: (language, places) =>
      places === 0
        ? `${language}: nothing changes`
        : places === 1
          ? `${language}: 1 place changes`
          : `${language}: ${places}\u00a0places change`,
    save: "Publish",
    saving: "Publishing…",
    keep: "Do not publish yet",
    done: (minutes) => `The notice is published. The service shows it within ${minutes}\u00a0minutes.`,
    elsewhere: (part, sentence) => `${part}: ${sentence}`,
    stillDemo: (parts) => `These parts still say what the example company says: ${parts}.`,
  },
  mistakes,
};
