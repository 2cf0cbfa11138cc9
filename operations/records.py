"""DNS records that an operator has to put, and what the world answers of them already."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal

import dns.exception
import dns.resolver
import msgspec

Ask = Callable[[str, str], Sequence[str] | None]
"""Returns what DNS answers for a name and a type: none where there is nothing, None where it could not be asked."""
State = Literal["there", "other", "missing", "unknown"]

SIGNS: Final = {"there": "✓", "other": "→", "missing": "→", "unknown": "!"}
SECONDS: Final = 5.0
"""So long an answer is waited for."""
AMAZON: Final = frozenset(("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"))
"""As which ACM's authority is named in CAA records."""


class Record(msgspec.Struct, frozen=True):
    """A record that somebody has to put into the DNS of a domain."""

    name: str
    type: Literal["CNAME", "TXT", "MX"]
    value: str
    why: str = ""
    """What it is for, in a few words."""

    def __str__(self) -> str:
        value = f'"{self.value}"' if self.type == "TXT" else self.value
        return f"{self.name}  {self.type}  {value}"


class Placed(msgspec.Struct, frozen=True):
    """A record, and what DNS answers of it."""

    record: Record
    state: State
    instead: tuple[str, ...] = ()
    """What stands at its place; empty unless the state is `other`."""


def ask(name: str, kind: str) -> tuple[str, ...] | None:
    """Return what DNS answers for a name and a type, in small letters but for texts; None where it could not be asked."""
    try:
        answer = dns.resolver.resolve(name, kind, search=False, lifetime=SECONDS, raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN:
        return ()
    except dns.exception.DNSException:
        return None
    return tuple(plain(kind, each.to_text()) for each in answer.rrset or ())


def plain(kind: str, written: str) -> str:
    """Return a record's data as records are compared: a text without its quotes and in one piece, a name without its last dot."""
    if kind == "TXT":
        return "".join(written.strip('"').split('" "'))
    return written.rstrip(".").lower() if kind in {"CNAME", "MX"} else written


def place(record: Record, answers: Ask = ask) -> Placed:
    """Return what DNS answers of a record. For a CNAME, the same addresses do as well: what Route 53 calls an alias is none."""
    found = answers(record.name, record.type)
    if found is None:
        return Placed(record, "unknown")
    wanted = plain(record.type, record.value)
    if wanted in found:
        return Placed(record, "there")
    if record.type == "TXT":
        kind = wanted.partition(" ")[0]
        instead = tuple(each for each in found if each.partition(" ")[0] == kind)
    else:
        instead = tuple(found)
    if record.type == "CNAME" and not found and (addresses := set(answers(record.name, "A") or ())):
        if addresses & set(answers(record.value, "A") or ()):
            return Placed(record, "there")
        instead = tuple(sorted(addresses))
    return Placed(record, "other" if instead else "missing", instead)


def told(placed: Iterable[Placed]) -> Iterator[str]:
    """Yield each record in a line, with whether it is there: what the operator has to put begins with `→`."""
    for each in placed:
        words = [each.record.why] if each.record.why else []
        if each.state == "other":
            words.append(f"there is {', '.join(each.instead)} instead")
        if each.state == "unknown":
            words.append("DNS could not be asked")
        yield f"{SIGNS[each.state]} {each.record}" + (f"   ({'; '.join(words)})" if words else "")


def forbidding(name: str, answers: Ask = ask) -> tuple[str, ...]:
    """Return the CAA records that let Amazon issue no certificate for a name; none where it may, or nobody knows."""
    labels = name.split(".")
    for at in range(len(labels) - 1):
        if found := answers(".".join(labels[at:]), "CAA"):
            issuers = [each for each in found if _tag(each) == "issue"]
            return () if not issuers or any(_issuer(each) in AMAZON for each in issuers) else tuple(found)
    return ()


def dmarc(domain: str, answers: Ask = ask) -> Placed:
    """Return the record by which a domain says what becomes of mails that only pretend to come from it: its own, or one above."""
    least = Record(f"_dmarc.{domain}", "TXT", "v=DMARC1; p=none", "DMARC: large mailboxes ask for one")
    labels = domain.split(".")
    for at in range(len(labels) - 1):
        name = f"_dmarc.{'.'.join(labels[at:])}"
        found = answers(name, "TXT")
        if found is None:
            return Placed(least, "unknown")
        if policy := next((each for each in found if each.replace(" ", "").startswith("v=DMARC1")), ""):
            return Placed(Record(name, "TXT", policy, least.why), "there")
    return Placed(least, "missing")


def _tag(caa: str) -> str:
    """Return the tag of a CAA record: of `0 issue "amazon.com"`, `issue`."""
    return caa.split(maxsplit=2)[1].lower()


def _issuer(caa: str) -> str:
    return caa.split(maxsplit=2)[2].strip('"').partition(";")[0].strip().lower()
