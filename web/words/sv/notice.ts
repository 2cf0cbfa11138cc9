/** Dataskyddsbeskrivning: in Swedish. */
import type { NoticeWords } from "../../console/rooms/notice/words";
import { mistakes } from "./mistakes";

export const words: NoticeWords = {
  title: "Dataskyddsbeskrivning",
  lead: "Det här kan besökaren läsa innan hen skriver något. Företagets egna uppgifter ändras nedan, en del i taget; resten berättar beskrivningen själv utifrån tjänstens inställningar.",
  leadRead: "Det här kan besökaren läsa innan hen skriver något. Beskrivningen ändras av administratören.",
  back: "Tillbaka till beskrivningen",
  demo: {
    title: "Beskrivningen har ännu uppgifter från exempelföretaget",
    lead: "I de här delarna står vad ett påhittat företag säger om sig självt. Skriv era egna uppgifter innan tjänsten öppnas för besökare. I den miljö som besökarna använder publiceras ingen beskrivning så länge en enda finns kvar.",
    here: "Exempelföretagets uppgift",
  },
  lacking: {
    title: "Uppgifter saknas i beskrivningen",
    lead: "Den nya versionen av tjänsten behöver dem. Till dess ser besökarna den föregående versionen.",
  },
  draft: {
    title: "Inte publicerat",
    lead: "Ändringarna finns bara på den här sidan och försvinner om du stänger den. Besökarna ser dem först när de publiceras.",
    drop: "Förkasta ändringarna",
    dropped: "Ändringarna är förkastade",
  },
  now: {
    title: "Visas nu",
    version: "Version",
    since: (moment, by) => (by ? `sedan ${moment}, publicerad av ${by}` : `sedan ${moment}`),
    where: "Adress",
    opens: "öppnas i en ny flik",
    own: "chatten på den här webbplatsen länkar till företagets egen beskrivning",
    seen: (minutes) => `Tjänsten visar en ändring inom ${minutes}\u00a0minuter efter publiceringen.`,
    languages: "Beskrivningens språk",
  },
  versions: {
    title: "Versioner",
    lead: "Allt som har visats för besökare, det nyaste först. Versionerna sparas, namnet på den som publicerade i två år.",
    row: (moment, by) => (by ? `sedan ${moment}, ${by}` : `sedan ${moment}`),
    now: "visas nu",
    heading: (version) => `Version ${version}`,
    none: "Det finns ingen sådan version",
    noneHelp: "Adressen kan vara fel.",
  },
  deployed:
    "Namnet anges när tjänsten driftsätts: inställningen Controller. Den som driver tjänsten i AWS kan ändra det.",
  rows: { change: "Ändra", nothing: "Saknas" },
  parts: {
    controller: "Personuppgiftsansvarig",
    contact: "Kontaktperson",
    officer: "Dataskyddsombud",
    register: "Register",
    "bases.service": "Grund för att sköta ärendet",
    "bases.improvement": "Grund för att förbättra tjänsten",
    "bases.security": "Grund för att skydda uppgifterna",
    processors: "Personuppgiftsbiträden",
    transfers: "Överföringar utanför EU",
    premises: "Skydd av lokaler",
    measures: "Skyddsåtgärder",
    disclosures: "Utlämnanden",
  },
  helps: {
    controller: "Den personuppgiftsansvarigas namn är en inställning för tjänsten och ändras inte här.",
    contact: "Vem som svarar på frågor om registret: ett namn eller en uppgift.",
    "bases.service":
      "Om grunden är ett berättigat intresse: berätta vilket det är och varför besökarens intressen inte väger tyngre.",
    "bases.improvement":
      "Besökaren kan invända mot den här användningen, så grunden är berättigat intresse eller en uppgift av allmänt intresse.",
    processors: "Vem som behandlar uppgifterna för företaget, var, och vad som binder dem vid tystnadsplikt.",
    transfers: "Om uppgifter överförs utanför EU och EES, med vilka skyddsåtgärder, och var man får en kopia av dem.",
    premises: "Egna och leverantörernas lokaler. Skriv bara det som stämmer.",
    measures: "Hur uppgifterna tas om hand. Skriv bara det som stämmer.",
    disclosures: "Vilka utlämnanden lagen kan kräva.",
  },
  fields: {
    business_id: "FO-nummer",
    postal_address: "Postadress",
    visiting_address: "Besöksadress",
    name: "Namn",
    phone: "Telefon",
    email: "E-post",
    appointed: "Ett dataskyddsombud är utnämnt",
    basis: "Grund",
    interests: "Berättigat intresse",
    balancing: "Varför besökarens intressen inte väger tyngre",
    law: "Lagen som grunden vilar på",
    processor: "Biträdets namn",
    task: "Uppgift",
    place: "Plats",
    secrecy: "Vad som binder till tystnadsplikt",
    text: "Text",
  },
  yes: "ja",
  no: "nej",
  businessIdHelp: "Till exempel 1572860-0. Ett utländskt företags registernummer skrivs som det är.",
  bases: {
    legitimate_interests: "Berättigat intresse",
    contract: "Avtal eller åtgärder före ett avtal",
    legal_obligation: "Rättslig förpliktelse",
    public_task: "Uppgift av allmänt intresse",
  },
  inLanguage: (name, language) => `${name}: ${language}`,
  lists: {
    processors: { add: "Lägg till ett biträde", one: (place) => `Biträde ${place}` },
    premises: { add: "Lägg till en punkt", one: (place) => `Punkt ${place}` },
    measures: { add: "Lägg till en åtgärd", one: (place) => `Åtgärd ${place}` },
  },
  edit: {
    title: (part) => `Ändra: ${part}`,
    verb: "Se vad som ändras",
    busy: "Granskas…",
    same: "Beskrivningen skulle inte ändras",
    ask: "Ska beskrivningen publiceras?",
    gone: "Försvinner:",
    new: "Nytt:",
    inLanguage: (language, places) =>
      places === 0
        ? `${language}: inget ändras`
        : places === 1
          ? `${language}: 1 ställe ändras`
          : `${language}: ${places}\u00a0ställen ändras`,
    save: "Publicera",
    saving: "Publiceras…",
    keep: "Publicera inte än",
    done: (minutes) => `Beskrivningen är publicerad. Tjänsten visar den inom ${minutes}\u00a0minuter.`,
    elsewhere: (part, sentence) => `${part}: ${sentence}`,
    stillDemo: (parts) => `Här finns ännu uppgifter från exempelföretaget: ${parts}.`,
  },
  mistakes,
};
