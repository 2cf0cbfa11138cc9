/** The page that stands where the console cannot be had: nothing of it was kept, and it says so. */
import type { WorkerWords } from "./words";

const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100dvh;display:grid;place-content:center;padding:24px;box-sizing:border-box;font:16px/1.5 system-ui,sans-serif}
main{max-width:28rem}h1{font-size:24px;line-height:1.25;margin:0 0 8px}p{margin:0 0 24px}
a{display:inline-block;padding:10px 16px;min-height:24px;border:1px solid;border-radius:6px;color:inherit;text-decoration:none;font-weight:600}
a:focus-visible{outline:2px solid;outline-offset:2px}`;

/** Nothing runs in it, and nothing is fetched. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function offlinePage(words: WorkerWords): Response {
  const { title, said, again } = words.offline;
  const page = `<!doctype html><html lang="${words.lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style><main><h1>${title}</h1><p>${said}</p><a href="">${again}</a></main></html>`;
  return new Response(page, {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      "Cache-Control": "no-store",
    },
  });
}
