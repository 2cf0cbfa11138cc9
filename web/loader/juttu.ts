/**
 * The one script a company puts on its pages; the same address always serves the newest.
 *
 *     <script async src="https://chat.example/juttu.js" data-site="main"></script>
 *
 * What it needs besides is imported, which a page's `script-src` for the service allows already.
 */
import { launchFromTag } from "./launch";

launchFromTag((address: string) => import(address));
