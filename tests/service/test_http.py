"""What every REST door shares: answers, refusals, headers, bodies, and who asks."""

import base64
import json
import logging
import types
from typing import Any

import msgspec
import pytest
from chalice.app import Chalice, Request, Response

from chalicelib import settings
from chalicelib.chat.commitment import CURRENT
from chalicelib.chat.errors import (
    CommitmentMissing,
    Malformed,
    Refusal,
    SignInRefused,
    TooLarge,
    TooMany,
    Unauthenticated,
    WrongOrigin,
)
from chalicelib.chat.limits import LIMITS
from chalicelib.chat.people import Session, session_hash
from chalicelib.chat.stage import ServedStage
from chalicelib.chat.wire import Available, Problem, Start
from chalicelib.entrypoints import http
from chalicelib.settings import Settings

KEY = "k" * 42 + "_"
OWN = {"host": "127.0.0.1:8600", "x-forwarded-proto": "http"}
FROM_OWN_PAGE = {**OWN, "x-juttu": "1", "origin": "http://127.0.0.1:8600", "sec-fetch-site": "same-origin"}


def event(
    body: str | None = None, *, base64_encoded: bool = False, source: str = "192.0.2.77", **headers: str
) -> dict[str, Any]:
    return {
        "multiValueQueryStringParameters": None,
        "headers": {name.replace("_", "-"): value for name, value in headers.items()},
        "pathParameters": {},
        "requestContext": {
            "httpMethod": "POST",
            "resourcePath": "/v1/thing",
            "requestId": "request-1",
            "identity": {"sourceIp": source},
        },
        "body": body,
        "isBase64Encoded": base64_encoded,
        "stageVariables": None,
    }


def request(body: str | None = None, **more: Any) -> Request:
    return Request(event(body, **more))


def answered(door: Any, services: Any = lambda request: None) -> Response:
    return http.answer(request(), door, services)


def problem(response: Response) -> Problem:
    return msgspec.json.decode(response.body, type=Problem)


class Sessions:
    """One session, under the hash of `good`."""

    def __init__(self, *, committed: bool = True) -> None:
        self.looks: list[str] = []
        self.session = Session(
            hash=session_hash("good"),
            person="agent.a",
            alias="Aino",
            roles=("agent",),
            committed=CURRENT.hash if committed else "",
            started_at=0,
            seen_at=0,
        )

    def get(self, digest: str, *, seen: bool) -> Session:
        assert not seen
        if digest != self.session.hash:
            raise Unauthenticated
        self.looks.append("looked")
        return self.session

    def seen(self, session: Session) -> Session:
        self.looks.append("seen")
        return msgspec.structs.replace(session, seen_at=60)


def services(*, committed: bool = True, origins: tuple[str, ...] = ()) -> Any:
    return types.SimpleNamespace(
        sessions=Sessions(committed=committed),
        settings=Settings(origins=origins),
        limits=LIMITS,
        stage=types.SimpleNamespace(lately=ServedStage),
    )


# ------------------------------------------------------------------------------------------------- answering


def test_a_struct_is_answered_as_json() -> None:
    response = answered(lambda request, services: Available(on=True))

    assert (response.status_code, json.loads(response.body)) == (200, {"on": True})
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"


def test_nothing_is_answered_as_204() -> None:
    response = answered(lambda request, services: None)

    assert (response.status_code, response.body) == (204, "")


def test_services_learn_the_requests_id() -> None:
    response = answered(lambda request, services: Problem(code=services, sentence=""), lambda request: request)

    assert problem(response).code == "request-1"


def test_a_refusal_is_answered_with_its_status_code_and_data() -> None:
    def door(request: Request, services: Any) -> None:
        raise TooMany(retry_after=7)

    response = answered(door)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"
    assert problem(response) == Problem(code="too_many", sentence=TooMany.sentence, retry_after=7)


def test_data_that_a_problem_has_no_field_for_stays_here() -> None:
    response = http.problem(SignInRefused(retry_after=1, user="agent.a"))

    assert "agent.a" not in response.body


@pytest.mark.parametrize("kind", Refusal.__subclasses__(), ids=lambda kind: kind.code)
def test_every_refusal_can_be_answered(kind: type[Refusal]) -> None:
    response = http.problem(kind())

    assert (response.status_code, problem(response).code) == (kind.status, kind.code)


def test_any_other_failure_is_answered_and_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    def door(request: Request, services: Any) -> None:
        raise ValueError("canary-7f3a")

    with caplog.at_level(logging.DEBUG):
        response = answered(door)

    assert (response.status_code, problem(response).code) == (500, "unavailable")
    assert "canary-7f3a" not in response.body
    assert "canary-7f3a" not in caplog.text
    logged = vars(caplog.records[-1])
    assert (logged["event"], logged["error"]) == ("failed", "ValueError")
    assert (logged["request"], logged["where"]) == ("request-1", "/v1/thing")
    assert logged["steps"][-1].startswith("test_http.py:")


def test_services_that_cannot_be_made_are_a_failure_like_any_other() -> None:
    def broken(request: str) -> Any:
        raise KeyError("JUTTU_TABLE")

    response = answered(lambda request, services: None, broken)

    assert (response.status_code, problem(response).code) == (500, "unavailable")


def test_a_setting_that_is_wrong_is_named_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """The operator wrote it; whoever asks learns nothing."""

    def wrong(request: str) -> Any:
        settings.read({"JUTTU_ZONE": "Europe/Helsinky"})

    with caplog.at_level(logging.DEBUG):
        response = answered(lambda request, services: None, wrong)

    assert (response.status_code, problem(response).code) == (500, "unavailable")
    assert vars(caplog.records[-1])["sentence"].startswith("JUTTU_ZONE has to be a time zone")
    assert "zone" not in response.body


# ------------------------------------------------------------------------------------------------- headers

ALWAYS = {
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Cache-Control",
}


def no_services(request: str) -> Any:
    return None


def chalice_app() -> Chalice:
    app = Chalice("test")
    app.middleware("http")(http.harden)

    @app.route("/v1/thing", methods=["POST"], content_types=["application/json"])
    def thing() -> Response:
        return http.answer(app.current_request, lambda request, services: None, no_services)

    @app.route("/v1/broken", methods=["POST"])
    def broken() -> Response:
        raise ValueError("canary-7f3a")

    return app


def call(app: Chalice, *, method: str = "POST", path: str = "/v1/thing", kind: str = "application/json") -> Any:
    asked = event("{}", content_type=kind)
    asked["requestContext"] |= {"httpMethod": method, "resourcePath": path}
    return app(asked, None)


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({}, 204, None),
        ({"method": "DELETE"}, 405, "malformed"),
        ({"kind": "text/plain"}, 415, "malformed"),
        ({"path": "/v1/broken"}, 500, "unavailable"),
    ],
    ids=["answered", "method", "media type", "failure"],
)
def test_every_answer_has_the_headers_and_a_refusal_its_form(asked: Any, status: int, code: str | None) -> None:
    response = call(chalice_app(), **asked)

    assert response["statusCode"] == status
    assert set(response["headers"]) >= ALWAYS
    if code is not None:
        assert msgspec.json.decode(response["body"], type=Problem).code == code
        assert response["headers"]["Content-Type"] == http.JSON


def test_a_refused_method_says_which_are_allowed() -> None:
    assert call(chalice_app(), method="DELETE")["headers"]["Allow"] == "POST"


def test_json_may_load_and_frame_nothing() -> None:
    headers = http.headers()

    assert headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Cross-Origin-Embedder-Policy" not in headers


def test_a_page_in_a_frame_names_who_may_frame_it_and_runs_only_its_own_scripts() -> None:
    headers = http.headers(("https://shop.example",), page=True, connect=("wss://socket.example",))
    policy = headers["Content-Security-Policy"].split("; ")

    assert "frame-ancestors https://shop.example" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "connect-src 'self' wss://socket.example" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"


# ------------------------------------------------------------------------------------------------- bodies


def start(text: str = "Hei") -> dict[str, Any]:
    return {"site": "demo", "language": "fi", "id": "client-1", "text": text}


def test_a_body_is_read_as_its_struct() -> None:
    assert http.body(request(json.dumps(start())), Start) == Start(**start())


def test_a_body_in_base_64_is_read_too() -> None:
    encoded = base64.b64encode(json.dumps(start()).encode()).decode()

    assert http.body(request(encoded, base64_encoded=True), Start) == Start(**start())


def body_of(size: int) -> str:
    empty = json.dumps(start(""))
    return json.dumps(start("a" * (size - len(empty))))


def test_a_body_of_the_limit_is_read_and_one_byte_more_is_too_large() -> None:
    assert len(http.body(request(body_of(LIMITS.frame_bytes)), Start).text) > 16_000
    with pytest.raises(TooLarge) as refused:
        http.body(request(body_of(LIMITS.frame_bytes + 1)), Start)

    assert refused.value.data == {"limit": LIMITS.frame_bytes}


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (None, "$"),
        ("", "$"),
        ("{", "$"),
        ("[]", "$"),
        ("null", "$"),
        ('{"on": true}x', "$"),
        ("\ufeff" + '{"on": true}', "$"),
        ('{"on": NaN}', "$"),
        ('{"on": -Infinity}', "$"),
        ('{"on": "yes"}', "$.on"),
        ('{"on": 1}', "$.on"),
        ("{}", "$.on"),
        ('{"on": true, "off": false}', "$.off"),
        ('{"on": true, "": false}', '$[""]'),
        ('{"on": true, "a b": false}', '$["a b"]'),
        ('{"on": true, "a`.b": false}', '$["a`.b"]'),
        ('{"on": true, "on": false}', "$.on"),
        ('{"on": true, "o\\u006e": false}', "$.on"),
        ('{"on": true, "": 1, "": 2}', '$[""]'),
        ('{"on": {"off": 1, "off": 2}}', "$.on.off"),
        ('{"on": [0, {"a.b": 1, "a.b": 2}]}', '$.on[1]["a.b"]'),
        ('{"on": [{"a": 1}, {"a": 1}]}', "$.on"),
        ('{"on": true, "\\ud800": 1}', "$"),
        ('{"on": \ud800}', "$"),
        ("9" * 5_000, "$"),
        ("[" * 8_000, "$"),
    ],
    ids=range(26),
)
def test_a_body_that_is_not_of_the_form_is_refused_with_the_place(raw: str | None, where: str) -> None:
    assert http.body(request('{"on": true}'), Available).on is True
    with pytest.raises(Malformed) as refused:
        http.body(request(raw), Available)

    assert refused.value.data == {"where": where}


@pytest.mark.parametrize(
    ("check", "where"),
    [
        ({"challenge": "x"}, "$.check.answer"),
        ({"challenge": "x", "answer": 1}, "$.check.answer"),
        ({"challenge": "x", "answer": "1", "more": 1}, "$.check.more"),
        ([], "$.check"),
    ],
)
def test_the_place_of_a_field_within_a_field_names_both(check: Any, where: str) -> None:
    with pytest.raises(Malformed) as refused:
        http.body(request(json.dumps({**start("Hei"), "check": check})), Start)

    assert refused.value.data == {"where": where}


@pytest.mark.parametrize("raw", [b"\xff{}", b'{"on": "\xff"}'])
def test_a_body_that_is_not_utf_8_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        http.body(request(base64.b64encode(raw).decode(), base64_encoded=True), Available)


def test_a_body_that_is_not_base_64_is_refused() -> None:
    with pytest.raises(Malformed):
        http.body(request("ä", base64_encoded=True), Available)


def test_json_nests_as_deep_as_the_limit_and_no_deeper() -> None:
    brackets = LIMITS.json_depth
    assert http.body(request("[" * brackets + "]" * brackets), list) == [[[[[]]]]]
    with pytest.raises(Malformed):
        http.body(request("[" * (brackets + 1) + "]" * (brackets + 1)), list)


def test_brackets_in_a_text_do_not_nest() -> None:
    text = '[[[[[[{{{{{{ \\" [[ \\\\'

    assert http.body(request(json.dumps(start(text))), Start).text == text


def test_a_place_that_is_echoed_is_short_and_printable() -> None:
    with pytest.raises(Malformed) as refused:
        http.body(request(json.dumps({"on": True, "\x00\u202e" + "x" * 500: 1})), Available)

    assert refused.value.data["where"].startswith('$["\\u0000?xxx')
    assert len(refused.value.data["where"]) == 64


# ------------------------------------------------------------------------------------------------- who asks


def test_a_visitor_shows_a_key_of_43_characters() -> None:
    assert http.visitor_key(request(authorization=f"Bearer {KEY}")) == KEY


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": KEY},
        {"authorization": f"Basic {KEY}"},
        {"authorization": f"Bearer {KEY[1:]}"},
        {"authorization": f"Bearer {KEY}k"},
        {"authorization": f"Bearer {KEY}\n"},
        {"authorization": f"Bearer {KEY[1:]}="},
    ],
)
def test_any_other_key_is_none(headers: dict[str, str]) -> None:
    with pytest.raises(Unauthenticated):
        http.visitor_key(request(**headers))


def test_a_cookie_opens_its_session() -> None:
    staff = http.staff(request(**OWN, cookie="theme=dark; juttu=good; x"), services(), command=False)

    assert staff.person == "agent.a"


@pytest.mark.parametrize("cookie", ["", "juttu=", "juttu=bad", "other=good", "__Host-juttu=good", "xjuttu=good", ";=;"])
def test_without_the_right_cookie_nobody_is_signed_in(cookie: str) -> None:
    with pytest.raises(Unauthenticated):
        http.staff(request(**OWN, cookie=cookie), services(), command=False)


def test_beyond_loopback_only_the_host_cookie_counts() -> None:
    cloud = {"host": "chat.example.com", "x-forwarded-proto": "https"}
    assert http.staff(request(**cloud, cookie="__Host-juttu=good"), services(), command=False).person == "agent.a"
    with pytest.raises(Unauthenticated):
        http.staff(request(**cloud, cookie="juttu=good"), services(), command=False)


def test_what_the_page_asks_by_itself_is_no_sign_of_a_person_at_work() -> None:
    house = services()
    asked = request(**OWN, cookie="juttu=good")

    http.staff(asked, house, command=False)
    http.staff(asked, house, command=False, seen=False)

    assert house.sessions.looks == ["looked", "seen", "looked"]


def test_without_the_commitment_only_what_does_not_need_it_is_open() -> None:
    asked = request(**OWN, cookie="juttu=good")

    assert http.staff(asked, services(committed=False), command=False, committed=False).committed is False
    with pytest.raises(CommitmentMissing):
        http.staff(asked, services(committed=False), command=False)


def test_a_command_from_our_own_page_is_heard() -> None:
    http.from_own_page(request(**FROM_OWN_PAGE), Settings())


@pytest.mark.parametrize("left_out", ["origin", "sec-fetch-site"])
def test_one_of_origin_and_fetch_site_is_enough(left_out: str) -> None:
    kept = {name: value for name, value in FROM_OWN_PAGE.items() if name != left_out}

    http.from_own_page(request(**kept), Settings())


@pytest.mark.parametrize(
    "changed",
    [
        {"x-juttu": None},
        {"x-juttu": "2"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8600"},
        {"origin": "http://127.0.0.1:8601"},
        {"origin": "http://127.0.0.1:8600.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": None, "sec-fetch-site": None},
    ],
    ids=str,
)
def test_a_command_from_anywhere_else_is_refused_before_the_session_is_looked_at(changed: dict[str, Any]) -> None:
    headers = {**FROM_OWN_PAGE, "cookie": "juttu=good"}
    assert http.staff(request(**headers), services(), command=True).person == "agent.a"
    with pytest.raises(WrongOrigin):
        http.staff(
            request(**{name: value for name, value in {**headers, **changed}.items() if value is not None}),
            services(),
            command=True,
        )


@pytest.mark.parametrize(
    ("site", "heard"),
    [("same-origin", True), ("none", True), (None, True), ("same-site", False), ("cross-site", False)],
)
def test_what_another_page_asks_counts_as_nobodys_presence(site: str | None, heard: bool) -> None:
    """A page of the same site sends the session's cookie along; it cannot read the answer, and must leave no trace."""
    house = services()
    headers = {**OWN, "cookie": "juttu=good", **({"sec-fetch-site": site} if site else {})}

    if heard:
        assert http.staff(request(**headers), house, command=False).person == "agent.a"
    else:
        with pytest.raises(WrongOrigin):
            http.staff(request(**headers), house, command=False)
    assert house.sessions.looks == (["looked", "seen"] if heard else [])


def test_an_origin_in_the_settings_may_command() -> None:
    headers = {**FROM_OWN_PAGE, "origin": "https://chat.example.com", "cookie": "juttu=good"}

    assert (
        http.staff(request(**headers), services(origins=("https://chat.example.com",)), command=True).person
        == "agent.a"
    )
    with pytest.raises(WrongOrigin):
        http.staff(request(**headers), services(), command=True)


@pytest.mark.parametrize(
    ("headers", "origin"),
    [
        ({"host": "chat.example.com", "x-forwarded-proto": "https"}, "https://chat.example.com"),
        ({"host": "Chat.Example.com"}, "https://chat.example.com"),
        ({"host": "chat.example.com", "x-forwarded-proto": "http"}, "https://chat.example.com"),
        ({"host": "127.0.0.1:8600"}, "http://127.0.0.1:8600"),
        ({"host": "localhost:8600", "x-forwarded-proto": "http"}, "http://localhost:8600"),
        ({"host": "[::1]:8600", "x-forwarded-proto": "http"}, "http://[::1]:8600"),
        ({"host": "127.0.0.1:8600", "x-forwarded-proto": "https"}, "https://127.0.0.1:8600"),
        ({"host": "127.0.0.1.evil.example"}, "https://127.0.0.1.evil.example"),
        ({"host": "a b"}, "https://invalid."),
        ({}, "https://invalid."),
    ],
    ids=str,
)
def test_our_own_origin_is_written_as_a_browser_writes_it(headers: dict[str, str], origin: str) -> None:
    assert http.own_origin(request(**headers)) == origin


@pytest.mark.parametrize(
    ("source", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", "unknown"),
        ("localhost", "unknown"),
    ],
)
def test_a_network_is_told_by_its_prefix(source: str, network: str) -> None:
    assert http.network_prefix(request(source=source)) == network


def test_without_an_identity_no_network_is_known() -> None:
    asked = event(None)
    asked["requestContext"]["identity"] = None

    assert http.network_prefix(Request(asked)) == "unknown"


def test_the_session_cookie_is_bound_to_https_and_hidden_from_scripts() -> None:
    cookie = http.session_cookie(request(host="chat.example.com"), "id")

    assert cookie == "__Host-juttu=id; Path=/; HttpOnly; SameSite=Strict; Secure"


def test_on_plain_loopback_the_cookie_has_neither_prefix_nor_secure() -> None:
    assert http.session_cookie(request(**OWN), "id") == "juttu=id; Path=/; HttpOnly; SameSite=Strict"


def test_an_empty_cookie_takes_the_session_away() -> None:
    assert http.session_cookie(request(**OWN), "").endswith("; Max-Age=0")
