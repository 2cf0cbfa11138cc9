import { BellRing, ChevronDown, Keyboard, LogOut, Search } from "lucide";
import { Icon } from "../../shared/icon";
import { Brand } from "../parts/brand";
import { useApp, useSpeech } from "../parts/context";
import { Languages } from "../parts/languages";

export function Bar() {
  const { openings } = useApp();
  const opened = Object.values(openings.value);
  return (
    <header class="bar">
      <Brand />
      {opened.map((one) => one.is === "open" && one.opened.Bar && <one.opened.Bar />)}
      <div class="bar-end">
        <PersonMenu />
      </div>
    </header>
  );
}

function PersonMenu() {
  const { askToSignOut, dialog, go, rooms, session } = useApp();
  const { words } = useSpeech();
  const me = session.me.value;
  if (!me) return null;
  return (
    <>
      <button type="button" class="quiet person" popovertarget="own-menu">
        <span class="initial" aria-hidden="true">
          {me.alias.slice(0, 1)}
        </span>
        <span class="person-name">{me.alias}</span>
        <span class="only-heard">, {words.menu}</span>
        <Icon of={ChevronDown} small />
      </button>
      <div id="own-menu" popover="auto" class="menu">
        <p>
          <strong>{me.alias}</strong>
          <span class="meta">{me.person}</span>
        </p>
        <p class="meta">{me.roles.map((role) => words.roles[role] ?? role).join(", ")}</p>
        <Languages />
        <Calling />
        {rooms.value
          .filter((one) => one.group === "own")
          .map((one) => (
            <button key={one.name} type="button" class="quiet" popovertarget="own-menu" onClick={() => go(one)}>
              <Icon of={one.icon} small />
              {words.rooms[one.name]}
            </button>
          ))}
        <button type="button" class="quiet" popovertarget="own-menu" onClick={() => (dialog.value = "palette")}>
          <Icon of={Search} small />
          {words.palette.title}
        </button>
        <button type="button" class="quiet" popovertarget="own-menu" onClick={() => (dialog.value = "keys")}>
          <Icon of={Keyboard} small />
          {words.keys.title}
        </button>
        <button type="button" class="quiet" popovertarget="own-menu" onClick={askToSignOut}>
          <Icon of={LogOut} small />
          {words.signOut}
        </button>
      </div>
    </>
  );
}

/** How one is called, and whether the browser lets it through. */
function Calling() {
  const { ringing, tryRinging } = useApp();
  const { words } = useSpeech();
  return (
    <>
      <p class="meta">{words.ringing.notifying[ringing.notifying.value]}</p>
      <button type="button" class="quiet" onClick={tryRinging}>
        <Icon of={BellRing} small />
        {words.ringing.try}
      </button>
    </>
  );
}
