// Keeps a page of the local tools fresh: every part marked data-live is replaced when the server draws it differently.

const EVERY = 2000;

setInterval(countDown, 1000);
setInterval(refreshWhileSeen, EVERY);
document.addEventListener("visibilitychange", refreshWhileSeen);
document.addEventListener("click", copy);

function refreshWhileSeen() {
  if (document.visibilityState === "visible") refresh();
}

async function refresh() {
  let drawn;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // The run has ended, or is being started again; what is shown stays.
  }
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = drawn.getElementById(part.id);
    if (fresh) renew(part, fresh);
  }
}

function renew(part, fresh) {
  for (const open of part.querySelectorAll("details[open]")) {
    fresh.querySelector(`details[id="${CSS.escape(open.id)}"]`)?.setAttribute("open", "");
  }
  if (essence(part) === essence(fresh)) return takeSeconds(part, fresh);
  if (isSelectedIn(part)) return;
  const stops = [...part.querySelectorAll("a, button, summary")];
  const focused = stops.indexOf(document.activeElement);
  const { scrollTop, scrollLeft } = part;
  part.replaceWith(fresh);
  fresh.scrollTo(scrollLeft, scrollTop);
  if (focused >= 0) fresh.querySelectorAll("a, button, summary")[focused]?.focus({ preventScroll: true });
}

// What a part says, without the seconds that this page counts by itself and the word "copied".
function essence(part) {
  const copy = part.cloneNode(true);
  for (const seconds of copy.querySelectorAll("[data-seconds-left]")) seconds.remove();
  for (const copied of copy.querySelectorAll("[data-copied]")) delete copied.dataset.copied;
  return copy.innerHTML;
}

function takeSeconds(part, fresh) {
  const seconds = fresh.querySelectorAll("[data-seconds-left]");
  part.querySelectorAll("[data-seconds-left]").forEach((shown, number) => {
    show(shown, Number(seconds[number].dataset.secondsLeft));
  });
}

function isSelectedIn(part) {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && part.contains(selection.anchorNode);
}

function countDown() {
  let over = false;
  for (const shown of document.querySelectorAll("[data-seconds-left]")) {
    const left = Number(shown.dataset.secondsLeft) - 1;
    over ||= left <= 0;
    show(shown, Math.max(0, left));
  }
  if (over) refreshWhileSeen();
}

function show(shown, left) {
  shown.dataset.secondsLeft = String(left);
  shown.textContent = `${left} s`;
}

async function copy(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.dataset.copied = "";
  setTimeout(() => delete button.dataset.copied, 1500);
}
