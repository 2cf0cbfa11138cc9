import { useEffect, useRef } from "preact/hooks";

export interface Told {
  /** The field to go to; without one the sentence concerns the whole form. */
  field: string | null;
  sentence: string;
}

/** Sums up at the top of a form what has to be mended, and takes the focus there, as GOV.UK's forms do. */
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
        {mistakes.map(({ field, sentence }) => (
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
      {sentence}
    </a>
  );
}
