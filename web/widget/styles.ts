/** Style sheets of parts that are loaded later: files of our own origin, as the frame's policy wants it. */

/** What each is called where the scripts are; written by the build. */
declare const STYLES: { talk: string; later: string; more: string };

const files = { talk: () => STYLES.talk, later: () => STYLES.later, more: () => STYLES.more };

/** Resolves when the style sheet applies, rejects when it cannot be had. */
export function loadStyle(part: keyof typeof files): Promise<void> {
  const address = new URL(files[part](), import.meta.url).href;
  if ([...document.styleSheets].some(({ href }) => href === address)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`no style for ${part}`));
    };
    document.head.append(link);
  });
}
