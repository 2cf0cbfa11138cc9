"""The control page: the demo's people and their codes, the clock, the access log and the table. Local runs only."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from aiohttp import web

from chalicelib import wiring
from chalicelib.chat.services import Services
from local import demo, loopback, pages
from local.cloud import Cloud
from local.cloud.capacity import item_size
from local.pages import Html, tag
from local.push_service import PushService
from operations import people

_MOVES: Final[tuple[tuple[str, str, dict[str, int]], ...]] = (
    ("ten-minutes", "Ten minutes ahead", {"seconds": 600}),
    ("one-hour", "One hour ahead", {"seconds": 3600}),
    ("two-months", "Two months ahead", {"months": 2}),
)
"""Buttons that move the clock: name, words, and how far."""

_MOST_SECONDS: Final = 366 * 86400
_MOST_MONTHS: Final = 12
_SHOWN: Final = 200
"""How many rows of a table are drawn; the JSON has them all."""


def application(
    cloud: Cloud,
    addresses: Iterable[tuple[str, str]] = (),
    services: Callable[[str], Services] = wiring.services,
    *,
    origin: str = "",
) -> web.Application:
    """Return the control page of a cloud. `addresses`: what else runs, as words and address, for its first line. `origin`: its own, where
    its stand-in of push services is.
    """
    control = _Control(cloud, tuple(addresses), services, PushService(origin, cloud.clock))
    app = web.Application(middlewares=[loopback.guard])
    app.add_routes(
        [
            web.get("/", control.index),
            web.get("/people.json", control.people),
            web.post("/people", control.administer),
            web.get("/clock.json", control.clock),
            web.post("/clock", control.move),
            web.get("/access-log.json", control.access_log),
            web.get("/table.json", control.table),
            web.post("/push/{phone}", control.push),
            web.get("/pushes.json", control.pushes),
            web.post("/phones", control.phones),
        ]
    )
    pages.add_files(app)
    return app


class _Control:
    def __init__(
        self,
        cloud: Cloud,
        addresses: tuple[tuple[str, str], ...],
        services: Callable[[str], Services],
        pushes: PushService,
    ) -> None:
        self._cloud = cloud
        self._addresses = addresses
        self._services = services
        self._pushes = pushes

    async def index(self, _request: web.Request) -> web.StreamResponse:
        accesses, items = await asyncio.gather(self._off_loop(self._accesses), self._off_loop(self._cloud.items))
        return pages.page(
            "Control",
            _places(self._addresses),
            _people(demo.shown(self._cloud)),
            _clock(self._cloud),
            _phones(demo.shown(self._cloud), self._pushes),
            _access_log(accesses),
            _table(items, self._cloud.clock()),
            heading="Control",
            kind="control",
        )

    async def people(self, _request: web.Request) -> web.StreamResponse:
        shown = demo.shown(self._cloud)
        return web.json_response(
            [{name: getattr(person, name) for name in person.__struct_fields__} for person in shown]
        )

    async def administer(self, request: web.Request) -> web.StreamResponse:
        """Carry out `{"arguments": [...]}`, which `python -m operations people --local` has been given."""
        given = (await _read_json(request)).get("arguments")
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            raise web.HTTPUnprocessableEntity(text='Say what is to be done: {"arguments": ["list"]}.\n')
        said = await self._off_loop(lambda: people.run(given, self._services("control")))
        return web.json_response(said._asdict())

    async def clock(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response(_time(self._cloud))

    async def move(self, request: web.Request) -> web.StreamResponse:
        """Move by `{"seconds": n}` or `{"months": n}`, or by the name of a button, which leads back to the page."""
        if request.content_type == "application/json":
            seconds, months = _distance(await _read_json(request))
        else:
            chosen = (await request.post()).get("move")
            far = next((far for name, _, far in _MOVES if name == chosen), None)
            if far is None:
                raise web.HTTPUnprocessableEntity(text="The clock has no such button.\n")
            seconds, months = far.get("seconds", 0), far.get("months", 0)
        self._cloud.clock.advance_months(months) if months else self._cloud.clock.advance(seconds)
        if request.content_type == "application/json":
            return web.json_response(_time(self._cloud))
        raise web.HTTPSeeOther("/#clock")

    async def access_log(self, request: web.Request) -> web.StreamResponse:
        conversation = request.query.get("conversation")
        accesses = await self._off_loop(self._accesses)
        return web.json_response([one for one in accesses if conversation in (None, one.get("object"))])

    async def table(self, request: web.Request) -> web.StreamResponse:
        partition = request.query.get("pk")
        items = [item for item in await self._off_loop(self._cloud.items) if partition in (None, item["pk"])]
        return web.json_response({"count": len(items), "items": items}, dumps=_dumps)

    async def push(self, request: web.Request) -> web.StreamResponse:
        """Take a push, as a browser maker's push service does."""
        content = await request.read()
        status = self._pushes.receive(request.match_info["phone"], request.headers, content)
        return web.Response(status=status)

    async def pushes(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response([msgspec.to_builtins(each) for each in self._pushes.arrived])

    async def phones(self, request: web.Request) -> web.StreamResponse:
        """Give `person` a phone, or lose the one that is named `gone`; it leads back to the page."""
        chosen = await request.post()
        if "gone" in chosen:
            self._pushes.lose(str(chosen["gone"]))
            raise web.HTTPSeeOther("/#phones")
        person = str(chosen.get("person"))
        if person not in {each.user for each in demo.shown(self._cloud)}:
            raise web.HTTPUnprocessableEntity(text="There is nobody of this name.\n")
        await self._off_loop(lambda: self._pushes.give(self._services("control"), person, "nobody"))
        raise web.HTTPSeeOther("/#phones")

    def _accesses(self) -> list[dict[str, Any]]:
        """Return the access log's records, newest first, each with the stream that it stands in."""
        return [{"stream": event["stream"], **_message(event)} for event in reversed(self._cloud.log_events())]

    async def _off_loop(self, read: Callable[[], Any]) -> Any:
        # The cloud answers behind a lock, which must not hold up everything else that runs on this loop.
        return await asyncio.to_thread(read)


async def _read_json(request: web.Request) -> dict[str, Any]:
    try:
        asked = await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="This is not JSON.\n") from None
    if not isinstance(asked, dict):
        raise web.HTTPUnprocessableEntity(text=_FAR)
    return asked


_FAR: Final = 'Say how far, and only one of: {"seconds": up to a year} or {"months": up to 12}.\n'


def _distance(asked: dict[str, Any]) -> tuple[float, int]:
    """Return seconds and months, one of them 0. Raises HTTPUnprocessableEntity for anything else than one of them."""
    match asked:
        case {"seconds": int() | float() as seconds, **rest} if not rest and 0 <= seconds <= _MOST_SECONDS:
            return seconds, 0
        case {"months": int() as months, **rest} if not rest and 1 <= months <= _MOST_MONTHS:
            return 0, months
        case _:
            raise web.HTTPUnprocessableEntity(text=_FAR)


def _time(cloud: Cloud) -> dict[str, Any]:
    now = cloud.clock()
    return {"now": now, "iso": datetime.fromtimestamp(now, UTC).isoformat(), "ahead": cloud.clock.ahead}


def _message(event: dict[str, Any]) -> dict[str, Any]:
    try:
        found = json.loads(event["message"])
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"at": event["at"], "message": event["message"]}


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda binary: binary.hex())


# ------------------------------------------------------------------------------------------------------- sections


def _section(name: str, title: str, *content: str | None, note: str | None = None) -> Html:
    quiet = None if note is None else tag("p", note, class_="quiet")
    return tag(
        "section", tag("h2", title, id=f"{name}-title"), quiet, *content, id=name, aria_labelledby=f"{name}-title"
    )


def _places(addresses: Iterable[tuple[str, str]]) -> Html:
    links = [
        tag("li", tag("a", words, href=address), " ", tag("span", address, class_="quiet"))
        for words, address in addresses
    ]
    return tag("ul", *links, class_="places") if links else Html("")


def _people(people: Iterable[demo.Shown]) -> Html:
    return _section(
        "people",
        "Who can sign in",
        tag(
            "ul", *(tag("li", _person(person)) for person in people), class_="people", id="people-list", data_live=True
        ),
        note="Passwords and codes of invented people. A code works once; wait for the next to sign in again.",
    )


def _person(person: demo.Shown) -> Html:
    code = (
        tag("span", "after the first password", class_="quiet")
        if person.code is None
        else _code(person.code, person.seconds_left)
    )
    state = None if person.enrolled else tag("span", "must choose a password and enrol", class_="state note")
    return tag(
        "div",
        tag("h3", person.alias),
        tag("p", ", ".join(person.roles), " ", state, class_="quiet"),
        tag(
            "dl",
            tag("div", tag("dt", "User name"), tag("dd", _copied(person.user))),
            tag(
                "div",
                tag("dt", "Password" if person.enrolled else "First password"),
                tag("dd", _copied(person.password)),
            ),
            tag("div", tag("dt", "Code"), tag("dd", code)),
        ),
    )


def _code(code: str, seconds_left: int) -> Html:
    """Return a code with how long it still counts; the script counts on."""
    left = tag("span", f"{seconds_left} s", class_="left", data_seconds_left=str(seconds_left))
    return pages.joined(_copied(code), tag("span", " ", left, class_="quiet"))


def _copied(value: str) -> Html:
    """Return a value with a button that copies it."""
    return tag("button", value, type="button", class_="copy", data_copy=value, title="Copy")


def _clock(cloud: Cloud) -> Html:
    now, ahead = cloud.clock(), cloud.clock.ahead
    moved = (
        "It runs with this machine's clock."
        if not ahead
        else f"Moved {_duration(ahead)} ahead of this machine's clock."
    )
    buttons = [tag("button", words, name="move", value=name) for name, words, _ in _MOVES]
    return _section(
        "clock",
        "The clock",
        tag("p", pages.moment(now), class_="now", id="clock-now", data_live=True),
        tag("p", moved, class_="quiet", id="clock-moved", data_live=True),
        tag("form", *buttons, method="post", action="/clock"),
        note="Conversations, sessions, queues and the hourly sweep live by it. It cannot be moved back.",
    )


def _phones(people: Iterable[demo.Shown], pushes: PushService) -> Html:
    agents = [each.user for each in people if "agent" in each.roles]
    give = [tag("button", f"A phone for {user}", name="person", value=user) for user in agents]
    lose = [
        tag("button", f"{name} ({person}) is gone", name="gone", value=name) for name, person in pushes.phones.items()
    ]
    columns = ("Phone", "Answered", "Time to live", "Urgency")
    rows = [
        tag(
            "tr",
            *(tag("td", cell) for cell in (pages.moment(one.at), one.phone, str(one.status), one.ttl, one.urgency)),
        )
        for one in pushes.arrived
    ]
    return _section(
        "phones",
        "Phones in pockets",
        tag("form", *give, *lose, method="post", action="/phones"),
        _drawn(("When", *columns), rows, len(rows), "No push yet.", "pushes-rows"),
        note="A stand-in for browser makers' push services. Switch calls on in the settings, give somebody a phone here, and let a chat wait for a minute.",
    )


def _access_log(accesses: list[dict[str, Any]]) -> Html:
    columns = ("at", "actor", "role", "action", "object", "purpose", "outcome")
    rows = [tag("tr", *(tag("td", _cell(name, one.get(name))) for name in columns)) for one in accesses[:_SHOWN]]
    empty = "No record yet. Sign in to the console, and the first stands here."
    return _section(
        "access-log",
        "Access log",
        _drawn(
            ("When", "Who", "Role", "Did", "To", "Purpose", "Outcome"), rows, len(accesses), empty, "access-log-rows"
        ),
        note="As CloudWatch Logs received it, newest first.",
    )


def _table(items: list[dict[str, Any]], now: float) -> Html:
    kinds = Counter(str(item["pk"]).partition("#")[0] for item in items)
    summary = ", ".join(f"{count} × {kind}" for kind, count in sorted(kinds.items()))
    rows = [_item(item, now) for item in items[:_SHOWN]]
    empty = "The table is empty."
    return _section(
        "table",
        "What the table holds",
        tag("p", f"{len(items)} items: {summary}." if items else "", class_="quiet", id="table-count", data_live=True),
        _drawn(("Partition", "Sort", "Bytes", "Deleted after", "Item"), rows, len(items), empty, "table-rows"),
        note="Every item as DynamoDB has it, expired or not.",
    )


def _item(item: dict[str, Any], now: float) -> Html:
    expiry = item.get("expires_at")
    late = expiry is not None and expiry <= now
    rest = {name: value for name, value in item.items() if name not in ("pk", "sk")}
    shown = tag(
        "details", tag("summary", f"{len(rest)} attributes"), tag("pre", _pretty(rest)), id=f"{item['pk']} {item['sk']}"
    )
    return tag(
        "tr",
        tag("td", str(item["pk"])),
        tag("td", str(item["sk"])),
        tag("td", str(_bytes(item)), class_="number"),
        tag(
            "td",
            "kept" if expiry is None else pages.moment(expiry),
            " ",
            tag("span", "expired", class_="state attention") if late else None,
        ),
        tag("td", shown),
    )


def _drawn(heads: Iterable[str], rows: list[Html], count: int, empty: str, name: str) -> Html:
    """Return a table that scrolls sideways by itself, or what it would hold."""
    if not rows:
        return tag("div", tag("p", empty, class_="empty"), id=name, data_live=True)
    head = tag("thead", tag("tr", *(tag("th", words, scope="col") for words in heads)))
    more = tag("p", f"The first {len(rows)} of {count}.", class_="quiet") if count > len(rows) else None
    return tag(
        "div", tag("table", head, tag("tbody", *rows)), more, class_="scroll", id=name, data_live=True, tabindex="0"
    )


def _cell(name: str, value: Any) -> Html | str:
    if name == "at" and isinstance(value, int | float):
        return pages.moment(value / 1000)
    return "" if value is None else str(value)


def _pretty(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=lambda binary: binary.hex())


def _bytes(item: dict[str, Any]) -> int:
    return item_size({name: _typed(value) for name, value in item.items()})


def _typed(value: Any) -> dict[str, Any]:
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int() | float():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case list():
            return {"L": [_typed(child) for child in value]}
        case dict():
            return {"M": {name: _typed(child) for name, child in value.items()}}
        case _:
            return {"S": str(value)}


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    words = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return ", ".join(words) or "less than a minute"
