"""The access log's room: who has opened this, what has somebody opened, what is worth a look, and that looking is recorded."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from chalicelib.aws.access_log import AccessLog
from chalicelib.aws.table.items import Items
from chalicelib.aws.table.people import People
from chalicelib.chat.access_events import access
from chalicelib.chat.people import Left, reference
from tests.browser.conftest import Look, NewPerson
from tests.browser.house import House
from tests.browser.windows import StaffWindow, VisitorWindow

OF_A = reference("agent.a")


@pytest.fixture
def conversation(everything: House, person: NewPerson) -> str:
    """The reference of a conversation that agent A has taken, as it stands in addresses."""
    agent = StaffWindow(person(), everything).let_in()
    VisitorWindow(person(), everything).started()
    agent.take()
    expect(agent.input).to_be_visible()
    return agent.page.url.rpartition("/")[2]


def officer(page: Page, house: House) -> Page:
    StaffWindow(page, house).let_in("dpo", available=False)
    expect(tabs(page)).to_have_count(3)
    return page


def tabs(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Käyttölokin osat").get_by_role("link")


def rows(page: Page) -> Locator:
    return page.locator("tbody").get_by_role("row")


def goes(page: Page, house: House, place: str) -> None:
    page.goto(f"{house.addresses.service}/console#/access_log/{place}")


def test_the_officer_sees_who_has_opened_a_conversation_and_narrows_it_by_the_address(
    everything: House, person: NewPerson, conversation: str, look: Look
) -> None:
    page = officer(person(), everything)
    page.get_by_role("textbox", name="Keskustelun viite").fill(conversation.lower())
    page.get_by_role("textbox", name="Keskustelun viite").press("Enter")

    expect(page).to_have_url(re.compile(f"/conversation/{conversation}$"))
    expect(rows(page).filter(has_text="agent.a").filter(has_text="Otti keskustelun")).to_have_count(1)
    expect(rows(page).filter(has_text="Kävijä")).to_have_count(0)
    look(page, "conversation")

    page.get_by_label("Mitä", exact=True).select_option("Otti keskustelun")
    page.get_by_label("Kuka", exact=True).select_option("agent.a")
    expect(rows(page)).not_to_have_count(1)
    page.get_by_role("button", name="Rajaa", exact=True).click()
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(f"actor={OF_A}&action=conversation_taken"))
    assert "agent.a" not in page.url

    page.reload()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="Poista rajaus").click()
    expect(rows(page)).not_to_have_count(1)
    page.get_by_role("switch", name="Kuka on lukenut tämän lokin").click()
    page.get_by_role("button", name="Rajaa", exact=True).click()
    expect(rows(page).filter(has_text="dpo").filter(has_text="Luki käyttölokia").first).to_be_visible()


def test_the_officer_sees_what_agent_a_has_done_saves_it_and_finds_that_recorded(
    everything: House, person: NewPerson, conversation: str, look: Look
) -> None:
    page = officer(person(), everything)
    tabs(page).filter(has_text="Henkilö").click()
    page.get_by_role("button", name="Näytä", exact=True).click()
    expect(page.get_by_text("Valitse, kenen merkinnät näytetään")).to_be_visible()
    page.get_by_label("Henkilö", exact=True).select_option("agent.a")
    page.get_by_role("button", name="Näytä", exact=True).click()

    expect(page).to_have_url(re.compile(f"/person/{OF_A}$"))
    taken = rows(page).filter(has_text="Otti keskustelun")
    expect(taken.get_by_role("link", name=conversation)).to_be_visible()
    look(page, "person")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Tallenna taulukkona (CSV)").click()
    expect(page.get_by_text("Tiedosto on tallennettu.")).to_be_visible()
    written = Path(saving.value.path()).read_bytes()
    assert re.fullmatch(r"kayttoloki-\d{4}-\d\d-\d\d\.csv", saving.value.suggested_filename)
    assert written.startswith(
        b'\xef\xbb\xbf"time";"actor";"role";"action";"object";"purpose";"outcome";"request";"reason"\r\n'
    )
    assert f';"conversation_taken";"{conversation.replace("-", "")}";"service";"allowed";'.encode() in written

    page.get_by_label("Henkilö", exact=True).select_option("dpo")
    page.get_by_role("button", name="Näytä", exact=True).click()
    for action in ("Luki käyttölokia", "Tallensi käyttölokia tiedostoksi"):
        expect(rows(page).filter(has_text=action).filter(has_text="agent.a").first).to_be_visible()
    taken_by_nobody = rows(page).filter(has_text="Otti keskustelun")
    expect(taken_by_nobody).to_have_count(0)


def test_of_many_people_one_is_found_by_name_with_the_keys_and_on_a_phone(
    everything: House, person: NewPerson, conversation: str, look: Look
) -> None:
    many_have_left(everything, 60)
    page = officer(person(), everything)
    tabs(page).filter(has_text="Henkilö").click()
    search = page.get_by_role("combobox", name="Henkilö")
    offered = page.get_by_role("listbox", name="Henkilö").get_by_role("option")
    expect(offered).to_have_count(50)
    expect(page.get_by_text(re.compile("henkilöä, näistä näkyy 50"))).to_be_visible()
    expect(search).not_to_be_focused()
    look(page, "many")
    search.fill("ketään")
    expect(page.get_by_text("Ketään ei löytynyt.")).to_be_visible()
    search.fill("agent.a")
    expect(offered).to_have_count(1)
    search.press("Enter")

    expect(page).to_have_url(re.compile(f"/person/{OF_A}$"))
    expect(rows(page).filter(has_text="Otti keskustelun")).to_have_count(1)
    another = page.get_by_role("button", name="Valitse toinen henkilö")
    expect(another).to_be_focused()
    look(page, "found")
    page.set_viewport_size({"width": 320, "height": 640})
    another.click()
    expect(search).to_be_focused()
    search.fill("AITI 25")
    expect(offered).to_have_text(["gone.25 – Äiti 25 (lähtenyt)"])
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    look(page, "phone")
    offered.first.click()
    expect(page).to_have_url(re.compile(f"/person/{reference('gone.25')}$"))
    expect(page.get_by_text("gone.25 – Äiti 25 (lähtenyt)")).to_be_visible()
    page.go_back()
    expect(page.locator(".person-shown")).to_contain_text("agent.a")


def many_have_left(house: House, count: int) -> None:
    """Have so many people have left a moment ago."""
    with house.cloud.endpoint.own_calls():
        now = house.cloud.clock()
        people = People(
            Items(house.cloud.client("dynamodb"), house.cloud.environment["JUTTU_TABLE"], house.cloud.clock)
        )
        for n in range(count):
            people.leave(
                Left(person=f"gone.{n}", alias=f"Äiti {n}", left_at=int(now * 1000), expires_at=int(now) + 86_400)
            )


def test_what_is_worth_a_look_is_counts_with_what_they_are_compared_to(
    everything: House, person: NewPerson, look: Look
) -> None:
    page = officer(person(), everything)
    tabs(page).filter(has_text="Tavallisesta poikkeava").click()
    expect(page.get_by_role("heading", name="Ei mitään tavallisesta poikkeavaa")).to_be_visible()
    expect(page.get_by_text(re.compile("henkilön merkinnät"))).to_be_visible()
    look(page, "nothing-unusual")
    opens_many(everything, 17)
    page.get_by_label("Kuinka monta päivää").select_option("Seitsemän päivää")
    page.get_by_role("button", name="Näytä", exact=True).click()

    found = page.get_by_role("region", name="agent.a")
    expect(found).to_contain_text(
        re.compile(r"Avasi tunnin sisällä 17.keskustelua\. Tässä kerrotaan, kun niitä on yli 15\.")
    )
    look(page, "unusual")
    found.get_by_role("link", name=re.compile("^Näytä merkinnät: agent.a")).click()
    expect(rows(page).filter(has_text="Avasi keskustelun")).to_have_count(17)
    expect(page).to_have_url(re.compile(rf"/person/{OF_A}\?from="))


def test_an_agent_has_their_own_records_and_nobody_elses(
    everything: House, person: NewPerson, conversation: str, look: Look
) -> None:
    staff = StaffWindow(person(viewport={"width": 320, "height": 640}), everything).let_in("agent.b", available=False)
    page = staff.page
    goes(page, everything, f"person/{OF_A}")

    expect(tabs(page)).to_have_text(["Keskustelu", "Oma työ"])
    expect(rows(page).filter(has_text="Kirjautui").first).to_be_visible()
    expect(rows(page).filter(has_text="Luki käyttölokia").first).to_contain_text("agent.b")
    expect(rows(page).filter(has_text=conversation)).to_have_count(0)
    expect(page.get_by_role("button", name="Tallenna taulukkona (CSV)")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    look(page, "own")
    goes(page, everything, f"conversation/{conversation}")
    expect(page.get_by_role("heading", name="Ei merkintöjä")).to_be_visible()
    goes(page, everything, "unusual")
    expect(page.get_by_role("heading", name="Anna ensin viite")).to_be_visible()


def opens_many(house: House, count: int) -> None:
    """Have agent A have opened so many conversations within a few seconds."""
    log = AccessLog(house.cloud.client("logs"), house.cloud.environment["JUTTU_ACCESS_LOG_GROUP"])
    with house.cloud.endpoint.own_calls():
        log.record(
            *(
                access(
                    now=house.cloud.clock(),
                    actor="agent.a",
                    role="agent",
                    action="conversation_opened",
                    object=f"{number:016}",
                    purpose="service",
                    outcome="allowed",
                    request=f"request-{number}",
                )
                for number in range(count)
            )
        )
