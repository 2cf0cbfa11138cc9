"""What every REST door shares: bodies, who asks, refusals, and the headers that every answer carries.

A door takes the request and the services and returns a struct (200), `None` (204) or a `Response` of its own making.
"""

import contextlib
import ipaddress
import logging
import re
import traceback
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

import msgspec
from chalice.app import Request, Response

from chalicelib.chat import people, stage
from chalicelib.chat.access import Right
from chalicelib.chat.actions import limiting, refusing, restricting
from chalicelib.chat.actions.guarding import Asker
from chalicelib.chat.errors import (
    AnswerTooLarge,
    CommitmentMissing,
    Malformed,
    NotFound,
    Refusal,
    Unauthenticated,
    Unavailable,
    WrongOrigin,
)
from chalicelib.chat.fitting import as_lambda_writes
from chalicelib.chat.limits import LIMITS, Limits
from chalicelib.chat.ports import Choices
from chalicelib.chat.services import Services
from chalicelib.chat.who import Staff
from chalicelib.chat.wire import ConversationId, Language, Problem
from chalicelib.entrypoints.decoding import decode
from chalicelib.settings import WrongSetting

T = TypeVar("T")
Door = Callable[[Request, Services], msgspec.Struct | Response | None]

JSON = "application/json; charset=utf-8"
SECURE_COOKIE = "__Host-juttu"
LOOPBACK_COOKIE = "juttu"
COMMAND_HEADER = "x-juttu"
SITE_HEADER = "juttu-site"

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_KEY: Final = r"(?i)Bearer ([A-Za-z0-9_-]{43})"
_BROWSER: Final = r"[A-Za-z0-9_-]{43}"
_RIGHTS: Final = r"(?i)Rights ([A-Za-z0-9-]{1,32}) ([A-Za-z0-9-]{1,32})"
_ACCEPTED: Final = (
    r"(?:^|,)\s*(?P<language>[A-Za-z]{2,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=(?P<q>[01](?:\.[0-9]{0,3})?)\s*)?(?=,|$)"
)
_HOST: Final = r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?"
_PROBLEM_FIELDS = frozenset(field.name for field in msgspec.structs.fields(Problem))
_log = logging.getLogger("juttu")


# ------------------------------------------------------------------------------------------------- answering


def answer(
    request: Request | None, door: Door, services: Callable[[str], Services], right: Right | None = None
) -> Response:
    """Return what the door answers, a refusal as its Problem, and any other failure as a Problem without details.

    `right`: what the door asks for of one conversation; staff who are refused it leave a record. `request`: the app's
    `current_request`, which is None only where there is none. `services` is asked with the request's id, so that the
    access log and the answer name the same request.
    """
    if request is None:
        raise RuntimeError("a door was called outside a request")
    try:
        asked = services(request_id(request))
        mind_pace(request, asked)
        try:
            return _that_fits(reply(door(request, asked)))
        except NotFound:
            _note_refusal(request, asked, right)
            raise
    except Refusal as refusal:
        return problem(refusal)
    except Exception as error:  # noqa: BLE001 - the last net: what falls through is told without its content
        failed(error, request_id(request), request.path)
        return problem(Unavailable(), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _note_refusal(request: Request, services: Services, right: Right | None) -> None:
    """Have it be recorded where it is staff whom a conversation is refused: it is theirs alone to name one in the path."""
    if right is None:
        return
    with contextlib.suppress(Refusal):
        who = staff(request, services, command=False, seen=False)
        refusing.noted(services, who, right, in_path(request, "conversation", ConversationId))


def _that_fits(answered: Response) -> Response:
    """Return an answer that Lambda takes. Raises AnswerTooLarge: nobody would learn from Lambda why nothing came."""
    if as_lambda_writes(str(answered.body)) > LIMITS.answer_bytes:
        raise AnswerTooLarge
    return answered


def mind_pace(request: Request, services: Services) -> None:
    """Return while whoever shows this key or session asks no faster than any browser does. Raises TooMany, at no cost.

    Whoever shows neither is not known: their pages cost nothing of AWS, and what they may do has limits of its own.
    """
    if shows_key(request):
        shown = request.headers["authorization"]
        limiting.paced(services, "requests", shown, services.limits.visitor_requests_a_minute)
    elif session := _session(request):
        limiting.paced(services, "requests", session, services.limits.staff_requests_a_minute)


def reply(body: msgspec.Struct | Response | None, *, status: int = 200, cookies: tuple[str, ...] = ()) -> Response:
    """Return a struct as JSON with the headers that every answer carries; nothing at all is a 204."""
    if isinstance(body, Response):
        return body
    more: dict[str, Any] = {"Set-Cookie": cookies[0] if len(cookies) == 1 else list(cookies)} if cookies else {}
    if body is None:
        return Response(body="", status_code=204, headers={**headers(), **more})
    text = msgspec.json.encode(body).decode()
    return Response(body=text, status_code=status, headers={**headers(), "Content-Type": JSON, **more})


def problem(refusal: Refusal, *, status: int | None = None) -> Response:
    """Return a refusal as it travels over HTTPS: its status, its code, its data, and Retry-After where it has one."""
    data = {name: value for name, value in refusal.data.items() if name in _PROBLEM_FIELDS}
    answered = reply(Problem(code=refusal.code, sentence=refusal.sentence, **data), status=status or refusal.status)
    if "retry_after" in data:
        answered.headers["Retry-After"] = str(data["retry_after"])
    return answered


def harden(event: Any, get_response: Callable[[Any], Response]) -> Response:
    """Middleware: give the answers that Chalice makes itself (405, 415, 500) our form and our headers.

    They never reach a door, so `answer` cannot see them.
    """
    response = get_response(event)
    if isinstance(response.body, dict) and {"Code", "Message"} <= set(response.body):
        made_by_chalice = Malformed() if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR else Unavailable()
        allow = {name: value for name, value in response.headers.items() if name.lower() == "allow"}
        response = problem(made_by_chalice, status=response.status_code)
        response.headers.update(allow)
    present = {name.lower() for name in response.headers}
    if "content-security-policy" in present:  # made by `headers`, which knows whether others may frame it
        return response
    response.headers.update({name: value for name, value in headers().items() if name.lower() not in present})
    return response


def failed(error: BaseException, request: str, where: str) -> None:
    """Log a failure by its type and its place in the code. An exception's own words may quote what somebody wrote.

    As fields of the record, which Lambda's runtime puts at the top level of the line: what stands within a sentence can
    be no field of a query.
    """
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    steps = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    fields = {"event": "failed", "error": type(error).__name__, "request": request, "where": where, "steps": steps}
    if isinstance(error, WrongSetting):
        fields["sentence"] = str(error)
    _log.error("failed", extra=fields)


def failed_unseen(error: BaseException, services: Services, where: str) -> None:
    """Log a failure that no status of the REST API tells, and have it counted for the alarm."""
    failed(error, services.request, where)
    services.metrics.put("failed", 1)


# ------------------------------------------------------------------------------------------------- headers


def headers(
    frame_ancestors: tuple[str, ...] = (),
    *,
    page: bool = False,
    connect: tuple[str, ...] = (),
    shared: bool = False,
    picture: bool = False,
    frames: bool = False,
    installs: bool = False,
    cache: str = "no-store",
    style: str = "",
) -> dict[str, str]:
    """Return the security headers of an answer. Without arguments: of JSON, which may load nothing.

    `frame_ancestors`: origins that may show this page in a frame; nobody by default. `page`: it is a document with
    scripts and styles of its own. `connect`: where its scripts may connect to besides our own origin (the socket).
    `shared`: other origins may load it, with a script's integrity checked (the loader, and what a frame needs).
    `frames`: it may show pages of ours in frames. `installs`: it is an app, with a manifest and a worker of its own.
    `picture`: it is an SVG, which is looked at, and of which nothing runs wherever it is opened.
    `cache`: for files with a hash in their name. `style`: the source of a style sheet that stands in the page itself.
    """
    framed = bool(frame_ancestors)
    ancestors = " ".join(frame_ancestors) if framed else "'none'"
    policy = _PICTURE if picture else _policy(page=page, connect=connect, frames=frames, installs=installs)
    inside = f"; style-src {style}" if style else ""
    result = {
        "Content-Security-Policy": f"{policy}{inside}; frame-ancestors {ancestors}",
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin" if shared or framed else "same-origin",
        "Cache-Control": cache,
    }
    if shared:
        # Without it a page can neither import it nor check its integrity. It is the same for everybody.
        result["Access-Control-Allow-Origin"] = "*"
    if framed:
        # A page that isolates itself shows no frame that does not promise the same; nothing of ours comes from elsewhere.
        result["Cross-Origin-Embedder-Policy"] = "require-corp"
    # An older browser knows only the all-or-nothing header; a page with ancestors must not carry it.
    return result if framed else {**result, "X-Frame-Options": "DENY"}


_PICTURE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


def _policy(*, page: bool, connect: tuple[str, ...], frames: bool, installs: bool) -> str:
    if not page:
        return "default-src 'none'; base-uri 'none'; form-action 'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            " ".join(("connect-src 'self'", *connect)),
            *(("frame-src 'self'",) if frames else ()),
            *(("manifest-src 'self'", "worker-src 'self'") if installs else ()),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            # Its one policy makes the worker's address, and no other (web/console/pocket/home.ts).
            "trusted-types juttu-worker" if installs else "trusted-types 'none'",
        )
    )


# ------------------------------------------------------------------------------------------------- reading


def body(request: Request, kind: type[T], limits: Limits = LIMITS) -> T:
    """Return the body as a value of the wire. Raises Malformed with `where`, TooLarge."""
    try:
        raw = request.raw_body
    except ValueError as error:  # not base 64, or not text
        raise Malformed(where="$") from error
    return decode(raw, kind, limits)


def after(request: Request) -> int:
    """Return the place after which the asker wants what came; the beginning when none is named. Raises Malformed."""
    written = query(request, "after") or "0"
    if not (written.isascii() and written.isdigit() and len(written) <= len("1000000")):
        raise Malformed(where="after")
    return int(written)


def in_path(request: Request, part: str, form: Any) -> str:
    """Return an identifier that stands in the path, as the wire writes it. Raises NotFound when it has another form.

    Under such a name nothing is kept, and the table must not even be asked: it takes no key of over 2,048 bytes.
    """
    try:
        return str(msgspec.convert((request.uri_params or {}).get(part), form))
    except msgspec.ValidationError:
        raise NotFound from None


def query(request: Request, name: str) -> str | None:
    """Return a parameter of the address, None when it is not there."""
    found = None if request.query_params is None else request.query_params.get(name)
    return None if found is None else str(found)


def language(request: Request, otherwise: Language) -> Language:
    """Return the language that a page is asked for: by `?language=`, then by what the browser accepts."""
    return _spoken([query(request, "language"), *_accepted(request.headers.get("accept-language", ""))], otherwise)


def asked_language(request: Request, otherwise: Language) -> Language:
    """Return the language of `?language=`; the other where it names none, or none that we speak."""
    return _spoken([query(request, "language")], otherwise)


def _spoken(wished: list[str | None], otherwise: Language) -> Language:
    return next((each for wish in wished for each in get_args(Language) if each == wish), otherwise)


def _accepted(written: str) -> list[str]:
    """Return the languages of an Accept-Language without their regions, the best liked first; none that is refused."""
    liked = [(float(each["q"] or 1), each["language"].lower()) for each in re.finditer(_ACCEPTED, written)]
    return [name for weight, name in sorted(liked, key=lambda each: -each[0]) if weight]


def before(request: Request) -> int | None:
    """Return the time (milliseconds) before which the asker wants what there is; None when none is named.

    Raises Malformed.
    """
    written = query(request, "before")
    if written is None:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= len("1795600000000")):
        raise Malformed(where="before")
    return int(written)


def request_id(request: Request) -> str:
    """Return the id that API Gateway gave this request."""
    return str(request.context.get("requestId", ""))


def own_origin(request: Request) -> str:
    """Return the origin that this request was sent to, as a browser writes it: `https://chat.example.com`.

    Plain HTTP counts only on loopback. An address that is none gives an origin that nothing matches.
    """
    host = str(request.headers.get("host", "")).lower()
    if not re.fullmatch(_HOST, host):
        return "https://invalid."
    plain = _is_loopback(host) and request.headers.get("x-forwarded-proto", "http") == "http"
    return f"{'http' if plain else 'https'}://{host}"


def own_base(request: Request) -> str:
    """Return where the service is, as browsers have it, with a slash at its end: on AWS the stage stands in its path."""
    before, api, _ = str(request.context.get("path", "")).partition("/v1/")
    return f"{own_origin(request)}{before if api else ''}/"


def network_prefix(request: Request) -> str:
    """Return the asker's network, /24 or /56, to be counted under the key of the day and never stored as it is."""
    address = stage.address_of(source_of(request.context))
    if address is None:
        return "unknown"
    bits = 56 if isinstance(address, ipaddress.IPv6Address) else 24
    return str(ipaddress.ip_network((address, bits), strict=False))


def source_of(context: Mapping[str, Any]) -> str:
    """Return the address that a request or a frame comes from, as API Gateway tells it: to be compared, and kept nowhere."""
    return str((context.get("identity") or {}).get("sourceIp", ""))


# ------------------------------------------------------------------------------------------------- who asks


def visitor_key(request: Request) -> str:
    """Return the key that a visitor shows. Raises Unauthenticated when there is none of its form."""
    found = re.fullmatch(_KEY, request.headers.get("authorization", ""))
    if found is None:
        raise Unauthenticated
    return found.group(1)


def site(request: Request) -> str | None:
    """Return the site whose chat asks; None when it does not say."""
    named = request.headers.get(SITE_HEADER)
    return None if named is None else str(named)


def rights_code(request: Request) -> tuple[str, str] | None:
    """Return the reference and the rights code that a visitor shows instead of a key, None when they show none.

    Only their form is looked at: as they were written down, with or without groups.
    """
    found = re.fullmatch(_RIGHTS, request.headers.get("authorization", ""))
    return None if found is None else (found.group(1), found.group(2))


def shows_key(request: Request) -> bool:
    """Return whether the asker comes as a visitor: with an Authorization header, good or bad."""
    return "authorization" in request.headers


def staff(
    request: Request,
    services: Services,
    *,
    command: bool,
    committed: bool = True,
    seen: bool = True,
    anywhere: bool = False,
) -> Staff:
    """Return the member of staff whose session the cookie opens, with the roles that they may use from where they are.

    A `command` changes something and must come from our own page; whatever else is asked must not come from another
    one: it is recorded and counts as presence even where that page cannot read the answer. `committed`: the
    confidentiality commitment must be accepted. `seen`: a person is at work; what the page asks by itself keeps no
    session alive. `anywhere`: whatever they have may be used, as for signing out.

    Raises WrongOrigin, Unauthenticated, NetworkRefused, CommitmentMissing.
    """
    if command:
        from_own_page(request, services.settings)
    elif request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        # A page of the same site (`www.` beside `chat.`) sends the Strict cookie along.
        raise WrongOrigin
    session = services.sessions.get(session_hash(request), seen=False)
    found = people.staff(session, services.limits)
    if not anywhere:
        found = restricting.there(services, found, source_of(request.context))
    if seen:  # only now: who is refused by the network keeps no session alive
        ends_at = people.staff(services.sessions.seen(session), services.limits).ends_at
        found = msgspec.structs.replace(found, ends_at=ends_at)
    if committed and not found.committed:
        raise CommitmentMissing
    return found


def from_own_page(request: Request, settings: Choices) -> None:
    """Return when a command comes from our own page.

    It carries our header, which no form can send, and its Origin and Sec-Fetch-Site, of which at least one is
    there, both say so. Raises WrongOrigin.
    """
    if request.headers.get(COMMAND_HEADER) != "1":
        raise WrongOrigin
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    if origin is None and site is None:
        raise WrongOrigin
    if origin is not None and origin not in (own_origin(request), *settings.origins):
        raise WrongOrigin
    if site is not None and site != "same-origin":
        raise WrongOrigin


def session_hash(request: Request) -> str:
    """Return the hash under which the cookie's session is stored. Raises Unauthenticated when there is no cookie."""
    found = _session(request)
    if not found:
        raise Unauthenticated
    return people.session_hash(found)


def _session(request: Request) -> str:
    # Loopback shares its cookies with everything else that runs there, so what others wrote must not get in the way.
    return _cookie(request, cookie_name(request))


def _cookie(request: Request, wanted: str) -> str:
    pairs = (each.strip().partition("=") for each in str(request.headers.get("cookie", "")).split(";"))
    return next((value for name, _, value in pairs if name == wanted), "")


def cookie_name(request: Request) -> str:
    """Return the name of the session's cookie: `__Host-` binds it to HTTPS, which loopback has not."""
    return LOOPBACK_COOKIE if own_origin(request).startswith("http:") else SECURE_COOKIE


def session_cookie(request: Request, value: str) -> str:
    """Return the Set-Cookie header that gives a browser its session, or with an empty value takes it away.

    It lives as long as the browser's window; how long the session lives is decided here, not there.
    """
    name = cookie_name(request)
    secure = "" if name == LOOPBACK_COOKIE else "; Secure"
    gone = "" if value else "; Max-Age=0"
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{gone}"


def browser_cookie(request: Request, value: str, seconds: int) -> str:
    """Return the Set-Cookie header by which a browser is known at its next sign-ins, for so many seconds.

    It opens nothing: it only says which failures are this browser's own.
    """
    secure = "" if cookie_name(request) == LOOPBACK_COOKIE else "; Secure"
    name = f"{cookie_name(request)}-browser"
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"


def asker(request: Request) -> Asker:
    """Return what can be seen of whoever tries to sign in; what no browser of ours was given counts as nothing."""
    shown = _cookie(request, f"{cookie_name(request)}-browser")
    browser = shown if re.fullmatch(_BROWSER, shown) else ""
    return Asker(network_prefix(request), browser, source_of(request.context))


def _is_loopback(host: str) -> bool:
    return re.sub(r":\d+$", "", host) in _LOOPBACK
