"""DNS records: what is there, what is missing, and what stands in their place; over a server of the test's own."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from operations import records
from operations.records import Placed, Record

CHAT = Record("chat.your.example", "CNAME", "d-abc.execute-api.eu-north-1.amazonaws.com", "the chat")
Answers = Mapping[tuple[str, str], tuple[str, ...] | None]


def answers(**found: tuple[str, ...] | None) -> Callable[[str, str], tuple[str, ...] | None]:
    """Answer as `CNAME_chat_your_example` says; nothing of the rest."""
    known = {tuple(name.split("_", 1)): value for name, value in found.items()}
    return lambda name, kind: known.get((kind, name.replace(".", "_").replace("-", "_")), ())


def test_a_record_that_is_there_is_seen_whatever_its_capitals_and_its_last_dot() -> None:
    there = answers(CNAME_chat_your_example=("d-abc.execute-api.eu-north-1.amazonaws.com",))
    written = Record(CHAT.name, "CNAME", "D-abc.execute-api.eu-north-1.amazonaws.com.")

    assert records.place(CHAT, there).state == "there"
    assert records.place(written, there).state == "there"


def test_another_in_its_place_is_said() -> None:
    assert records.place(CHAT, answers(CNAME_chat_your_example=("old.example",))) == Placed(
        CHAT, "other", ("old.example",)
    )


def test_none_at_all_is_missing_and_a_dns_that_does_not_answer_is_no_proof_of_it() -> None:
    assert records.place(CHAT, answers()).state == "missing"
    assert records.place(CHAT, answers(CNAME_chat_your_example=None)).state == "unknown"


def test_the_same_addresses_are_as_good_as_the_name() -> None:
    target = CHAT.value.replace(".", "_").replace("-", "_")
    alias = {"A_chat_your_example": ("192.0.2.1", "192.0.2.2"), f"A_{target}": ("192.0.2.2",)}

    assert records.place(CHAT, answers(**alias)).state == "there"
    assert records.place(CHAT, answers(A_chat_your_example=("192.0.2.9",))) == Placed(CHAT, "other", ("192.0.2.9",))


def test_beside_other_texts_only_one_of_the_same_kind_is_in_the_way() -> None:
    spf = Record("bounce.your.example", "TXT", "v=spf1 include:amazonses.com ~all")

    assert records.place(spf, answers(TXT_bounce_your_example=("proof=1", spf.value))).state == "there"
    assert records.place(spf, answers(TXT_bounce_your_example=("proof=1",))).state == "missing"
    assert records.place(spf, answers(TXT_bounce_your_example=("proof=1", "v=spf1 -all"))).instead == ("v=spf1 -all",)


def test_each_record_is_told_in_a_line_as_it_is_put() -> None:
    spf = Record("bounce.your.example", "TXT", "v=spf1 ~all")

    assert list(
        records.told(
            [
                Placed(CHAT, "there"),
                Placed(CHAT, "missing"),
                Placed(CHAT, "other", ("old.example", "older.example")),
                Placed(spf, "unknown"),
                Placed(spf, "missing"),
            ]
        )
    ) == [
        f"✓ chat.your.example  CNAME  {CHAT.value}   (the chat)",
        f"→ chat.your.example  CNAME  {CHAT.value}   (the chat)",
        f"→ chat.your.example  CNAME  {CHAT.value}   (the chat; there is old.example, older.example instead)",
        '! bounce.your.example  TXT  "v=spf1 ~all"   (DNS could not be asked)',
        '→ bounce.your.example  TXT  "v=spf1 ~all"',
    ]


@pytest.mark.parametrize(
    ("found", "forbids"),
    [
        ({}, ()),
        ({"CAA_your_example": ('0 issue "letsencrypt.org"',)}, ('0 issue "letsencrypt.org"',)),
        ({"CAA_your_example": ('0 issue ";"',)}, ('0 issue ";"',)),
        ({"CAA_your_example": ('0 issue "letsencrypt.org"', '0 issue "amazon.com"')}, ()),
        ({"CAA_your_example": ('0 issue "AmazonTrust.com; account=1"',)}, ()),
        ({"CAA_your_example": ('0 iodef "mailto:a@your.example"',)}, ()),
        ({"CAA_your_example": ('0 issuewild "letsencrypt.org"',)}, ()),
        ({"CAA_your_example": ('0 issue ";"',), "CAA_chat_your_example": ('0 issue "amazon.com"',)}, ()),
        ({"CAA_example": ('0 issue ";"',)}, ()),
        ({"CAA_your_example": None}, ()),
    ],
)
def test_the_nearest_caa_records_say_whether_amazon_may_issue(
    found: dict[str, tuple[str, ...] | None], forbids: tuple[str, ...]
) -> None:
    assert records.forbidding("chat.your.example", answers(**found)) == forbids


def test_a_dmarc_record_may_stand_at_the_domain_or_above() -> None:
    policy = "v=DMARC1; p=reject"
    other = "v=spf1 -all"

    for place in ("TXT__dmarc_mail_your_example", "TXT__dmarc_your_example"):
        found = records.dmarc("mail.your.example", answers(**{place: (other, policy)}))
        assert (found.state, found.record.value) == ("there", policy)
    missing = records.dmarc("mail.your.example", answers(TXT__dmarc_your_example=(other,)))
    assert (missing.state, str(missing.record)) == ("missing", '_dmarc.mail.your.example  TXT  "v=DMARC1; p=none"')
    assert records.dmarc("your.example", answers(TXT__dmarc_your_example=None)).state == "unknown"


# ------------------------------------------------------------------------------------------------- as DNS answers it

ZONE = {
    ("chat.your.example.", "CNAME"): ["D-Abc.amazonaws.example."],
    ("your.example.", "TXT"): ['"v=spf1 include:amazonses.com" " ~all"'],
    ("bounce.your.example.", "MX"): ["10 feedback-smtp.eu-north-1.amazonses.com."],
    ("your.example.", "CAA"): ['0 issue "amazon.com"'],
    ("your.example.", "A"): ["192.0.2.1"],
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the zone be what DNS answers; `broken.` fails, and what stands in no zone is no name."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listening.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            asked, whence = listening.recvfrom(4096)
            if not asked:
                return
            query = dns.message.from_wire(asked)
            question = query.question[0]
            name, kind = question.name.to_text(), dns.rdatatype.to_text(question.rdtype)
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.RA
            if name.startswith("broken."):
                answer.set_rcode(dns.rcode.SERVFAIL)
            elif (name, kind) in ZONE:
                answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", kind, ZONE[name, kind]))
            elif name not in {each for each, _ in ZONE}:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            listening.sendto(answer.to_wire(), whence)

    serving = threading.Thread(target=serve)
    serving.start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = ["127.0.0.1"]
    resolver.port = listening.getsockname()[1]
    monkeypatch.setattr(dns.resolver, "default_resolver", resolver)
    monkeypatch.setattr(records, "SECONDS", 1.0)
    yield
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
        ending.sendto(b"", listening.getsockname())
    serving.join()
    listening.close()


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("chat.your.example", "CNAME", ("d-abc.amazonaws.example",)),
        ("your.example", "TXT", ("v=spf1 include:amazonses.com ~all",)),
        ("bounce.your.example", "MX", ("10 feedback-smtp.eu-north-1.amazonses.com",)),
        ("your.example", "CAA", ('0 issue "amazon.com"',)),
        ("your.example", "A", ("192.0.2.1",)),
        ("your.example", "MX", ()),
        ("nobody.example", "A", ()),
        ("broken.example", "A", None),
    ],
)
def test_what_dns_answers_is_read_as_records_are_compared(
    name: str, kind: str, found: tuple[str, ...] | None, server: None
) -> None:
    assert records.ask(name, kind) == found
