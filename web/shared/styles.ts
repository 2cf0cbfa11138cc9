/**
 * Puts a part's style sheet on. It comes within the part's script, and is put on as an object: the frame's policy allows
 * no style that is written into the document.
 */
export function wear(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
