"""The console's parts, each in every state: drawn, readable at 320 px, and without anything that axe finds."""

import subprocess
from pathlib import Path

import pytest

from operations.package import ROOT
from tests.browser import axe
from tests.browser.conftest import Look, NewPerson

STATES = (
    *(f"asked/{state}" for state in ("loading", "refused", "ready", "stale", "bones", "more")),
    *(f"table/{state}" for state in ("rows", "sorted")),
    *(f"empty/{state}" for state in ("plain", "alert", "not_loaded")),
    *(f"field/{state}" for state in ("plain", "mistaken", "password")),
    *(f"form/{state}" for state in ("filled", "wrong")),
    *(f"several/{state}" for state in ("some", "none")),
    *(f"select/{state}" for state in ("plain", "mistaken")),
    *(f"filters/{state}" for state in ("none", "some", "turned")),
    *(f"confirm/{state}" for state in ("danger", "plain")),
    "dialog/plain",
    *(f"combobox/{state}" for state in ("found", "in_a_page", "none")),
    "notice/folded",
    *(f"notice_changes/{state}" for state in ("in_some", "nowhere")),
    *(f"enrol/{state}" for state in ("by_hand", "picture")),
    *(f"switch/{state}" for state in ("on", "off")),
    *(f"room_page/{state}" for state in ("list", "one")),
    *(f"small/{state}" for state in ("copy", "languages", "trouble")),
)
"""As `web/console/gallery.tsx` has them."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> str:
    page: Path = tmp_path_factory.mktemp("gallery") / "gallery.html"
    subprocess.run(["node", "gallery.mjs", str(page)], cwd=ROOT / "web", check=True)
    return page.as_uri()


def test_every_state_of_every_part_can_be_read_anywhere(gallery: str, person: NewPerson, look: Look) -> None:
    page = person()
    page.goto(gallery)
    found = page.locator("main ul a").all_inner_texts()
    assert tuple(found) == STATES
    for state in STATES:
        page.goto(f"{gallery}#{state}")
        page.locator(f'[data-shown="{state}"]').wait_for(state="attached")
        if state == "form/wrong":
            page.get_by_role("button", name="Tallenna").click()
        if state == "filters/turned":
            page.get_by_role("button", name="Rajaa", exact=True).click()
        if state == "notice/folded":
            page.locator("summary").click()
        look(page, state.replace("/", "-"))
        page.set_viewport_size({"width": 320, "height": 640})
        beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beside <= 0, state
        assert axe.violations(page) == [], state
        page.set_viewport_size({"width": 1280, "height": 800})
