/** The commitment as it is laid out: a title, and sections with or without a heading. */

export interface Section {
  heading: string | null;
  body: string;
}

export interface Article {
  title: string | null;
  sections: Section[];
}

/** A title or a heading is no longer than this, and on one line. */
const TITLE_AT_MOST = 80;

/** Returns a text laid out: paragraphs stand apart by an empty line, a heading is one that begins with its number. */
export function article(text: string): Article {
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim());
  const [first = "", ...rest] = paragraphs;
  const titled = rest.length > 0 && !first.includes("\n") && first.length <= TITLE_AT_MOST;
  return { title: titled ? first : null, sections: sectionsOf(titled ? rest : paragraphs) };
}

function sectionsOf(paragraphs: readonly string[]): Section[] {
  const sections: Section[] = [];
  let heading: string | null = null;
  for (const paragraph of paragraphs) {
    if (isHeading(paragraph)) heading = paragraph;
    else {
      sections.push({ heading, body: paragraph });
      heading = null;
    }
  }
  return sections;
}

/** Such as "2. What I promise", on a line of its own. */
function isHeading(paragraph: string): boolean {
  return /^\d+\. [^\n]+$/.test(paragraph) && paragraph.length <= TITLE_AT_MOST;
}
