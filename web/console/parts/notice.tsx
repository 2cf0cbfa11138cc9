import type { NoticeDocument } from "../../shared/wire";

interface NoticeProps {
  document: NoticeDocument;
  /** In which language it is written. */
  language: string;
  /** Whether its title is drawn where it stands. */
  titled?: boolean;
  /** Whether its sections begin unfolded. */
  open?: boolean;
}

/** A notice as it is read: what matters first, and each section to be unfolded. */
export function Notice({ document, language, titled = true, open = false }: NoticeProps) {
  return (
    <article class="notice-article" lang={language}>
      {titled && <h2>{document.title}</h2>}
      {document.summary.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {document.sections.map(({ key, title, blocks }) => (
        <details key={key} open={open}>
          <summary>{title}</summary>
          {blocks.map(({ text, items = [] }, at) => (
            <div key={at}>
              {text && <p>{text}</p>}
              {items.length > 0 && (
                <ul>
                  {items.map((item) => (
                    <li key={item}>{item}</li>
                  ))}
                </ul>
              )}
            </div>
          ))}
        </details>
      ))}
    </article>
  );
}
