/**
 * The one script a company puts on its pages; the same address always serves the newest.
 *
 *     <script async src="https://chat.example/juttu.js?site=main" data-site="main"></script>
 *
 * Where its address names the site, what the launcher shows has come with it. What it needs besides is imported, which a
 * page's `script-src` for the service allows already.
 */
import { launchFromTag, type Shown } from "./launch";

/** In the place of this name the service writes what importing `launcher/main.js` would bring, or null. */
declare const __SHOWN__: { default: Shown } | null;
const shown = __SHOWN__;

launchFromTag(async (address: string) => (address.includes("panel.js") ? null : shown) ?? import(address));
