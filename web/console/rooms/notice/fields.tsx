import { every } from "words:language";
import type { Language, MostRows, NoticeBasis, NoticeRows } from "../../../shared/wire";
import { useSpeechOf } from "../../parts/context";
import { ChosenField, type Form, TextAreaField, TextField } from "../../parts/form";
import type { PathTo } from "../../parts/paths";
import { Several } from "../../parts/several";
import { Switch } from "../../parts/switch";
import { LANGUAGES } from "../../speaking";
import { notice, type Part } from "./room";
import { hasLaw } from "./state";

const PURPOSES = {
  "bases.service": "service",
  "bases.improvement": "improvement",
  "bases.security": "security",
} as const;
const BASES: readonly NoticeBasis[] = ["legitimate_interests", "contract", "legal_obligation", "public_task"];

type TextPath = PathTo<NoticeRows, string>;
const empty = (): Record<Language, string> => ({ fi: "", sv: "", en: "" });

interface FieldsProps {
  form: Form<NoticeRows>;
}

interface PartProps extends FieldsProps {
  part: Part;
  /** So many there may be of what there are several. */
  most: MostRows;
}

/** The fields of one part of the notice. */
export function Fields({ form, part, most }: PartProps) {
  const { words } = useSpeechOf(notice);
  const { fields } = words;
  switch (part) {
    case "controller":
      return (
        <>
          <TextField form={form} name="controller.business_id" label={fields.business_id} help={words.businessIdHelp} />
          <TextField form={form} name="controller.postal_address" label={fields.postal_address} />
          <TextField form={form} name="controller.visiting_address" label={fields.visiting_address} />
        </>
      );
    case "contact":
      return <Reached form={form} who="contact" />;
    case "officer":
      return (
        <>
          <Switch
            name={fields.appointed}
            named
            state={form.values.officer.appointed ? words.yes : words.no}
            on={form.values.officer.appointed}
            onSwitch={(on) => form.set("officer.appointed", on)}
          />
          {form.values.officer.appointed && <Reached form={form} who="officer" />}
        </>
      );
    case "register":
      return <InEvery form={form} name="register.name" label={fields.name} rows={1} />;
    case "bases.service":
    case "bases.improvement":
    case "bases.security":
      return <GroundFields form={form} purpose={PURPOSES[part]} />;
    case "processors":
      return (
        <Several
          form={form}
          name="processors"
          label={words.parts.processors}
          add={words.lists.processors.add}
          fresh={() => ({ name: "", task: empty(), place: empty(), secrecy: empty() })}
          most={most.processors}
          nameOf={words.lists.processors.one}
          ordered
        >
          {(index) => (
            <>
              <TextField form={form} name={`processors[${index}].name`} label={fields.processor} />
              <InEvery form={form} name={`processors[${index}].task`} label={fields.task} rows={1} />
              <InEvery form={form} name={`processors[${index}].place`} label={fields.place} rows={1} />
              <InEvery form={form} name={`processors[${index}].secrecy`} label={fields.secrecy} />
            </>
          )}
        </Several>
      );
    case "premises":
    case "measures":
      return (
        <Several
          form={form}
          name={part}
          label={words.parts[part]}
          add={words.lists[part].add}
          fresh={empty}
          most={most[part]}
          nameOf={words.lists[part].one}
          ordered
        >
          {(index) => <InEvery form={form} name={`${part}[${index}]`} label={fields.text} />}
        </Several>
      );
    case "transfers":
    case "disclosures":
      return <InEvery form={form} name={part} label={fields.text} rows={5} />;
  }
}

/** How somebody is reached. */
function Reached({ form, who }: FieldsProps & { who: "contact" | "officer" }) {
  const { fields } = useSpeechOf(notice).words;
  return (
    <>
      <InEvery form={form} name={`${who}.name`} label={fields.name} rows={1} />
      <TextField form={form} name={`${who}.phone`} label={fields.phone} />
      <TextField form={form} name={`${who}.email`} label={fields.email} />
    </>
  );
}

function GroundFields({ form, purpose }: FieldsProps & { purpose: keyof NoticeRows["bases"] }) {
  const { words } = useSpeechOf(notice);
  const ground = form.values.bases[purpose];
  // What improves the service has to be something that visitors can object to.
  const choices = BASES.filter(
    (one) => purpose !== "improvement" || one === "legitimate_interests" || one === "public_task",
  );
  return (
    <>
      <ChosenField
        form={form}
        name={`bases.${purpose}.basis`}
        label={words.fields.basis}
        choices={choices.map((value) => ({ value, label: words.bases[value] }))}
      />
      {ground.basis === "legitimate_interests" && (
        <>
          <InEvery form={form} name={`bases.${purpose}.interests`} label={words.fields.interests} />
          <InEvery form={form} name={`bases.${purpose}.balancing`} label={words.fields.balancing} rows={4} />
        </>
      )}
      {hasLaw(ground) && <InEvery form={form} name={`bases.${purpose}.law`} label={words.fields.law} />}
    </>
  );
}

interface InEveryProps extends FieldsProps {
  name: PathTo<NoticeRows, Record<Language, string>>;
  label: string;
  rows?: number;
}

/** A text in each language. */
function InEvery({ form, name, label, rows = 3 }: InEveryProps) {
  const { words } = useSpeechOf(notice);
  return (
    <>
      {LANGUAGES.map((language) => (
        <TextAreaField
          key={language}
          form={form}
          name={`${name}.${language}` as TextPath}
          label={words.inLanguage(label, every[language].name)}
          rows={rows}
          lang={language}
        />
      ))}
    </>
  );
}
