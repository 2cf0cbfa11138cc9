"""Everything that the cloud can call. Declarations only: a door of `chalicelib/entrypoints/` does the work."""

import gc

gc.disable()  # what loads stays: to look through it for garbage, time and again, is a tenth of a start

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate, SQSEvent, WebsocketEvent

from chalicelib import wiring
from chalicelib.entrypoints import (
    access_log,
    answers,
    board,
    desk,
    history,
    http,
    jobs,
    notice,
    pages,
    people,
    routes,
    schedules,
    settings,
    sign_in,
    sockets,
    visitor,
)

app = Chalice(app_name="juttu", configure_logs=False)
app.experimental_feature_flags.update({"WEBSOCKETS"})
app.middleware("http")(http.harden)


ROUTES = (
    *pages.ROUTES,
    *notice.ROUTES,
    *visitor.ROUTES,
    *sign_in.ROUTES,
    *desk.ROUTES,
    *board.ROUTES,
    *history.ROUTES,
    *answers.ROUTES,
    *access_log.ROUTES,
    *people.ROUTES,
    *settings.ROUTES,
)
routes.declare(app, ROUTES, wiring.services)


# ------------------------------------------------------------------------------------------------- sockets


def _request(event: WebsocketEvent) -> str:
    return str(event.to_dict()["requestContext"]["requestId"])


@app.on_ws_connect()
def connect(event: WebsocketEvent) -> dict[str, Any]:
    return sockets.connect(event.to_dict(), wiring.services(_request(event), seconds=5))


@app.on_ws_message()
def message(event: WebsocketEvent) -> dict[str, Any]:
    return sockets.message(
        event.connection_id,
        event.body,
        wiring.services(_request(event)),
        http.source_of(event.to_dict()["requestContext"]),
    )


@app.on_ws_disconnect()
def disconnect(event: WebsocketEvent) -> None:
    sockets.disconnect(event.connection_id, wiring.services(_request(event)))


# ------------------------------------------------------------------------------------------------- by themselves


def _job(event: SQSEvent) -> str:
    return str(getattr(event.context, "aws_request_id", ""))


@app.schedule(Rate(1, unit=Rate.HOURS))
def sweep(event: CloudWatchEvent) -> dict[str, int]:
    return schedules.sweep(wiring.services(event.event_id, seconds=580))


@app.schedule(Rate(1, unit=Rate.MINUTES))
def watch(event: CloudWatchEvent) -> dict[str, int]:
    return schedules.watch(wiring.services(event.event_id, seconds=45))


@app.on_sqs_message(queue="juttu-dev-outbox", batch_size=1)
def outbox(event: SQSEvent) -> dict[str, Any]:
    return jobs.outbox(event.to_dict(), wiring.services(_job(event)))


@app.on_sqs_message(queue="juttu-dev-mail-events", batch_size=10)
def mail_events(event: SQSEvent) -> dict[str, Any]:
    return jobs.mail_events(event.to_dict(), wiring.services(_job(event)))


# ------------------------------------------------------------------------------------------------- loaded

gc.freeze()  # and no later look goes through it either
gc.enable()
