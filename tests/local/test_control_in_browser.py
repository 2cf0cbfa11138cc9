"""The mailbox and the control page as a person uses them: in Chromium, without reloading."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright, expect

from local import control, demo, mailbox
from local.cloud import Cloud
from tests import chromium

NOW = 1_796_000_012.0
DEMO = True


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        context = await browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        yield page
        await browser.close()

    assert complaints == []


def send(cloud: Cloud, subject: str) -> None:
    raw = f"From: {demo.PARAMETERS['MailFrom']}\r\nTo: v@bounce.example\r\nSubject: {subject}\r\n\r\nHei\r\n"
    cloud.client("sesv2").send_email(
        Destination={"ToAddresses": ["v@bounce.example"]}, Content={"Raw": {"Data": raw.encode()}}
    )


async def test_a_mail_and_what_becomes_of_it_appear_by_themselves(cloud: Cloud, page: Page) -> None:
    async with TestServer(mailbox.application(cloud)) as server:
        await page.goto(str(server.make_url("/")))
        await expect(page.get_by_role("heading", name="No mail yet")).to_be_visible()

        send(cloud, "Kopio")
        mail = page.get_by_role("link", name="Kopio")
        await expect(mail).to_contain_text("on its way")
        cloud.publish_mail_events()
        await expect(mail).to_contain_text("bounced")

        await mail.click()
        await expect(page.get_by_role("heading", name="Kopio")).to_be_visible()
        await page.get_by_role("link", name="Source").click()
        await expect(page.get_by_text("Subject: Kopio")).to_be_visible()


async def test_a_button_moves_the_clock_and_new_codes_appear_by_themselves(cloud: Cloud, page: Page) -> None:
    def code() -> str:
        shown = {person.user: person for person in demo.shown(cloud)}["agent.a"].code
        assert shown is not None
        return shown

    async with TestServer(control.application(cloud)) as server:
        await page.goto(str(server.make_url("/")))
        await expect(page.get_by_role("button", name=code())).to_be_visible()

        await page.get_by_role("button", name="Two months ahead").click()
        await expect(page.get_by_text("Moved 61 days ahead of this machine's clock.")).to_be_visible()
        await expect(page.get_by_role("button", name=code())).to_be_visible()

        cloud.clock.advance(30)
        await expect(page.get_by_role("button", name=code())).to_be_visible()


async def test_seconds_count_down_between_two_looks(cloud: Cloud, page: Page) -> None:
    async with TestServer(control.application(cloud)) as server:
        await page.goto(str(server.make_url("/")))
        left = page.locator("[data-seconds-left]").first

        await expect(left).to_have_text("28 s")
        await expect(left).to_have_text("27 s")


async def test_a_click_copies_a_password(cloud: Cloud, page: Page) -> None:
    async with TestServer(control.application(cloud)) as server:
        await page.goto(str(server.make_url("/")))

        await page.get_by_role("button", name="demo password of agent.a").click()

        assert await page.evaluate("navigator.clipboard.readText()") == "demo password of agent.a"


async def test_an_opened_item_stays_open_when_the_table_changes(cloud: Cloud, page: Page) -> None:
    table = cloud.environment["JUTTU_TABLE"]
    async with TestServer(control.application(cloud)) as server:
        await page.goto(str(server.make_url("/")))
        await page.get_by_role("row", name="site#demo site").locator("summary").click()
        await expect(page.get_by_text('"key": "demo",')).to_be_visible()

        item = {"pk": {"S": "conversation#x"}, "sk": {"S": "head"}, "expires_at": {"N": "1"}}
        cloud.client("dynamodb").put_item(TableName=table, Item=item)

        await expect(page.get_by_role("row", name="conversation#x")).to_contain_text("expired")
        await expect(page.get_by_text('"key": "demo",')).to_be_visible()
