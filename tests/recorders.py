"""What stands in a port's place and remembers what it was given."""

from chalicelib.chat.ports import Metric


class Metrics:
    """Metrics that remember what was put."""

    def __init__(self) -> None:
        self.noted: list[tuple[Metric, float]] = []
        self.fields: list[dict[str, str | int | None]] = []

    def put(self, name: Metric, value: float, **fields: str | int | None) -> None:
        self.noted.append((name, value))
        self.fields.append(fields)

    def of(self, name: Metric) -> list[float]:
        """Return the figures of one name, in their order."""
        return [value for noted, value in self.noted if noted == name]


class Refusals(list[tuple[str, str]]):
    """What an adapter tells of answers that it cannot go on with: operations with codes."""

    def __call__(self, operation: str, code: str) -> None:
        self.append((operation, code))
