/**
 * The chat in the console: what stands in its document comes from the page around it, which is of the same origin. It is
 * for looking at only: nothing in it can be pressed or written, and no site's conversation is looked for.
 */

/** The chat's own script, which the build names. */
const { script = "" } = document.documentElement.dataset;

addEventListener("message", function hear({ data, origin, source }: MessageEvent<Record<string, string>>) {
  if (origin !== location.origin || source !== parent) return;
  removeEventListener("message", hear);
  Object.assign(document.documentElement.dataset, data, { site: "" });
  void import(/* @vite-ignore */ script);
});
parent.postMessage("ready", location.origin);
