/** Puts the console into its page and connects it with the browser: clock, keys, storage, network. */
import { render } from "preact";
import { browserSurroundings, neighboursCalled, wakeOnReturn } from "../shared/browser";
import { app } from "./app";
import { listenForKeys } from "./commands";
import { AppContext } from "./parts/context";
import { ringing } from "./ringing";
import { ROOMS } from "./rooms";
import { askingAt } from "./service";
import { speaking } from "./speaking";
import { ConsoleView } from "./view";

/** Returns the browser's storage, or null where it is blocked: then nothing is remembered, and all else works. */
function storage(kind: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

const settings = storage("localStorage");
const place = document.getElementById("console");

const console = app({
  ask: askingAt(new URL("./", location.href.split("#")[0]).href, (input, init) => fetch(input, init)),
  speaking: await speaking(settings, navigator.languages, document.documentElement),
  rooms: ROOMS,
  surroundings: browserSurroundings,
  neighbours: neighboursCalled,
  ringing: ringing(),
  location,
  settings,
  tab: storage("sessionStorage"),
  now: () => Date.now(),
  looking: () => document.hasFocus(),
  visible: () => document.visibilityState === "visible",
});

window.addEventListener("hashchange", console.moved);
// No earlier than the click: what goes from the screen then moves nothing from under the finger that presses it.
for (const kind of ["click", "keydown", "input"]) document.addEventListener(kind, console.touched, true);
wakeOnReturn(console.wake);
window.addEventListener("pagehide", console.gone);
setInterval(console.tick, 1000);
listenForKeys(console);

if (place) {
  render(
    <AppContext.Provider value={console}>
      <ConsoleView />
    </AppContext.Provider>,
    place,
  );
}
void console.session.begin();

// Whoever has the console as an app, or wanted to be called, has the worker beside it.
if (matchMedia("(display-mode: standalone)").matches || navigator.serviceWorker?.controller) {
  void import("./pocket/home").then(({ beAtHome }) => beAtHome(console.speaking)).catch(() => {});
}
