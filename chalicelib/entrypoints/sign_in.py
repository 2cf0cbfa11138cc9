"""Doors of signing in and out, of who one is, and of what one has promised."""

import io
from urllib.parse import quote, urlencode

import segno
from chalice.app import Request, Response

from chalicelib.chat.actions import signing_in
from chalicelib.chat.actions.signing_in import SignedIn
from chalicelib.chat.errors import LogUnavailable, Unauthenticated
from chalicelib.chat.people import user_name
from chalicelib.chat.services import Services
from chalicelib.chat.wire import AcceptCommitment, Available, Credentials, Me, NewPassword, SecondFactor, SignIn
from chalicelib.entrypoints import http

ISSUER = "Juttu"


def sign_in(request: Request, services: Services) -> Response:
    """`POST /v1/sign-in`: user name and password."""
    http.from_own_page(request, services.settings)
    given = http.body(request, Credentials)
    return _answer(request, services, given.user, signing_in.password(services, given, http.asker(request)))


def new_password(request: Request, services: Services) -> Response:
    """`POST /v1/sign-in/password`: a password of one's own instead of the one from the administrator."""
    http.from_own_page(request, services.settings)
    given = http.body(request, NewPassword)
    return _answer(request, services, given.user, signing_in.new_password(services, given, http.asker(request)))


def code(request: Request, services: Services) -> Response:
    """`POST /v1/sign-in/code`: the second factor, enrolled just now or long ago."""
    http.from_own_page(request, services.settings)
    given = http.body(request, SecondFactor)
    return _answer(request, services, given.user, signing_in.code(services, given, http.asker(request)))


def sign_out(request: Request, services: Services) -> Response:
    """`POST /v1/sign-out`: whatever was open is closed; being out already is as good."""
    try:
        staff = http.staff(request, services, command=True, committed=False)
        signing_in.sign_out(services, staff)
    except Unauthenticated:
        pass
    except LogUnavailable as error:
        # The session is gone and stays gone; keeping the cookie would only look as if it were not.
        http.failed(error, http.request_id(request), request.path)
    return http.reply(None, cookies=(http.session_cookie(request, ""),))


def me(request: Request, services: Services) -> Me:
    """`GET /v1/me`: who is signed in. Open before the commitment is accepted: it carries its text."""
    return signing_in.me(services, http.staff(request, services, command=False, committed=False))


def accept_commitment(request: Request, services: Services) -> Me:
    """`POST /v1/me/commitment`: accepts exactly the text that was shown."""
    staff = http.staff(request, services, command=True, committed=False)
    return signing_in.accept_commitment(services, staff, http.body(request, AcceptCommitment))


def available(request: Request, services: Services) -> Me:
    """`POST /v1/me/available`: whether the queue rings."""
    staff = http.staff(request, services, command=True)
    return signing_in.set_available(services, staff, on=http.body(request, Available).on)


def _answer(request: Request, services: Services, typed: str, signed_in: SignedIn) -> Response:
    if signed_in.session is None:
        step = signed_in.step
        picture = None if step.secret is None else _picture(user_name(typed), step.secret)
        return http.reply(SignIn(next=step.next, challenge=step.challenge, secret=step.secret, picture=picture))
    _end_earlier(request, services)
    cookies = [http.session_cookie(request, signed_in.session)]
    if signed_in.browser is not None:
        cookies.append(http.browser_cookie(request, signed_in.browser, services.limits.known_browser_seconds))
    return http.reply(SignIn(next="done"), cookies=tuple(cookies))


def _end_earlier(request: Request, services: Services) -> None:
    """End the session that this browser had before: its cookie is about to be replaced."""
    try:
        earlier = http.staff(request, services, command=False, committed=False)
    except Unauthenticated:
        return
    signing_in.end(services, earlier)


def otpauth(user: str, secret: str) -> str:
    """Return the address by which an authenticator takes a secret over."""
    query = urlencode({"secret": secret, "issuer": ISSUER})
    return f"otpauth://totp/{quote(ISSUER)}:{quote(user, safe='')}?{query}"


def _picture(user: str, secret: str) -> str:
    """Return the secret as a QR code that authenticators read, an SVG document without styles or scripts."""
    picture = io.BytesIO()
    segno.make(otpauth(user, secret), error="m", micro=False).save(
        picture, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False, svgclass=None, lineclass=None
    )
    return picture.getvalue().decode()
