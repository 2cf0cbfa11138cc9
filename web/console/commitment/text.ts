/** The commitment as it is laid out: a title, and sections with or without a heading. */

export interface Section {
  heading: string | null;
  body: string;
}

export interface Article {
  title: string | null;
  sections: Section[];
}

/** A first paragraph as short as this, on one line, is the title. */
const TITLE_AT_MOST = 80;

/** Returns a text laid out: paragraphs stand apart by an empty line, a heading is the first of a paragraph's lines. */
export function article(text: string): Article {
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim());
  const [first = "", ...rest] = paragraphs;
  const titled = rest.length > 0 && !first.includes("\n") && first.length <= TITLE_AT_MOST;
  return { title: titled ? first : null, sections: (titled ? rest : paragraphs).map(section) };
}

function section(paragraph: string): Section {
  const [first = "", ...rest] = paragraph.split("\n");
  return rest.length > 0 ? { heading: first, body: rest.join("\n") } : { heading: null, body: first };
}
