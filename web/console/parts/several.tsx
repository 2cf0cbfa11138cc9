import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../shared/icon";
import { useSpeech } from "./context";
import { MistakeLine } from "./field";
import type { Form } from "./form";
import { type PathTo, valueAt } from "./paths";

interface SeveralProps<Values extends object, Item> {
  form: Form<Values>;
  /** Where in the form they are. */
  name: PathTo<Values, readonly Item[]>;
  label: string;
  help?: string | undefined;
  /** What its button for one more says. */
  add: string;
  /** One more, with nothing in it. */
  fresh: () => Item;
  /** So many there may be. */
  most: number;
  /** What one of them is called, counted from 1. */
  nameOf: (place: number) => string;
  /** Whether their order says something. */
  ordered?: boolean;
  /** The fields of one of them, counted from 0. */
  children: (index: number) => ComponentChildren;
}

/** As many of the same as there are: one can be added, taken away and moved; nothing is so before the form is sent. */
export function Several<Values extends object, Item>(props: SeveralProps<Values, Item>) {
  const { form, name, label, help, add, fresh, most, nameOf, ordered = false, children } = props;
  const { several } = useSpeech().words;
  const box = useRef<HTMLFieldSetElement>(null);
  /** What a press of this moment has given the focus to, once it is drawn. */
  const wished = useRef<string | null>(null);
  const items = (valueAt(form.values, name) ?? []) as readonly Item[];
  const mistake = form.mistakeOf(name);
  useEffect(() => {
    if (wished.current === null) return;
    box.current?.querySelector<HTMLElement>(wished.current)?.focus();
    wished.current = null;
  });
  const become = (next: readonly Item[], focus: string) => {
    wished.current = focus;
    form.set(name, next);
  };
  const inOne = (index: number, what: string) => `[data-one="${index}"] ${what}`;
  const field = ":is(input, select, textarea)";
  const remove = (index: number) => {
    const left = items.filter((_, place) => place !== index);
    become(left, left.length === 0 ? ".add" : inOne(Math.min(index, left.length - 1), field));
  };
  const move = (index: number, by: 1 | -1) => {
    const to = index + by;
    const moved = items.with(index, items[to] as Item).with(to, items[index] as Item);
    const atEnd = to === 0 || to === items.length - 1;
    const way = atEnd ? -by : by;
    become(moved, inOne(to, way === 1 ? ".down" : ".up"));
  };
  return (
    <fieldset class="several" id={name} tabIndex={-1} ref={box} data-mistaken={mistake ? "" : undefined}>
      <legend>{label}</legend>
      {help && <p class="help">{help}</p>}
      <MistakeLine mistake={mistake} />
      {items.map((_, index) => (
        <fieldset key={index} class="one" data-one={index}>
          <legend>{nameOf(index + 1)}</legend>
          {children(index)}
          <div class="actions">
            {ordered && items.length > 1 && (
              <>
                <button
                  type="button"
                  class="quiet square up"
                  aria-label={`${several.up}: ${nameOf(index + 1)}`}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <Icon of={ArrowUp} small />
                </button>
                <button
                  type="button"
                  class="quiet square down"
                  aria-label={`${several.down}: ${nameOf(index + 1)}`}
                  disabled={index === items.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <Icon of={ArrowDown} small />
                </button>
              </>
            )}
            <button
              type="button"
              class="quiet"
              aria-label={`${several.remove}: ${nameOf(index + 1)}`}
              onClick={() => remove(index)}
            >
              <Icon of={Trash2} small />
              {several.remove}
            </button>
          </div>
        </fieldset>
      ))}
      {items.length < most && (
        <button
          type="button"
          class="secondary add"
          onClick={() => become([...items, fresh()], inOne(items.length, field))}
        >
          <Icon of={Plus} small />
          {add}
        </button>
      )}
    </fieldset>
  );
}
