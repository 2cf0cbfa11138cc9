"""AWS as a test wants it: what each operation answers, in the form that botocore's own models know; nothing leaves this machine."""

import functools
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

import boto3
from botocore.model import OperationModel
from botocore.validate import ParamValidator

from operations.account import Account


class Refusal(NamedTuple):
    """That AWS refuses a call, with its code."""

    code: str
    words: str = "Refused by the test."


Given = Mapping[str, Any] | Refusal
Answer = Given | Callable[[Mapping[str, Any]], Given]


class Call(NamedTuple):
    """One call, as the code made it."""

    operation: str
    """`sesv2.GetAccount`."""
    parameters: Mapping[str, Any]


class Aws:
    """An account whose operations answer as they are told to; each call is kept, and any can be refused.

    `answers`: by `service.Operation`, an answer, what makes one of the parameters, or a `Refusal`. An operation of which nothing is
    said fails the test, and so does an answer that AWS could not give.
    """

    def __init__(self, answers: Mapping[str, Answer] | None = None) -> None:
        self.answers: dict[str, Answer] = dict(answers or {})
        self.calls: list[Call] = []
        self.fails_at: int | None = None
        """The number of the call, from 0, that is refused in passing, once."""

    def account(self, region: str = "eu-north-1") -> Account:
        """Return the account, as a command gets it."""
        return Account(region, self._client)

    def said(self, operation: str) -> list[Mapping[str, Any]]:
        """Return with what an operation was called, each time."""
        return [call.parameters for call in self.calls if call.operation == operation]

    def _client(self, service: str, **options: Any) -> Any:
        client = _session().client(service, **{**options, "config": None})
        client.meta.events.register("provide-client-params", self._asked_for(service))
        client.meta.events.register("before-call", self._answered(service))
        return client

    def _asked_for(self, service: str) -> Callable[..., None]:
        def note(params: Mapping[str, Any], model: OperationModel, **_: Any) -> None:
            self.calls.append(Call(f"{service}.{model.name}", params))

        return note

    def _answered(self, service: str) -> Callable[..., tuple[Any, Any]]:
        def answer(model: OperationModel, **_: Any) -> tuple[Any, Any]:
            number, call = len(self.calls) - 1, self.calls[-1]
            if number == self.fails_at:
                self.fails_at = None
                return refused(Refusal("ServiceUnavailable"))
            found = self.answers.get(call.operation)
            assert found is not None, f"nobody has said what AWS answers to {call.operation} {dict(call.parameters)}"
            given = found(call.parameters) if callable(found) else found
            if isinstance(given, Refusal):
                return refused(given)
            if model.output_shape is not None:
                report = ParamValidator().validate(given, model.output_shape)
                assert not report.has_errors(), f"AWS never answers {call.operation} so: {report.generate_report()}"
            return SimpleNamespace(status_code=200), {**given, "ResponseMetadata": {"HTTPStatusCode": 200}}

        return answer


@functools.cache
def _session() -> Any:
    """Return the session of every test: one, since it reads each service's model once."""
    return boto3.session.Session("a", "b")


def refused(refusal: Refusal) -> tuple[Any, Any]:
    """Return what a handler of `before-call` returns, for a call to be refused instead of made."""
    error = {"Error": {"Code": refusal.code, "Message": refusal.words}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    return SimpleNamespace(status_code=400), error
