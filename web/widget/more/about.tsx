import { Sheet } from "../parts/sheet";
import { useMoreWords } from "./words";

/** The accessibility statement: what the chat keeps to, what was tried and what was not, and whom to tell. */
export function AboutSheet({ onClose }: { onClose: () => void }) {
  const { more } = useMoreWords();
  return (
    <Sheet title={more.about.title} onClose={onClose}>
      <div class="prose" tabIndex={-1} data-first>
        {more.about.parts.map(({ heading, sentences }) => (
          <section key={heading}>
            <h3>{heading}</h3>
            <ul>
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div class="actions">
        <button type="button" class="button button-first" onClick={onClose}>
          {more.shut}
        </button>
      </div>
    </Sheet>
  );
}
