import type { ComponentChildren } from "preact";
import { labelOf, pieces } from "../../shared/links";
import { isEmojiOnly, marks } from "../../shared/marks";
import type { WordsOfTalk } from "../words";

/**
 * Returns what a message said, with its links and its code.
 *
 * Not a component: a text without any of these stays the node that it was before this part was loaded, so that it is
 * not announced twice.
 */
export function said(text: string, words: WordsOfTalk): ComponentChildren {
  if (isEmojiOnly(text)) return <span class="emoji">{text}</span>;
  const parts = marks(text);
  if (parts.length === 1 && parts[0]?.is === "text") return linked(text, words);
  return parts.map(({ is, text: part }, at) => {
    if (is === "text") return linked(part, words);
    return (
      <code key={at} class={is} dir="ltr">
        {part}
      </code>
    );
  });
}

function linked(text: string, words: WordsOfTalk): ComponentChildren {
  const found = pieces(text);
  if (found.every(({ href }) => href === null)) return text;
  return found.map(({ text: piece, href, domain }, at) =>
    href === null ? piece : <Link key={at} text={piece} href={href} domain={domain} words={words} />,
  );
}

interface LinkProps {
  text: string;
  href: string;
  domain: string | null;
  words: WordsOfTalk;
}

/** A link to a mail program or a telephone, or one that says whose page it is where its own text hides it; it tells the page nothing of where one came from. */
function Link({ text, href, domain, words: { widget, later } }: LinkProps) {
  if (domain === null) return <a href={href}>{text}</a>;
  const label = labelOf(text, domain);
  return (
    <a href={href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">
      {label.text}
      {label.domain && <strong> ({later?.linkTo(label.domain)})</strong>}
      <span class="only-heard"> ({widget.opensInNewTab})</span>
    </a>
  );
}
