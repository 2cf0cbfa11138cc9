"""Pushes as they leave us: signed by KMS, without content, and to nobody but a push service that answers at a public address."""

import base64
import http.server
import json
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from chalicelib.aws import web_push
from chalicelib.aws.web_push import WebPush
from chalicelib.chat.errors import PushServiceUnknown, Unavailable
from local.cloud import Cloud
from local.cloud.clock import Clock

NOW = 1_795_600_000
ALIAS = "alias/juttu-dev-push"


class Service:
    """A push service on loopback that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        asked, answers = self.asked, self.answers

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                status = answers.pop(0) if answers else 201
                self.send_response(status)
                if status in (302, 307):
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def service() -> Iterator[Service]:
    opened = Service()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with Cloud.start(clock=Clock(stopped_at=NOW), parameters={"Pushes": "true"}, in_memory=True) as opened:
        yield opened


def push(cloud: Cloud, service: Service, **more: Any) -> WebPush:
    return WebPush(cloud.client("kms"), ALIAS, "chat@example.com", cloud.clock, also=(service.origin,), **more)


def test_the_template_makes_the_key_and_tells_the_functions_its_name_only_where_it_is_wanted(cloud: Cloud) -> None:
    assert cloud.environment["JUTTU_PUSH_KEY"] == ALIAS


def test_a_push_has_no_content_and_says_who_we_are_by_a_signature_that_holds(cloud: Cloud, service: Service) -> None:
    pushes = push(cloud, service)

    assert pushes.call(f"{service.origin}/push/one?token=a%3d") == "taken"
    ((path, headers, body),) = service.asked
    assert (path, body) == ("/push/one?token=a%3d", b"")
    assert (headers["ttl"], headers["urgency"], headers["topic"]) == ("120", "high", "waiting")
    assert "content-encoding" not in headers
    scheme, _, parts = headers["authorization"].partition(" ")
    token, key = (each.strip().partition("=")[2] for each in parts.split(","))
    assert scheme == "vapid"
    assert key == pushes.key()
    said, _, signature = token.rpartition(".")
    claims = json.loads(decoded(said.partition(".")[2]))
    assert claims == {"aud": service.origin, "exp": NOW + 12 * 3600, "sub": "mailto:chat@example.com"}
    raw = decoded(signature)
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(key))
    public.verify(utils.encode_dss_signature(r, s), said.encode(), ec.ECDSA(hashes.SHA256()))


def test_kms_signs_once_in_eleven_hours_and_is_asked_for_its_key_once(cloud: Cloud, service: Service) -> None:
    pushes, before = push(cloud, service), cloud.meter.calls
    for _ in range(3):
        pushes.call(f"{service.origin}/push/one")
    assert dict(cloud.meter.calls - before) == {"kms.Sign": 1, "kms.GetPublicKey": 1}
    cloud.clock.advance(11 * 3600)
    pushes.call(f"{service.origin}/push/one")

    assert (cloud.meter.calls - before)["kms.Sign"] == 2


@pytest.mark.parametrize(
    ("status", "said"),
    [(200, "taken"), (201, "taken"), (404, "gone"), (410, "gone"), (429, "later"), (503, "later"), (403, "refused")],
)
def test_what_the_push_service_says_is_told(cloud: Cloud, service: Service, status: int, said: str) -> None:
    service.answers.append(status)

    assert push(cloud, service).call(f"{service.origin}/push/one") == said


@pytest.mark.parametrize("status", [302, 307])
def test_no_redirect_is_followed(cloud: Cloud, service: Service, status: int) -> None:
    service.answers.append(status)

    assert push(cloud, service).call(f"{service.origin}/push/one") == "refused"
    assert [path for path, _, _ in service.asked] == ["/push/one"]


def test_who_does_not_answer_may_later(cloud: Cloud) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        origin = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    pushes = WebPush(cloud.client("kms"), ALIAS, "chat@example.com", cloud.clock, also=(origin,))

    assert pushes.call(f"{origin}/push/one") == "later"


def addresses(*found: str) -> Callable[..., list[Any]]:
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in found]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1", "::ffff:10.0.0.1"],
)
def test_a_name_that_leads_to_no_public_address_is_not_called(
    cloud: Cloud, service: Service, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    pushes = push(cloud, service, resolve=addresses(address))

    assert pushes.call("https://fcm.googleapis.com/fcm/send/secret") == "refused"
    assert "secret" not in caplog.text + str([vars(each) for each in caplog.records])


def test_a_name_that_cannot_be_looked_up_is_not_called(cloud: Cloud, service: Service) -> None:
    def unfit(*_: object, **__: object) -> list[Any]:
        raise UnicodeError("label too long")

    assert push(cloud, service, resolve=unfit).call("https://fcm.googleapis.com/fcm/send/one") == "refused"


def test_what_was_stored_is_held_to_the_list_again_when_it_is_used(cloud: Cloud, service: Service) -> None:
    pushes = push(cloud, service, resolve=addresses())

    assert pushes.call("https://evil.example/one") == "refused"
    with pytest.raises(PushServiceUnknown):
        pushes.require_known("https://evil.example/one")


def test_without_a_key_nobody_is_called(cloud: Cloud, service: Service) -> None:
    pushes = WebPush(cloud.client("kms"), "", "chat@example.com", cloud.clock, also=(service.origin,))

    assert pushes.key() is None
    assert pushes.call(f"{service.origin}/push/one") == "refused"
    assert service.asked == []


def test_where_kms_fails_it_is_said_so(cloud: Cloud, service: Service) -> None:
    cloud.fail("kms", "Sign")

    with pytest.raises(Unavailable):
        push(cloud, service).call(f"{service.origin}/push/one")
    assert push(cloud, service).call(f"{service.origin}/push/one") == "taken"


@pytest.mark.parametrize(("r", "s"), [(1, 2), (2**255 + 1, 2**256 - 1), (2**127, 255), (128, 2**248)])
def test_a_signature_is_two_halves_however_short_its_numbers_are(r: int, s: int) -> None:
    assert web_push.raw(utils.encode_dss_signature(r, s)) == r.to_bytes(32, "big") + s.to_bytes(32, "big")


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
