"""Doors of signing in and out, of who one is, and of what one has promised."""

import io
from typing import Final
from urllib.parse import quote, urlencode

import msgspec
from chalice.app import Request, Response

from chalicelib.chat.actions import informing, phoning, signing_in
from chalicelib.chat.actions.signing_in import SignedIn
from chalicelib.chat.errors import LogUnavailable, NotFound, Unauthenticated
from chalicelib.chat.people import user_name
from chalicelib.chat.services import Services
from chalicelib.chat.wire import (
    AcceptCommitment,
    Credentials,
    Me,
    NewPassword,
    NoticeVersion,
    SecondFactor,
    SignIn,
    SignOut,
    StaffNotice,
)
from chalicelib.entrypoints import http, limits
from chalicelib.entrypoints.routes import Open, Route

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
        staff = http.staff(request, services, command=True, committed=False, anywhere=True)
        endpoint = http.body(request, SignOut).endpoint if request.raw_body else ""
        if endpoint:
            phoning.signing_out(services, staff, endpoint)
        signing_in.sign_out(services, staff)
    except Unauthenticated:
        pass
    except LogUnavailable as error:
        # The session is gone and stays gone; keeping the cookie would only look as if it were not.
        http.failed(error, http.request_id(request), request.path)
    return http.reply(None, cookies=(http.session_cookie(request, ""),))


def me(request: Request, services: Services) -> Me:
    """`GET /v1/me?by=page`: who is signed in. Open before the commitment is accepted: it carries its text.

    `by=page`: nobody is at work, the page asks by itself; that keeps no session alive.
    """
    if http.query(request, "by") == "page":
        return signing_in.me(services, http.staff(request, services, command=False, committed=False, seen=False))
    return signing_in.me(services, http.staff(request, services, command=False, committed=False))


def accept_commitment(request: Request, services: Services) -> Me:
    """`POST /v1/me/commitment`: accepts exactly the text that was shown."""
    staff = http.staff(request, services, command=True, committed=False)
    return signing_in.accept_commitment(services, staff, http.body(request, AcceptCommitment))


def staff_notice(request: Request, services: Services) -> StaffNotice:
    """`GET /v1/me/notice?version=V`: what is stored of staff, as it now reads or as somebody was shown it."""
    http.staff(request, services, command=False, committed=False)
    version = http.query(request, "version")
    if version is not None:
        try:
            msgspec.convert(version, NoticeVersion)
        except msgspec.ValidationError:
            raise NotFound from None
    return informing.notice_of_staff(services, version)


def _answer(request: Request, services: Services, typed: str, signed_in: SignedIn) -> Response:
    if signed_in.session is None:
        step = signed_in.step
        drawn = None if step.secret is None else picture(user_name(typed), step.secret)
        return http.reply(SignIn(next=step.next, challenge=step.challenge, secret=step.secret, picture=drawn))
    _end_earlier(request, services)
    cookies = [http.session_cookie(request, signed_in.session)]
    if signed_in.browser is not None:
        cookies.append(http.browser_cookie(request, signed_in.browser, services.limits.known_browser_seconds))
    return http.reply(SignIn(next="done"), cookies=tuple(cookies))


def _end_earlier(request: Request, services: Services) -> None:
    """End the session that this browser had before: its cookie is about to be replaced."""
    try:
        earlier = http.staff(request, services, command=False, committed=False, anywhere=True)
    except Unauthenticated:
        return
    signing_in.end(services, earlier)


def otpauth(user: str, secret: str) -> str:
    """Return the address by which an authenticator takes a secret over."""
    query = urlencode({"secret": secret, "issuer": ISSUER})
    return f"otpauth://totp/{quote(ISSUER)}:{quote(user, safe='')}?{query}"


def picture(user: str, secret: str) -> str:
    """Return the secret as a QR code that authenticators read, an SVG document without styles or scripts."""
    import segno

    drawn = io.BytesIO()
    segno.make(otpauth(user, secret), error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=False, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()


# ------------------------------------------------------------------------------------------------- routes

ROUTES: Final = (
    Route("POST", "/v1/sign-in", sign_in, Open.ANYBODY, limits.AT_THE_DOOR),
    Route("POST", "/v1/sign-in/password", new_password, Open.ANYBODY, limits.AFTER_THE_PASSWORD),
    Route("POST", "/v1/sign-in/code", code, Open.ANYBODY, limits.AFTER_THE_PASSWORD),
    Route("POST", "/v1/sign-out", sign_out, Open.STAFF, limits.STAFF),
    Route("GET", "/v1/me", me, Open.STAFF, limits.STAFF),
    Route("POST", "/v1/me/commitment", accept_commitment, Open.STAFF, limits.STAFF),
    Route("GET", "/v1/me/notice", staff_notice, Open.STAFF, limits.STAFF),
)
