import { useEffect, useRef, useState } from "preact/hooks";
import type { NamedPerson } from "../../../shared/wire";
import { holds } from "../../commands";
import { Combobox } from "../../parts/combobox";
import { useApp, useSpeechOf } from "../../parts/context";
import { SelectField } from "../../parts/select_field";
import { accessLog, BEGINNING } from "./room";

/** Of more people than these one is found by typing: nobody reads through so long a list. */
export const FEW = 12;
/** So many are offered at once; of more it is said how many there are. */
export const OFFERED = 50;

interface PersonFormProps {
  /** The reference of whose records are shown. */
  shown: string | null;
  people: readonly NamedPerson[];
}

/** Has one say whose records are shown: of few people chosen from a list, of many found by name or user name. */
export function PersonForm(props: PersonFormProps) {
  return props.people.length > FEW ? <Found {...props} /> : <Chosen key={props.shown} {...props} />;
}

/** Returns those whose name or user name has what was typed. */
export function matching(people: readonly NamedPerson[], typed: string): readonly NamedPerson[] {
  return people.filter(({ person, name = "" }) => holds(`${person} ${name}`, typed));
}

function Found({ shown, people }: PersonFormProps) {
  const { go } = useApp();
  const { words } = useSpeechOf(accessLog);
  /** Whether one looks for another than is shown, which a click has asked for. */
  const [changing, setChanging] = useState(false);
  const another = useRef<HTMLButtonElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const chosen = useRef(false);
  useEffect(() => {
    if (changing) search.current?.focus();
    if (!chosen.current || changing || !shown) return;
    // The field that had the focus has gone with the choice.
    chosen.current = false;
    another.current?.focus();
  }, [shown, changing]);
  const labelled = ({ person, name, left_at: left }: NamedPerson) => {
    const both = name && name !== person ? `${person} – ${name}` : person;
    return left == null ? both : words.hasLeft(both);
  };
  const back = () => {
    chosen.current = true;
    setChanging(false);
  };
  if (shown && !changing) {
    const who = people.find(({ reference }) => reference === shown);
    return (
      <p class="person-shown">
        <span>
          {words.person}: <strong>{who ? labelled(who) : words.unnamed(shown.slice(0, 8))}</strong>
        </span>
        <button type="button" class="secondary" ref={another} onClick={() => setChanging(true)}>
          {words.another}
        </button>
      </p>
    );
  }
  return (
    <div class="form reference-form">
      <Combobox
        label={words.person}
        help={words.find}
        field={search}
        find={(typed) =>
          matching(people, typed)
            .slice(0, OFFERED)
            .map((one) => ({ key: one.reference, label: labelled(one) }))
        }
        onChoose={(person) => {
          back();
          go(accessLog, { ...BEGINNING, about: "person", person });
        }}
        none={words.nobodyFound}
        count={(offered, typed) => words.peopleFound(offered, matching(people, typed).length)}
      />
      {changing && (
        <button type="button" class="quiet" onClick={back}>
          {words.keep}
        </button>
      )}
    </div>
  );
}

function Chosen({ shown, people }: PersonFormProps) {
  const { go } = useApp();
  const { words } = useSpeechOf(accessLog);
  const [chosen, setChosen] = useState(shown ?? "");
  const [missing, setMissing] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(!chosen);
    if (chosen) go(accessLog, { ...BEGINNING, about: "person", person: chosen });
  };
  const unknown = shown !== null && !people.some(({ reference }) => reference === shown);
  return (
    <form class="form reference-form" noValidate onSubmit={submit}>
      <SelectField
        name="person"
        label={words.person}
        none={words.choose}
        value={chosen}
        choices={[
          ...people.map(({ reference, person, left_at: left }) => ({
            value: reference,
            label: left == null ? person : words.hasLeft(person),
          })),
          ...(unknown ? [{ value: shown, label: words.unnamed(shown.slice(0, 8)) }] : []),
        ]}
        mistake={missing ? words.missingPerson : undefined}
        onChoose={setChosen}
      >
        <button type="submit" class="primary">
          {words.verb}
        </button>
      </SelectField>
    </form>
  );
}
