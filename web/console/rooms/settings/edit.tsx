import { every } from "words:language";
import { useRef, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import type { SiteCheck, SitePage, SiteSettings } from "../../../shared/wire";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import { FormView, TextField, useForm } from "../../parts/form";
import { Card } from "../../parts/room_page";
import { LANGUAGES } from "../../speaking";
import { settings } from "./room";
import type { SettingsService } from "./service";
import { Becomes } from "./site";
import { changedIn, placeOf, type Typed, typedOf } from "./state";

interface EditProps {
  page: SitePage;
  service: SettingsService;
  saved: (page: SitePage) => void;
  /** Asks anew what the site is: somebody else was first. */
  again: () => void;
}

interface Asking {
  wanted: SiteSettings;
  would: SiteCheck;
}

/** The company's name, its words and its colour: checked, told what would change, and saved when that is wanted. */
export function Edit({ page, service, saved, again }: EditProps) {
  const { notices } = useApp();
  const { words } = useSpeechOf(settings);
  const { edit, names } = words;
  const key = page.row.key;
  const start = useRef(typedOf(page.settings)).current;
  const [asking, setAsking] = useState<Asking | null>(null);
  const form = useForm<Typed, Asking>({
    start,
    send: async (typed) => {
      // Only what was changed here: what others have changed meanwhile stays theirs.
      const wanted = { ...page.settings, ...changedIn(typed, start, page.settings) };
      return { wanted, would: await service.check(key, wanted) };
    },
    refused: ({ mistakes = [] }) =>
      mistakes.map(({ where, code, limit }) => ({
        field: placeOf(where, start, page.settings.language),
        sentence: words.mistakes[code](limit ?? 0),
      })),
    done: (next) => {
      if ((next.would.changed ?? []).length === 0) notices.tell(edit.same);
      else setAsking(next);
    },
  });
  const save = (wanted: SiteSettings) =>
    service.save(key, { settings: wanted, version: page.version }).catch((failure: unknown) => {
      if (problemOf(failure).code === "changed_meanwhile") again();
      throw failure;
    });
  return (
    <Card id="edit" title={edit.title}>
      <p class="help">{edit.lead}</p>
      <FormView form={form} verb={edit.verb} busy={edit.busy}>
        <TextField form={form} name="company" label={names.company} />
        <TextField form={form} name="colour" label={names.colour} help={edit.colourHelp} code />
        {LANGUAGES.map((language) => (
          <TextField
            key={`greeting.${language}`}
            form={form}
            name={`greeting.${language}`}
            label={edit.inLanguage(names.greeting, every[language].name)}
            help={language === page.settings.language ? edit.empty : undefined}
          />
        ))}
        {LANGUAGES.map((language) => (
          <TextField
            key={`launcher.${language}`}
            form={form}
            name={`launcher.${language}`}
            label={edit.inLanguage(names.launcher, every[language].name)}
          />
        ))}
      </FormView>
      {asking && (
        <Confirm
          title={edit.ask}
          verb={edit.save}
          busy={edit.saving}
          keep={edit.keep}
          run={() => save(asking.wanted)}
          done={(next) => {
            setAsking(null);
            notices.tell(edit.done);
            saved(next);
          }}
          onShut={() => setAsking(null)}
        >
          <p>{edit.these}</p>
          <ul>
            {(asking.would.changed as (keyof SiteSettings)[]).map((name) => (
              <li key={name}>
                {names[name]}
                {name === "colour" && asking.would.told.colour && (
                  <span class="meta aside">
                    <Becomes of={asking.would.told.colour} />
                  </span>
                )}
              </li>
            ))}
          </ul>
          <p>{words.seen(Math.ceil(page.seen_within / 60))}</p>
          <p class="help">{edit.notice}</p>
        </Confirm>
      )}
    </Card>
  );
}
