from collections.abc import AsyncIterator
from email.message import EmailMessage

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from local import mailbox
from local.cloud import Cloud

Client = TestClient[web.Request, web.Application]


NOW = 1_796_000_000.0


@pytest.fixture
async def client(cloud: Cloud) -> AsyncIterator[Client]:
    async with TestClient(TestServer(mailbox.application(cloud))) as client:
        yield client


def send(cloud: Cloud, to: str, subject: str, *, html: str | None = "<p>Hei</p>") -> None:
    message = EmailMessage()
    message["From"] = "Demo <chat@example.com>"
    message["To"] = to
    message["Subject"] = subject
    message.set_content("Hei, tässä <kopio> & muuta.\n")
    if html is not None:
        message.add_alternative(html, subtype="html")
    cloud.client("sesv2").send_email(
        FromEmailAddress="chat@example.com",
        Destination={"ToAddresses": [to]},
        Content={"Raw": {"Data": message.as_bytes()}},
        ConfigurationSetName=cloud.environment["JUTTU_MAIL_CONFIGURATION_SET"],
    )


async def text(client: Client, path: str) -> str:
    async with client.get(path) as response:
        assert response.status == 200
        return await response.text()


async def only_path(client: Client) -> str:
    async with client.get("/mails.json") as response:
        (mail,) = await response.json()
    path: str = mail["path"]
    return path


async def test_an_empty_mailbox_says_how_a_mail_gets_here(client: Client) -> None:
    page = await text(client, "/")

    assert "No mail yet" in page
    assert "bounce.example" in page


async def test_mails_are_listed_newest_first_with_what_became_of_them(cloud: Cloud, client: Client) -> None:
    send(cloud, "first@example.com", "Ensimmäinen")
    send(cloud, "second@bounce.example", "Toinen")
    cloud.publish_mail_events()

    page = await text(client, "/")
    async with client.get("/mails.json") as response:
        mails = await response.json()

    assert page.index("Toinen") < page.index("Ensimmäinen")
    assert "bounced" in page
    assert [(mail["to"], mail["state"]) for mail in mails] == [
        (["second@bounce.example"], "bounced"),
        (["first@example.com"], "delivered"),
    ]
    assert mails[0]["text"] == "Hei, tässä <kopio> & muuta.\n"
    assert mails[0]["html"] == "<p>Hei</p>\n"


async def test_a_mail_reads_as_text_as_html_and_as_its_source(cloud: Cloud, client: Client) -> None:
    send(cloud, "visitor@example.com", "Kopio")
    path = await only_path(client)

    assert "Hei, tässä &lt;kopio&gt; &amp; muuta." in await text(client, path)
    assert f'<iframe src="{path}/body.html" sandbox=""' in await text(client, f"{path}?view=html")
    assert "Content-Type: multipart/alternative" in await text(client, f"{path}?view=source")
    assert (await text(client, f"{path}/mail.eml")).startswith("From: Demo")


async def test_a_mails_html_can_run_and_load_nothing(cloud: Cloud, client: Client) -> None:
    send(cloud, "visitor@example.com", "Kopio", html="<script>parent.alert(1)</script><p>Hei</p>")
    path = await only_path(client)

    async with client.get(f"{path}/body.html") as response:
        policy = response.headers["Content-Security-Policy"]

    assert policy.startswith("sandbox; default-src 'none'")
    assert "frame-ancestors 'self'" in policy


async def test_what_a_mail_says_is_never_part_of_the_page(cloud: Cloud, client: Client) -> None:
    send(cloud, "visitor@example.com", "<script>alert(1)</script>")

    for page in (await text(client, "/"), await text(client, await only_path(client))):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


async def test_a_part_that_a_mail_does_not_have_is_said_to_be_missing(cloud: Cloud, client: Client) -> None:
    send(cloud, "visitor@example.com", "Kopio", html=None)
    path = await only_path(client)

    assert "This mail has no html part." in await text(client, f"{path}?view=html")
    async with client.get(f"{path}/body.html") as response:
        assert response.status == 404


@pytest.mark.parametrize("path", ["/mails/unknown", "/mails/unknown/mail.eml", "/elsewhere"])
async def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    async with client.get(path) as response:
        assert response.status == 404


@pytest.mark.parametrize(("host", "status"), [("localhost:8602", 200), ("127.0.0.1", 200), ("mail.example", 421)])
async def test_it_answers_to_loopbacks_names_only(client: Client, host: str, status: int) -> None:
    async with client.get("/", headers={"Host": host}) as response:
        assert response.status == status
