import { labelOf, pieces } from "../../shared/links";

/** A text as text: pages can be followed, in a window that knows nothing of this one, and people reached. */
export function Text({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map(({ text: piece, href, domain }, at) =>
        href ? <Link key={at} text={piece} href={href} domain={domain} /> : piece,
      )}
    </>
  );
}

/** To a mail program or a telephone; or to a page, which says whose it is where its own letters hide that. */
function Link({ text, href, domain }: { text: string; href: string; domain: string | null }) {
  if (domain === null) return <a href={href}>{text}</a>;
  const label = labelOf(text, domain);
  return (
    <a href={href} title={href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">
      {label.text}
      {label.domain && ` (${label.domain})`}
    </a>
  );
}
