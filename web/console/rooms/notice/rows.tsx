import { every } from "words:language";
import type { ComponentChildren } from "preact";
import { Fragment } from "preact";
import type { Language, NoticePage, NoticeRows } from "../../../shared/wire";
import { useApp, useSpeechOf } from "../../parts/context";
import { Card } from "../../parts/room_page";
import { NOTICE, notice, PARTS, type Part } from "./room";
import { hasLaw } from "./state";
import type { NoticeWords } from "./words";

/** A row as it is read: its name, where it is, and what it says in the reader's language. */
type Row = readonly [name: string, where: string, said: string];

/** What the notice is made of, part by part; `changes`: whether its reader may change it. */
export function RowCards({ page, changes }: { page: NoticePage; changes: boolean }) {
  return (
    <>
      {PARTS.map((part) => (
        <PartCard key={part} part={part} page={page} changes={changes} />
      ))}
    </>
  );
}

function PartCard({ part, page, changes }: { part: Part; page: NoticePage; changes: boolean }) {
  const { go } = useApp();
  const { language, words } = useSpeechOf(notice);
  const rows = rowsOf(part, page, words, language);
  const demo = page.demo ?? [];
  const isDemos = (where: string) => demo.includes(where);
  return (
    <Card id={`part-${part.replace(".", "-")}`} title={words.parts[part]}>
      <dl class="facts-list">
        {rows.map(([name, where, said]) => (
          <Fragment key={where}>
            <dt>{name}</dt>
            <dd>
              {said || words.rows.nothing}
              {where === "controller.name" && <span class="meta aside">{words.deployed}</span>}
              {isDemos(where) && <Demos />}
            </dd>
          </Fragment>
        ))}
      </dl>
      {changes && (
        <div class="actions">
          <button
            type="button"
            class="secondary"
            aria-label={`${words.rows.change}: ${words.parts[part]}`}
            onClick={() => go(notice, { ...NOTICE, part })}
          >
            {words.rows.change}
          </button>
        </div>
      )}
    </Card>
  );
}

function Demos(): ComponentChildren {
  const { words } = useSpeechOf(notice);
  return <span class="demos aside">{words.demo.here}</span>;
}

function rowsOf(part: Part, { rows, controller }: NoticePage, words: NoticeWords, language: Language): Row[] {
  const { fields } = words;
  const reached = (who: "contact" | "officer"): Row[] => [
    [fields.name, `${who}.name`, rows[who].name[language]],
    [fields.phone, `${who}.phone`, rows[who].phone],
    [fields.email, `${who}.email`, rows[who].email],
  ];
  switch (part) {
    case "controller":
      return [
        [fields.name, "controller.name", controller],
        ...(["business_id", "postal_address", "visiting_address"] as const).map(
          (name): Row => [fields[name], `controller.${name}`, rows.controller[name]],
        ),
      ];
    case "contact":
      return reached("contact");
    case "officer":
      return rows.officer.appointed ? reached("officer") : [[fields.appointed, "officer.appointed", words.no]];
    case "register":
      return [[fields.name, "register.name", rows.register.name[language]]];
    case "bases.service":
    case "bases.improvement":
    case "bases.security": {
      const purpose = part.replace("bases.", "") as keyof NoticeRows["bases"];
      const ground = rows.bases[purpose];
      const said: Row[] = [[fields.basis, `${part}.basis`, words.bases[ground.basis]]];
      if (ground.basis === "legitimate_interests") {
        said.push([fields.interests, `${part}.interests`, ground.interests[language]]);
        said.push([fields.balancing, `${part}.balancing`, ground.balancing[language]]);
      }
      if (hasLaw(ground)) said.push([fields.law, `${part}.law`, ground.law[language]]);
      return said;
    }
    case "processors":
      return rows.processors.flatMap(({ name, task, place, secrecy }, index): Row[] => [
        [words.lists.processors.one(index + 1), `processors[${index}].name`, name],
        [fields.task, `processors[${index}].task`, task[language]],
        [fields.place, `processors[${index}].place`, place[language]],
        [fields.secrecy, `processors[${index}].secrecy`, secrecy[language]],
      ]);
    case "premises":
    case "measures":
      return rows[part].map((text, index) => [words.lists[part].one(index + 1), `${part}[${index}]`, text[language]]);
    case "transfers":
    case "disclosures":
      return [[every[language].name, part, rows[part][language]]];
  }
}
