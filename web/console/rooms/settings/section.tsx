import { Pencil } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf } from "../../../shared/http";
import { Icon } from "../../../shared/icon";
import type { Problem, SiteCheck, SitePage, SiteSettings, SiteTold } from "../../../shared/wire";
import { Confirm } from "../../parts/confirm";
import { useApp, useSpeechOf } from "../../parts/context";
import type { Draft, Drafts } from "../../parts/drafts";
import { type Form, FormView, type Mistake, useForm } from "../../parts/form";
import { mindOthers } from "../../parts/others_first";
import { Card } from "../../parts/room_page";
import { Calendar } from "./calendar";
import { Doubts } from "./doubts";
import { mistakesIn } from "./mistakes";
import { Preview } from "./preview";
import { settings } from "./room";
import type { SettingsService } from "./service";
import { changedIn, merged } from "./state";
import { Becomes } from "./told";

/** The page of a site, as its sections share it. */
export interface OpenSite {
  page: SitePage;
  service: SettingsService;
  drafts: Drafts;
  saved: (page: SitePage) => void;
  /** Asks anew what the site is: somebody else was first. */
  again: () => void;
}

interface SectionProps<Typed extends object> {
  id: string;
  title: string;
  help?: string;
  site: OpenSite;
  /** What of the site is typed here. */
  typedOf: (site: SiteSettings) => Typed;
  settingsOf: (typed: Typed) => Partial<SiteSettings>;
  /** Returns the field that a place of the service's is; null: the whole form. */
  placeOf: (where: string, typed: Typed) => string | null;
  check?: (typed: Typed) => readonly Mistake[];
  fields: (form: Form<Typed>) => ComponentChildren;
  /** How it is read while it is not changed. */
  children: ComponentChildren;
}

/** What is typed into a section, with what was there when it was begun. */
interface Begun<Typed> {
  start: Typed;
  typed: Typed;
}

/** A part of a site's settings: read, and changed in its place. */
export function Section<Typed extends object>(props: SectionProps<Typed>) {
  const { id, title, help, site, children } = props;
  const { words } = useSpeechOf(settings);
  const draft = site.drafts.of<Begun<Typed>>(`${site.page.row.key} ${id}`);
  const [editing, setEditing] = useState(draft.value !== null);
  const change = useRef<HTMLButtonElement>(null);
  const form = useRef<HTMLDivElement>(null);
  /** What a press of this moment has given the focus to, once it is drawn. */
  const pressed = useRef(false);
  useEffect(() => {
    if (!pressed.current) return;
    pressed.current = false;
    const first = form.current?.querySelector<HTMLElement>("input, select, textarea, button");
    (first ?? change.current)?.focus();
  }, [editing]);
  const edit = (on: boolean) => {
    pressed.current = true;
    if (!on) draft.value = null;
    setEditing(on);
  };
  return (
    <Card
      id={id}
      title={title}
      beside={
        !editing && (
          <button
            type="button"
            class="secondary"
            aria-label={`${words.edit.change}: ${title}`}
            ref={change}
            onClick={() => edit(true)}
          >
            <Icon of={Pencil} small />
            {words.edit.change}
          </button>
        )
      }
    >
      {help && <p class="help">{help}</p>}
      {editing ? (
        <div ref={form}>
          <SectionForm {...props} draft={draft} shut={() => edit(false)} />
        </div>
      ) : (
        children
      )}
    </Card>
  );
}

interface FormProps<Typed extends object> extends SectionProps<Typed> {
  draft: Draft<Begun<Typed>>;
  shut: () => void;
}

interface Asking {
  wanted: SiteSettings;
  /** That these were made from: of what others save while it is asked nothing is written over. */
  version: string;
  /** What is another than what was read; the service compares with what there is by now. */
  changed: readonly (keyof SiteSettings)[];
  would: SiteCheck;
}

function SectionForm<Typed extends object>(props: FormProps<Typed>) {
  const { site, typedOf, settingsOf, placeOf, check, fields, draft, shut } = props;
  const { page, service, saved, again } = site;
  const { notices } = useApp();
  const { words } = useSpeechOf(settings);
  const { edit } = words;
  const start = useRef(draft.value?.start ?? typedOf(page.settings)).current;
  const [asking, setAsking] = useState<Asking | null>(null);
  const kept: Draft<Typed> = {
    get value() {
      return draft.value?.typed ?? null;
    },
    set value(typed: Typed | null) {
      // What was checked is not saved yet.
      if (typed !== null) draft.value = { start, typed };
    },
  };
  const wantedOf = (typed: Typed) => merged(settingsOf(start), settingsOf(typed), page.settings);
  const refused = (problem: Problem) => mistakesIn(problem, words, (where) => placeOf(where, form.values));
  const form: Form<Typed> = useForm<Typed, Asking>({
    start,
    kept,
    ...(check ? { check } : {}),
    checkMore: (typed) =>
      service.check(page.row.key, wantedOf(typed)).then(
        () => [],
        (failure) => refused(problemOf(failure)),
      ),
    send: async (typed) => {
      const wanted = wantedOf(typed);
      const changed = changedIn(page.settings, wanted);
      return { wanted, version: page.version, changed, would: await service.check(page.row.key, wanted) };
    },
    refused,
    done: (next) => {
      if (next.changed.length === 0) notices.tell(edit.same);
      else setAsking(next);
    },
  });
  const save = ({ wanted, version }: Asking) =>
    mindOthers(service.save(page.row.key, { settings: wanted, version }), again);
  return (
    <>
      <FormView
        form={form}
        verb={edit.verb}
        busy={edit.busy}
        beside={
          <button type="button" class="secondary" onClick={shut}>
            {edit.leave}
          </button>
        }
      >
        {fields(form)}
      </FormView>
      {asking && (
        <Confirm
          title={edit.ask}
          verb={edit.save}
          busy={edit.saving}
          keep={edit.keep}
          run={() => save(asking)}
          done={(next) => {
            setAsking(null);
            notices.tell(edit.done);
            shut();
            saved(next);
          }}
          onShut={() => setAsking(null)}
        >
          <Doubts of={asking.would.doubts ?? []} wanted={asking.wanted} />
          <Changes of={asking.changed} would={asking.would} page={page} />
          <Preview site={page.row.key} of={asking.wanted} service={service} />
        </Confirm>
      )}
    </>
  );
}

/** What saving changes, and from when on it is seen. */
export function Changes({ of, would, page }: { of: readonly string[]; would?: SiteCheck; page: SitePage }) {
  const { words } = useSpeechOf(settings);
  return (
    <>
      <p>{words.edit.these}</p>
      <ul>
        {(of as (keyof SiteSettings)[]).map((name) => (
          <li key={name}>
            {words.names[name]}
            {name === "hours" && would && <HoursToldBefore told={would.told} />}
            {name === "colour" && would?.told.colour && (
              <span class="meta aside">
                <Becomes of={would.told.colour} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <p>{words.seen(Math.ceil(page.seen_within / 60))}</p>
      <p class="help">{words.edit.notice}</p>
    </>
  );
}

/** What visitors would be told of the hours; each of the coming days for whoever wants to see it. */
function HoursToldBefore({ told }: { told: SiteTold }) {
  const { language, words } = useSpeechOf(settings);
  const { hours } = words;
  const calendar = told.calendar ?? [];
  if (calendar.length === 0) return <span class="meta aside">{words.alwaysOpen}</span>;
  return (
    <>
      <span class="meta aside">
        {calendar.some((day) => day.words[language]) ? `${hours.told} ${told.week[language] ?? ""}` : hours.never}
      </span>
      <details class="fold">
        <summary>{hours.calendar}</summary>
        <Calendar of={calendar} />
      </details>
    </>
  );
}
