import { every } from "words:language";
import type { Language, SitePage, SiteSettings } from "../../../shared/wire";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Drafts } from "../../parts/drafts";
import { ChosenField, FormView, TextField, useForm } from "../../parts/form";
import { RoomPage } from "../../parts/room_page";
import { LANGUAGES } from "../../speaking";
import { mistakesIn } from "./mistakes";
import { SITES, settings } from "./room";
import type { SettingsService } from "./service";
import { originOf } from "./state";

interface Beginning {
  company: string;
  key: string;
  origin: string;
  language: Language;
}

/** Another site, with what it cannot be without; all else is given on its page. */
export function NewSite({ service, drafts }: { service: SettingsService; drafts: Drafts }) {
  const { go } = useApp();
  const { language, words } = useSpeechOf(settings);
  const { create, names, edit } = words;
  const form = useForm<Beginning, SitePage>({
    start: { company: "", key: "", origin: "https://", language },
    kept: drafts.of<Beginning>("new"),
    send: ({ key, ...typed }) => service.create({ key: key.trim(), settings: settingsOf(typed) }),
    refused: (problem) => {
      if (problem.code === "site_exists") return { field: "key" };
      return mistakesIn(problem, words, (where) => (where.startsWith("origins") ? "origin" : where));
    },
    done: (page) => go(settings, { ...SITES, site: page.row.key }),
  });
  return (
    <RoomPage title={create.title} back={{ says: words.back, run: () => go(settings, SITES) }}>
      <p class="lead">{create.lead}</p>
      <FormView form={form} verb={create.verb} busy={create.busy}>
        <TextField form={form} name="company" label={names.company} help={edit.companyHelp} />
        <TextField form={form} name="key" label={names.key} help={create.keyHelp} code />
        <TextField form={form} name="origin" label={create.origin} help={edit.originsHelp} code />
        <ChosenField
          form={form}
          name="language"
          label={names.language}
          help={edit.languageHelp}
          choices={LANGUAGES.map((one) => ({ value: one, label: every[one].name }))}
        />
      </FormView>
    </RoomPage>
  );
}

function settingsOf({ company, origin, language }: Omit<Beginning, "key">): SiteSettings {
  const nothing = {} as Record<Language, string>;
  return {
    company,
    origins: [originOf(origin)],
    language,
    privacy_notice: nothing,
    hours: null,
    contacts: [],
    colour: "",
    theme: "system",
    greeting: nothing,
    launcher: nothing,
    topics: [],
    today: [],
  };
}
