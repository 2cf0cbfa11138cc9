/** Parts a message into text, code between backticks, and lines of code between three. */

export interface Mark {
  is: "text" | "code" | "block";
  text: string;
}

/** Three backticks, perhaps the language's name, lines; or one, and anything within the line: not between letters, as an apostrophe. */
const MARKED = /```(?:[\w+#-]{1,20}(?=\n))?\n?([\s\S]+?)\n?```|(?<![\p{L}\p{N}`])`([^`\n]+)`(?![\p{L}\p{N}])/gu;

/** Returns the parts in their order; without the backticks, they are the message. */
export function marks(text: string): Mark[] {
  const found: Mark[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, block, code] = match;
    const before = text.slice(from, match.index);
    // A block stands on lines of its own already.
    if (before !== "") found.push({ is: "text", text: block === undefined ? before : before.replace(/\n$/, "") });
    found.push(block === undefined ? { is: "code", text: code ?? "" } : { is: "block", text: block });
    from = match.index + whole.length;
    if (block !== undefined && text[from] === "\n") from += 1;
  }
  if (from < text.length) found.push({ is: "text", text: text.slice(from) });
  return found.filter((mark) => mark.text !== "");
}

/** Whether a message is nothing but a few emoji, which are then shown large. */
export function isEmojiOnly(text: string): boolean {
  // Asked of every message, and to part a text into characters as people see them is slow.
  if (text.length > LONGEST || !EMOJI.test(text)) return false;
  const found = [...new Intl.Segmenter("en").segment(text.replaceAll(/\s/g, ""))];
  return found.length <= 3 && found.every(({ segment }) => EMOJI.test(segment));
}

/** Three families with all their skins and joints, and some space. */
const LONGEST = 60;
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}{2})/u;
