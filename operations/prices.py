"""What AWS asks for each thing, and what seats of commercial chats cost: the one table of prices, dated and with its sources."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

TABLE: Final = Path(__file__).with_suffix(".toml")


class Price(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one unit of something costs, in US dollars before tax."""

    service: str
    dollars: float
    unit: str
    source: str
    free: float = 0
    """So many of them AWS gives every account each month, without end."""


class Seat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a commercial chat asks for one agent, in US dollars a month."""

    name: str
    dollars: float
    source: str
    date: date


class Assumed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is taken as given, because nobody has measured it on AWS."""

    run_milliseconds: float
    run_megabytes: float

    @property
    def run_gigabyte_seconds(self) -> float:
        """What one run of a function uses of memory and time."""
        return self.run_milliseconds / 1000 * self.run_megabytes / 1024


class Prices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All prices, as they were known on a day, in one region."""

    date: date
    region: str
    price: Mapping[str, Price]
    assumed: Assumed
    seat: tuple[Seat, ...] = ()

    def __getitem__(self, name: str) -> float:
        """Return what one unit costs."""
        return self.price[name].dollars


def read(path: Path = TABLE) -> Prices:
    """Return the table of prices. Raises msgspec.ValidationError where it is not of its form."""
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Prices)
