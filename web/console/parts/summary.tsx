import { useEffect, useRef } from "preact/hooks";

export interface Told {
  /** The field to go to; without one the sentence concerns the whole form. */
  field: string | null;
  sentence: string;
}

/** Sums up at the top of a form what has to be mended, each with its field, and takes the focus there, as GOV.UK's forms do. */
export function Summary({ title, mistakes, of }: { title: string; mistakes: readonly Told[]; of: unknown }) {
  const box = useRef<HTMLDivElement>(null);
  // `of` is a new value after each attempt, so that a second failure with the same words is told again.
  useEffect(() => {
    if (mistakes.length > 0) box.current?.focus();
  }, [of]);
  if (mistakes.length === 0) return null;
  return (
    <div class="summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{title}</h2>
      <ul>
        {inOrder(mistakes).map(({ field, sentence }) => (
          <li key={`${field} ${sentence}`}>{field ? <FieldLink field={field} sentence={sentence} /> : sentence}</li>
        ))}
      </ul>
    </div>
  );
}

function FieldLink({ field, sentence }: { field: string; sentence: string }) {
  const go = (event: Event) => {
    // The address belongs to the rooms; going to a field is no place in it.
    event.preventDefault();
    document.getElementById(field)?.focus();
  };
  return (
    <a href={`#${field}`} onClick={go}>
      {named(field, sentence)}
    </a>
  );
}

/** Returns mistakes as their fields stand on the screen, first those of the whole form. */
function inOrder(mistakes: readonly Told[]): Told[] {
  const placed = mistakes.map((told) => ({ told, element: told.field ? document.getElementById(told.field) : null }));
  placed.sort(({ element: one }, { element: other }) => {
    if (one === other) return 0;
    if (!one || !other) return one ? 1 : -1;
    return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  });
  return placed.map(({ told }) => told);
}

/** Returns a sentence with its field before it, as the screen names it, where it does not name the field itself. */
function named(field: string, sentence: string): string {
  const element = document.getElementById(field);
  const one = element?.closest("fieldset.one")?.querySelector("legend")?.textContent;
  const label = document.querySelector(`label[for="${CSS.escape(field)}"]`) ?? element?.querySelector("legend");
  const names = [...new Set([one, label?.textContent])].filter((name) => name && !says(sentence, name));
  return names.length > 0 ? `${names.join(", ")}: ${sentence}` : sentence;
}

const says = (sentence: string, name: string) => sentence.toLowerCase().includes(name.toLowerCase());
