"""Everything that the cloud can call. Declarations only: a door of `chalicelib/entrypoints/` does the work."""

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate, Response, SQSEvent, WebsocketEvent

from chalicelib import wiring
from chalicelib.chat.actions import sweeping, watching
from chalicelib.entrypoints import console, http, jobs, pages, sign_in, sockets, visitor

app = Chalice(app_name="juttu", configure_logs=False)
app.experimental_feature_flags.update({"WEBSOCKETS"})
app.middleware("http")(http.harden)


# ------------------------------------------------------------------------------------------------- pages


@app.route("/", methods=["GET"])
def front() -> Response:
    return http.answer(app.current_request, pages.front, wiring.services)


@app.route("/juttu.js", methods=["GET"])
def loader() -> Response:
    return http.answer(app.current_request, pages.loader, wiring.services)


@app.route("/panel.js", methods=["GET"])
def panel() -> Response:
    return http.answer(app.current_request, pages.panel, wiring.services)


@app.route("/launcher/{name}", methods=["GET"])
def launcher(name: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, pages.launcher, wiring.services)


@app.route("/static/{name}", methods=["GET"])
def asset(name: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, pages.asset, wiring.services)


@app.route("/widget/{site}", methods=["GET"])
def widget(site: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, pages.widget, wiring.services)


@app.route("/chat/{site}", methods=["GET"])
def chat(site: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, pages.chat, wiring.services)


@app.route("/console", methods=["GET"])
def console_page() -> Response:
    return http.answer(app.current_request, pages.console, wiring.services)


# ------------------------------------------------------------------------------------------------- the visitor


@app.route("/v1/conversations", methods=["POST"])
def start() -> Response:
    return http.answer(app.current_request, visitor.start, wiring.services)


@app.route("/v1/tickets", methods=["POST"])
def ticket() -> Response:
    return http.answer(app.current_request, visitor.ticket, wiring.services)


@app.route("/v1/conversation", methods=["GET"])
def history() -> Response:
    return http.answer(app.current_request, visitor.history, wiring.services)


@app.route("/v1/conversation/messages", methods=["POST"])
def say() -> Response:
    return http.answer(app.current_request, visitor.say, wiring.services)


@app.route("/v1/conversation/seen", methods=["POST"])
def seen() -> Response:
    return http.answer(app.current_request, visitor.seen, wiring.services)


@app.route("/v1/conversation/rights", methods=["GET"])
def rights() -> Response:
    return http.answer(app.current_request, visitor.rights, wiring.services)


@app.route("/v1/conversation/close", methods=["POST"])
def close_own() -> Response:
    return http.answer(app.current_request, visitor.close, wiring.services)


@app.route("/v1/conversation/stay", methods=["POST"])
def stay() -> Response:
    return http.answer(app.current_request, visitor.stay, wiring.services)


@app.route("/v1/conversation/name", methods=["POST"])
def call_me() -> Response:
    return http.answer(app.current_request, visitor.call_me, wiring.services)


@app.route("/v1/conversation/rating", methods=["POST"])
def rate() -> Response:
    return http.answer(app.current_request, visitor.rate, wiring.services)


@app.route("/v1/conversation/copy", methods=["GET"])
def copy_own() -> Response:
    return http.answer(app.current_request, visitor.copy, wiring.services)


@app.route("/v1/conversation/copy.html", methods=["GET"])
def copy_own_as_page() -> Response:
    return http.answer(app.current_request, visitor.page, wiring.services)


@app.route("/v1/conversation/readings", methods=["GET"])
def readings_of_own() -> Response:
    return http.answer(app.current_request, visitor.readings, wiring.services)


@app.route("/v1/conversation/corrections", methods=["POST"])
def correct_own() -> Response:
    return http.answer(app.current_request, visitor.correct, wiring.services)


@app.route("/v1/conversation/hide", methods=["POST"])
def hide_own() -> Response:
    return http.answer(app.current_request, visitor.hide, wiring.services)


@app.route("/v1/conversation/objection", methods=["POST"])
def object_to_use() -> Response:
    return http.answer(app.current_request, visitor.objects, wiring.services)


@app.route("/v1/conversation/erase", methods=["POST"])
def erase_own() -> Response:
    return http.answer(app.current_request, visitor.erase, wiring.services)


@app.route("/v1/conversation/transcript", methods=["POST"])
def order_transcript() -> Response:
    return http.answer(app.current_request, visitor.order, wiring.services)


@app.route("/v1/conversation/transcript/confirm", methods=["POST"])
def confirm_transcript() -> Response:
    return http.answer(app.current_request, visitor.confirm, wiring.services)


# ------------------------------------------------------------------------------------------------- the console


@app.route("/v1/sign-in", methods=["POST"])
def sign_in_password() -> Response:
    return http.answer(app.current_request, sign_in.sign_in, wiring.services)


@app.route("/v1/sign-in/password", methods=["POST"])
def sign_in_new_password() -> Response:
    return http.answer(app.current_request, sign_in.new_password, wiring.services)


@app.route("/v1/sign-in/code", methods=["POST"])
def sign_in_code() -> Response:
    return http.answer(app.current_request, sign_in.code, wiring.services)


@app.route("/v1/sign-out", methods=["POST"])
def sign_out() -> Response:
    return http.answer(app.current_request, sign_in.sign_out, wiring.services)


@app.route("/v1/me", methods=["GET"])
def me() -> Response:
    return http.answer(app.current_request, sign_in.me, wiring.services)


@app.route("/v1/me/commitment", methods=["POST"])
def accept_commitment() -> Response:
    return http.answer(app.current_request, sign_in.accept_commitment, wiring.services)


@app.route("/v1/me/available", methods=["POST"])
def available() -> Response:
    return http.answer(app.current_request, sign_in.available, wiring.services)


@app.route("/v1/desk", methods=["GET"])
def desk() -> Response:
    return http.answer(app.current_request, console.show_desk, wiring.services)


@app.route("/v1/colleagues", methods=["GET"])
def colleagues() -> Response:
    return http.answer(app.current_request, console.colleagues, wiring.services)


@app.route("/v1/conversations/{conversation}", methods=["GET"])
def history_by_agent(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.history, wiring.services)


@app.route("/v1/conversations/{conversation}/messages", methods=["POST"])
def say_by_agent(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.say, wiring.services)


@app.route("/v1/conversations/{conversation}/seen", methods=["POST"])
def seen_by_agent(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.seen, wiring.services)


@app.route("/v1/conversations/{conversation}/transfer", methods=["POST"])
def transfer(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.transfer, wiring.services)


@app.route("/v1/conversations/{conversation}/take", methods=["POST"])
def take(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.take, wiring.services)


@app.route("/v1/conversations/{conversation}/close", methods=["POST"])
def close(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.close, wiring.services)


@app.route("/v1/conversations/{conversation}/hide", methods=["POST"])
def hide(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.hide, wiring.services)


@app.route("/v1/conversations/{conversation}/transcript/offer", methods=["POST"])
def offer_transcript(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.offer_transcript, wiring.services)


@app.route("/v1/conversations/{conversation}/accesses", methods=["GET"])
def accesses(conversation: str) -> Response:  # noqa: ARG001 - Chalice passes what stands in the path
    return http.answer(app.current_request, console.accesses, wiring.services)


# ------------------------------------------------------------------------------------------------- sockets


def _request(event: WebsocketEvent) -> str:
    return str(event.to_dict()["requestContext"]["requestId"])


@app.on_ws_connect()
def connect(event: WebsocketEvent) -> dict[str, Any]:
    return sockets.connect(event.to_dict(), wiring.services(_request(event), seconds=5))


@app.on_ws_message()
def message(event: WebsocketEvent) -> dict[str, Any]:
    return sockets.message(event.connection_id, event.body, wiring.services(_request(event)))


@app.on_ws_disconnect()
def disconnect(event: WebsocketEvent) -> None:
    sockets.disconnect(event.connection_id, wiring.services(_request(event)))


# ------------------------------------------------------------------------------------------------- by themselves


def _job(event: SQSEvent) -> str:
    return str(getattr(event.context, "aws_request_id", ""))


@app.schedule(Rate(1, unit=Rate.HOURS))
def sweep(event: CloudWatchEvent) -> dict[str, int]:
    swept = sweeping.sweep(wiring.services(event.event_id, seconds=580))
    return {field: getattr(swept, field) for field in swept.__struct_fields__}


@app.schedule(Rate(1, unit=Rate.MINUTES))
def watch(event: CloudWatchEvent) -> dict[str, int]:
    watched = watching.watch(wiring.services(event.event_id, seconds=45))
    return {field: getattr(watched, field) for field in watched.__struct_fields__}


@app.on_sqs_message(queue="juttu-dev-outbox", batch_size=1)
def outbox(event: SQSEvent) -> dict[str, Any]:
    return jobs.outbox(event.to_dict(), wiring.services(_job(event)))


@app.on_sqs_message(queue="juttu-dev-mail-events", batch_size=10)
def mail_events(event: SQSEvent) -> dict[str, Any]:
    return jobs.mail_events(event.to_dict(), wiring.services(_job(event)))
