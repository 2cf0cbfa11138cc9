import { every } from "words:language";
import type { Language, Role } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { ChoicesField, type Form, TextField } from "../../parts/form";
import { LANGUAGES } from "../../speaking";
import { people } from "./room";

export function RolesField({ form }: { form: Form<{ roles: readonly Role[] }> }) {
  const { words } = useSpeechOf(people);
  const roles = Object.keys(words.roleHelp) as Role[];
  return (
    <ChoicesField
      form={form}
      name="roles"
      label={words.fields.roles}
      choices={roles.map((role) => ({ value: role, label: words.roles[role] ?? role, help: words.roleHelp[role] }))}
    />
  );
}

/** In which languages somebody answers, and of which sites they are. */
export function AnsweringFields({ form }: { form: Form<{ languages: readonly Language[]; sites: string }> }) {
  const { words } = useSpeechOf(people);
  return (
    <>
      <ChoicesField
        form={form}
        name="languages"
        label={words.fields.languages}
        help={words.fields.languagesHelp}
        choices={LANGUAGES.map((language) => ({ value: language, label: every[language].name }))}
      />
      <TextField form={form} name="sites" label={words.fields.sites} help={words.fields.sitesHelp} code />
    </>
  );
}
