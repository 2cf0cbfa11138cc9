"""The mailbox: every mail that SES would have sent, as its reader sees it and as it travelled."""

import hashlib
from typing import Any, Final

from aiohttp import web

from local import loopback, pages
from local.cloud import Cloud, SentMail
from local.pages import Html, tag

_STATES: Final = {
    "accepted": ("…", "on its way", "note"),
    "delivered": ("✓", "delivered", "good"),
    "bounced": ("✕", "bounced", "trouble"),
    "complained": ("!", "delivered, then reported as spam", "attention"),
}
"""Icon, words and colour of each state."""

_VIEWS: Final = ("text", "html", "source")
_INSIDE: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
"""For the mail's own HTML: nothing runs, nothing is loaded, and no other page may show it."""


def application(cloud: Cloud) -> web.Application:
    """Return the mailbox of a cloud."""
    mailbox = _Mailbox(cloud)
    app = web.Application(middlewares=[loopback.guard])
    app.add_routes(
        [
            web.get("/", mailbox.index),
            web.get("/mails.json", mailbox.listing),
            web.get("/mails/{id}", mailbox.reading),
            web.get("/mails/{id}/body.html", mailbox.body),
            web.get("/mails/{id}/mail.eml", mailbox.source),
        ]
    )
    pages.add_files(app)
    return app


class _Mailbox:
    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    async def index(self, _request: web.Request) -> web.StreamResponse:
        mails = self._newest_first()
        reading = _nothing("No mail yet", _HOW) if not mails else _nothing("Choose a mail", "It opens here.")
        return pages.page("Mailbox", _list(mails, None), reading, heading="Mailbox", kind="mailbox at-list")

    async def reading(self, request: web.Request) -> web.StreamResponse:
        mail = self._find(request)
        view = request.query.get("view", "text")
        if view not in _VIEWS:
            raise web.HTTPNotFound(text="There is no such view of a mail.\n")
        subject = str(mail.message["Subject"])
        content = _list(self._newest_first(), mail), _reading(mail, view)
        return pages.page(f"{subject} – Mailbox", *content, heading="Mailbox", kind="mailbox at-mail")

    async def body(self, request: web.Request) -> web.StreamResponse:
        html = _part(self._find(request), "html")
        if html is None:
            raise web.HTTPNotFound(text="This mail has no HTML part.\n")
        headers = {"Content-Security-Policy": _INSIDE}
        return web.Response(text=html, content_type="text/html", charset="utf-8", headers=headers)

    async def source(self, request: web.Request) -> web.StreamResponse:
        mail = self._find(request)
        headers = {"Content-Disposition": f'attachment; filename="{_name(mail)}.eml"'}
        return web.Response(body=mail.raw, content_type="message/rfc822", headers=headers)

    async def listing(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response([_described(mail) for mail in self._newest_first()])

    def _newest_first(self) -> list[SentMail]:
        return self._cloud.mails[::-1]

    def _find(self, request: web.Request) -> SentMail:
        for mail in self._cloud.mails:
            if _name(mail) == request.match_info["id"]:
                return mail
        raise web.HTTPNotFound(text="There is no such mail. The mailbox starts empty with every run.\n")


_HOW: Final = (
    "Order a conversation to your own e-mail in the chat, and the mail with the code comes here. "
    "An address at bounce.example bounces, one at complaint.example complains."
)


def _list(mails: list[SentMail], chosen: SentMail | None) -> Html:
    rows = [tag("li", _row(mail, chosen=mail is chosen)) for mail in mails]
    count = "No mails" if not mails else "1 mail" if len(mails) == 1 else f"{len(mails)} mails"
    return tag(
        "nav",
        tag("p", count, class_="quiet"),
        tag("ol", *rows) if rows else None,
        id="list",
        data_live=True,
        aria_label="Mails, newest first",
    )


def _row(mail: SentMail, *, chosen: bool) -> Html:
    return tag(
        "a",
        tag("span", ", ".join(mail.to), class_="to"),
        tag("span", str(mail.message["Subject"]), class_="subject"),
        tag("span", pages.moment(mail.at), _state(mail), class_="meta"),
        href=f"/mails/{_name(mail)}",
        aria_current="page" if chosen else None,
    )


def _reading(mail: SentMail, view: str) -> Html:
    message = mail.message
    facts = [
        ("From", str(message["From"])),
        ("To", ", ".join(mail.to)),
        ("Accepted", pages.moment(mail.at)),
        ("State", _state(mail)),
    ]
    facts += [(f"Tag {name}", value) for name, value in mail.tags.items()]
    return tag(
        "article",
        tag("a", "All mails", href="/", class_="back"),
        tag("h2", str(message["Subject"])),
        tag(
            "dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts), id="facts", data_live=True
        ),
        _tabs(mail, view),
        _view(mail, view),
    )


def _tabs(mail: SentMail, chosen: str) -> Html:
    words = {"text": "Text", "html": "HTML", "source": "Source"}
    return tag(
        "nav",
        *(
            tag(
                "a",
                words[view],
                href=f"/mails/{_name(mail)}?view={view}",
                aria_current="true" if view == chosen else None,
            )
            for view in _VIEWS
        ),
        tag("a", "Download", href=f"/mails/{_name(mail)}/mail.eml", class_="aside"),
        class_="tabs",
        aria_label="Views of this mail",
    )


def _view(mail: SentMail, view: str) -> Html:
    if view == "source":
        return tag("pre", mail.raw.decode("utf-8", "replace"), class_="source", tabindex="0")
    content = _part(mail, "plain" if view == "text" else "html")
    if content is None:
        return tag("p", f"This mail has no {view} part.", class_="quiet")
    if view == "text":
        return tag("pre", content, class_="text")
    return tag("iframe", src=f"/mails/{_name(mail)}/body.html", sandbox="", title="The mail as HTML")


def _state(mail: SentMail) -> Html:
    icon, words, colour = _STATES[mail.state]
    return tag("span", tag("span", icon, aria_hidden="true"), f" {words}", class_=f"state {colour}")


def _nothing(title: str, sentence: str) -> Html:
    return tag("article", tag("h2", title), tag("p", sentence), class_="empty", id="reading", data_live=True)


def _part(mail: SentMail, kind: str) -> str | None:
    part = mail.message.get_body(preferencelist=(kind,))
    return None if part is None else str(part.get_content())


def _name(mail: SentMail) -> str:
    """Return a short name for addresses; SES's own ids are long and end in punctuation."""
    return hashlib.sha256(mail.id.encode()).hexdigest()[:12]


def _described(mail: SentMail) -> dict[str, Any]:
    return {
        "id": mail.id,
        "path": f"/mails/{_name(mail)}",
        "at": mail.at,
        "from": mail.sender,
        "to": list(mail.to),
        "subject": str(mail.message["Subject"]),
        "state": mail.state,
        "tags": mail.tags,
        "text": _part(mail, "plain"),
        "html": _part(mail, "html"),
    }
