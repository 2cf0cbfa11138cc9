"""DNS: the records that an operator has to put, and what the world answers of them already."""

import msgspec


class Record(msgspec.Struct, frozen=True):
    """A record that somebody has to put into the DNS of a domain."""

    name: str
    type: str
    value: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.name}  {self.type}  {self.value}"
