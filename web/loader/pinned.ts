/**
 * The same script for pages that pin it by its hash: all of its code is in it, so that nothing runs in the page that
 * was not pinned. What the launcher shows is fetched as data, for which a page's `connect-src` has to name the service.
 */
import { launchFromTag } from "./launch";
import { makePanel } from "./panel";

launchFromTag(async (address: string) => {
  if (address.includes("panel.js")) return { default: makePanel };
  const answer = await fetch(`${address}on`, { credentials: "omit", referrerPolicy: "no-referrer" });
  return { default: await answer.json() };
}, "../");
