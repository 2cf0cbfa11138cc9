"""The mails, as the reader's program takes them apart."""

import email
import email.policy
import re
import unicodedata
from datetime import UTC, date, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.chat import letters
from chalicelib.chat.conversation import Conversation, Line
from chalicelib.chat.site import Contact, Site, Topic
from chalicelib.chat.transcript import TranscriptOrder
from chalicelib.chat.wire import Language, TranscriptState
from chalicelib.chat.words import IN
from chalicelib.settings import Settings
from tests import browser_words

TO = "visitor@example.com"
SETTINGS = Settings(mail_from="chat@service.example.com", controller="Esimerkki Oy")
CODE = "AAAA-BBBB-CCCC"
SITE = Site(
    key="demo",
    company="Esimerkki",
    origins=("https://www.example.com", "https://kauppa.example.com"),
    contacts=(
        Contact(kind="phone", value="08 12 34", words={"fi": "Päivystys", "en": "On call"}),
        Contact(kind="mail", value="apu@service.example.com"),
    ),
    privacy_notice={
        "fi": "https://service.example.com/tietosuoja",
        "sv": "https://service.example.com/dataskydd",
        "en": "https://service.example.com/privacy",
    },
)
LANGUAGES: list[Language] = ["fi", "sv", "en"]
FSI, PDI = "\u2068", "\u2069"
VOID = {"meta", "br", "hr"}


def at(written: str) -> int:
    """Return the milliseconds of a moment in UTC."""
    return int(datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp() * 1000)


START = at("2026-11-24T12:05:59")
LINES = {
    1: Line(kind="said", by="visitor", at=START, text="Hei, laskuni on väärä"),
    2: Line(kind="joined", by="agent.a", at=START + 60_000),
    3: Line(kind="said", by="agent.a", at=START + 120_000, text="Katsotaan yhdessä"),
    4: Line(kind="closed", by="visitor", at=START + 180_000),
}


def conversation(language: Language = "fi", **changes: Any) -> Conversation:
    plain = Conversation(
        id="0123456789ABCDEF",
        key_hash=b"",
        rights_hash=b"",
        site="demo",
        language=language,
        queue="general",
        status="closed",
        started_at=START,
        expires_at=START // 1000 + 30 * 24 * 3600,
        expires_on="2026-12-05",
        first=1,
        newest=(),
        owner="agent.a",
        aliases={"agent.a": "Agentti A"},
    )
    return msgspec.structs.replace(plain, **changes)


class Mail:
    """A mail taken apart: its headers, its text, and its HTML as a browser would understand it. Lines end as here."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        assert message.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
        assert not message.defects
        plain, html = message.iter_parts()
        assert isinstance(plain, EmailMessage)
        assert isinstance(html, EmailMessage)
        self.message = message
        self.text: str = plain.get_content().replace("\r\n", "\n")
        self.html: str = html.get_content().replace("\r\n", "\n")
        self.page = Page()
        self.page.feed(self.html)
        self.page.close()

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items() if name != "Content-Type"]


class Page(HTMLParser):
    """What is in a page: its tags, its attributes, and the text of each paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.paragraphs: list[tuple[dict[str, str | None], str]] = []
        self.open: list[str] = []
        self.language: str | None = None
        self.links: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "html":
            self.language = dict(attrs).get("lang")
        if tag == "a":
            self.links.add(dict(attrs)["href"])
        if tag in ("p", "h1"):
            self.paragraphs.append((dict(attrs), ""))
        if tag not in VOID:
            self.open.append(tag)
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"p", "h1"} & set(self.open):
            attributes, before = self.paragraphs[-1]
            self.paragraphs[-1] = (attributes, before + data)

    @property
    def text(self) -> list[str]:
        return [text for _, text in self.paragraphs]

    @property
    def said(self) -> list[str]:
        """What people wrote: the paragraphs that find their own direction."""
        return [text for attributes, text in self.paragraphs if attributes.get("dir") == "auto"]


def code(
    language: Language = "fi",
    *,
    to: str = TO,
    settings: Settings = SETTINGS,
    site: Site | None = SITE,
    answers: bool = False,
) -> Mail:
    return Mail(letters.code(language, site, code="048291", to=to, settings=settings, answers=answers))


def transcript(
    lines: dict[int, Line] | None = None,
    *,
    to: str = TO,
    settings: Settings = SETTINGS,
    site: Site | None = SITE,
    answers: bool = False,
    **changes: Any,
) -> Mail:
    talk = conversation(**changes)
    return Mail(
        letters.transcript(talk, lines or LINES, site, to=to, settings=settings, rights_code=CODE, answers=answers)
    )


def unanswered(*, to: str = TO, settings: Settings = SETTINGS, site: Site | None = SITE, **changes: Any) -> Mail:
    return Mail(letters.unanswered(conversation(**changes), site, to=to, settings=settings, rights_code=CODE))


def named(company: str) -> Site:
    return msgspec.structs.replace(SITE, company=company)


def said(text: str, by: str = "visitor", **changes: Any) -> dict[int, Line]:
    return {1: Line(kind="said", by=by, at=START, text=text, **changes)}


def isolated(text: str) -> str:
    """Return a line as it stands in a mail's text: isolated where it is written from right to left."""
    return f"{FSI}{text}{PDI}" if re.search("[\u0590-\u08ff]", text) else text


def readable(mail: Mail) -> list[str]:
    """Return what is read in either part, without the isolates: text and HTML have to say the same."""
    html = "\n".join(mail.page.text)
    return [part.replace(FSI, "").replace(PDI, "").replace("\u00a0", " ") for part in (mail.text, html)]


# ------------------------------------------------------------------------------------------------------- envelope


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headers_are_these_and_constant(language: Language) -> None:
    subjects = {
        "fi": (
            "Vahvistuskoodi keskustelun kopiota varten",
            "Vahvistuskoodi vastausta varten",
            "Kopio keskustelustasi",
            "Vastaus kysymykseesi",
            "Kysymykseesi ei vastattu",
        ),
        "sv": (
            "Bekräftelsekod för kopian av chatten",
            "Bekräftelsekod för svaret",
            "Kopia av din chatt",
            "Svar på din fråga",
            "Din fråga besvarades inte",
        ),
        "en": (
            "Confirmation code for the copy of your chat",
            "Confirmation code for the answer",
            "Copy of your chat",
            "The answer to your question",
            "Your question was not answered",
        ),
    }[language]
    mails = (
        code(language),
        code(language, answers=True),
        transcript(language=language),
        transcript(language=language, answers=True),
        unanswered(language=language),
    )

    for mail, subject in zip(mails, subjects, strict=True):
        assert mail.headers == [
            ("From", "Esimerkki <chat@service.example.com>"),
            ("To", TO),
            ("Subject", subject),
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
            ("Content-Language", language),
        ]


MAILS = [code, transcript, unanswered]


@pytest.mark.parametrize("mail", MAILS)
def test_there_is_one_recipient(mail: Any) -> None:
    message = mail().message

    assert [address.addr_spec for address in message["To"].addresses] == [TO]
    assert message["Cc"] is None
    assert message["Bcc"] is None


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_an_address_cannot_add_a_header(mail: Any, ending: str) -> None:
    with pytest.raises(ValueError, match="CR or LF"):
        mail(to=f"visitor@example.com{ending}Bcc: other@example.com")


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_the_companys_name_cannot_add_a_header_or_a_part(mail: Any, ending: str) -> None:
    sent = mail(site=named(f"Oy{ending}Bcc: other@example.com{ending * 2}<b>body</b>"))

    (sender,) = sent.message["From"].addresses
    assert sender.addr_spec == "chat@service.example.com"
    assert sender.display_name == "Oy Bcc: other@example.com <b>body</b>"
    assert sent.headers[1:] == mail().headers[1:]
    assert sent.page.tags == mail().page.tags


@pytest.mark.parametrize("company", ["Kiuaspaja Havukka", "Höyry & Löyly Oy", "Ääkköset " * 12, "דנה"])
def test_the_sender_is_called_as_the_company_is_however_it_is_written(company: str) -> None:
    sent = code(site=named(company))
    # As RFC 2047 has it, which the policy's own reading of a name in several encoded words has not.
    raw = email.message_from_bytes(sent.raw, policy=email.policy.compat32)["From"]
    (sender,) = getaddresses([str(make_header(decode_header(raw)))])

    assert sender[0] == company.strip()
    assert [each.addr_spec for each in sent.message["From"].addresses] == [SETTINGS.mail_from]
    assert sent.raw.isascii()


def test_without_a_site_the_sender_is_the_controller() -> None:
    (sender,) = unanswered(site=None).message["From"].addresses

    assert sender.display_name == "Esimerkki Oy"


def test_nothing_of_a_conversation_is_in_a_header() -> None:
    lines = said("Subject: secret\r\nBcc: other@example.com\r\n\r\n--===============0==\r\nContent-Type: text/html")

    assert transcript(lines, aliases={"agent.a": "A\r\nBcc: other@example.com"}).headers == transcript().headers


def test_a_mail_is_fit_for_every_mail_server() -> None:
    mail = transcript(said("ä" * 2_000 + "\n" + "a" * 2_000))
    raw = mail.raw

    short = [part["Content-Transfer-Encoding"] for part in transcript().message.iter_parts()]
    assert short == ["quoted-printable", "quoted-printable"]
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


# ------------------------------------------------------------------------------------------------------- the code


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fi", ["048291 on koodisi", "lähettää kopion keskustelusta tähän", "voimassa 10 minuuttia."]),
        ("sv", ["048291 är din kod", "skickar Esimerkki en kopia av chatten", "gäller i 10 minuter."]),
        ("en", ["048291 is your code", "Esimerkki will send a copy of the chat", "valid for 10 minutes."]),
    ],
)
def test_the_code_comes_first_with_what_it_is_for_and_how_long_it_lasts(
    language: Language, sentences: list[str]
) -> None:
    mail = code(language)

    assert mail.page.language == language
    for part in readable(mail):
        assert part.startswith(sentences[0])
        for sentence in [*sentences, IN[language].code_not_you, IN[language].no_reply]:
            assert sentence in part
        assert re.findall(r"\d{3,}", part) == ["048291"]


@pytest.mark.parametrize(
    ("language", "answer"), [("fi", "vastauksen kysymykseesi"), ("sv", "svaret på din fråga"), ("en", "the answer")]
)
def test_the_code_for_an_answer_speaks_of_the_answer_and_of_no_copy(language: Language, answer: str) -> None:
    for part in readable(code(language, answers=True)):
        assert answer in part
        assert not re.search("kopi|copy", part)
    for part in readable(code(language)):
        assert answer not in part


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_begins_with_what_is_in_it_and_never_with_its_subject_again(language: Language) -> None:
    for mail in (
        code(language),
        code(language, answers=True),
        transcript(language=language),
        transcript(language=language, answers=True),
        unanswered(language=language),
    ):
        for part in readable(mail):
            assert not part.startswith(str(mail.message["Subject"]))
            assert part[0] != "\n"


# ------------------------------------------------------------------------------------------------- the transcript


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fi",
            [
                "Viite: 0123-4567-89AB-CDEF",
                "Alkoi: 24.11.2026 klo 14.05",
                "Kellonajat ovat Suomen aikaa.",
                "Agentti A liittyi keskusteluun",
                "Päätit keskustelun",
                "klo 14.08",
                "Oma koodi: AAAA-BBBB-CCCC",
                "Keskustelu poistetaan järjestelmästämme 5.12.2026, varmuuskopiosta viikkoa myöhemmin.",
            ],
        ),
        (
            "sv",
            [
                "Referens: 0123-4567-89AB-CDEF",
                "Började: 24.11.2026 kl. 14.05",
                "Klockslagen anges i finländsk tid.",
                "Agentti A kom med i chatten",
                "Du avslutade chatten",
                "kl. 14.08",
                "Din kod: AAAA-BBBB-CCCC",
                "Chatten raderas ur vårt system 5.12.2026, ur säkerhetskopian en vecka senare.",
            ],
        ),
        (
            "en",
            [
                "Reference: 0123-4567-89AB-CDEF",
                "Started: 24 November 2026 at 14:05",
                "Times are in Finnish time.",
                "Agentti A joined the chat",
                "You ended the chat",
                "14:08",
                "Your code: AAAA-BBBB-CCCC",
                "deleted from our system on 5 December 2026, and from the back-up a week later.",
            ],
        ),
    ],
)
def test_the_transcript_says_everything_in_the_language_of_the_conversation(
    language: Language, expected: list[str]
) -> None:
    mail = transcript(language=language)

    assert mail.page.language == language
    assert mail.page.said == ["Hei, laskuni on väärä", "Katsotaan yhdessä"]
    for part in readable(mail):
        for sentence in [*expected, "Hei, laskuni on väärä", "Katsotaan yhdessä", IN[language].no_reply]:
            assert sentence in part
        others = [words.deleted_on.partition("{")[0] for key, words in IN.items() if key != language]
        assert not any(sentence in part for sentence in others)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["code", "copy", "answer", "unanswered"])
def test_every_mail_says_where_to_go_on_and_ends_with_the_companys_notice(language: Language, kind: str) -> None:
    words = IN[language]
    mail = {
        "code": lambda: code(language),
        "copy": lambda: transcript(language=language),
        "answer": lambda: transcript(language=language, answers=True),
        "unanswered": lambda: unanswered(language=language),
    }[kind]()
    name = {"fi": "Päivystys", "sv": "Päivystys", "en": "On call"}[language]
    foot = [
        words.no_reply,
        words.write_here.format(address="https://www.example.com"),
        words.contacts,
        f"{name}: 08 12 34",
        "apu@service.example.com",
        words.notice.format(address=SITE.privacy_notice[language]),
    ]

    for part in readable(mail):
        places = [part.rindex(sentence) for sentence in foot]
        assert places == sorted(places)
        assert part.rstrip().endswith(foot[-1])


def test_where_the_service_has_an_address_of_its_own_the_way_on_is_the_chats_own_page() -> None:
    settings = msgspec.structs.replace(SETTINGS, origins=("https://chat.example.com", "https://old.example.com"))

    for mail in (code(settings=settings), transcript(settings=settings), unanswered(settings=settings)):
        for part in readable(mail):
            assert "Voit kirjoittaa meille chatissa: https://chat.example.com/chat/demo" in part
            assert "www.example.com" not in part


@pytest.mark.parametrize(("origins", "linked"), [(("https://chat.your.example",), True), ((), False)])
def test_a_mail_of_a_site_without_a_notice_of_its_own_links_to_ours_where_we_have_an_address(
    origins: tuple[str, ...], linked: bool
) -> None:
    site = msgspec.structs.replace(SITE, privacy_notice={})
    settings = msgspec.structs.replace(SETTINGS, origins=origins)
    mail = Mail(letters.code("sv", site, code="048291", to=TO, settings=settings))

    address = "https://chat.your.example/notice/demo?language=sv"
    assert [address in part for part in readable(mail)] == [linked, linked]


def test_a_site_without_contacts_or_a_notice_has_no_line_for_them() -> None:
    words = IN["fi"]
    bare = msgspec.structs.replace(SITE, contacts=(), privacy_notice={}, origins=())
    for mail in (unanswered(site=None), unanswered(site=bare), code(site=None)):
        for part in readable(mail):
            for sentence in (words.write_here, words.contacts, words.notice):
                assert sentence.partition("{")[0] not in part
            assert words.no_reply in part


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_of_a_left_question_is_the_answer_and_then_the_question(language: Language) -> None:
    answer, words = transcript(language=language, answers=True), IN[language]

    assert answer.message["Subject"] == words.answer_subject
    assert answer.page.said == ["Katsotaan yhdessä", "Hei, laskuni on väärä"]
    for part in readable(answer):
        first, _, rest = part.partition(f"\n{words.question_title}\n")
        assert first.startswith("Agentti A")
        assert "Katsotaan yhdessä" in first
        for later in ("Hei, laskuni on väärä", words.joined.format(alias="Agentti A"), words.closed_by_visitor):
            assert later in rest
        assert words.transcript_opening.partition("{")[0] not in part


@pytest.mark.parametrize("answers", [True, False])
def test_where_the_two_talked_everything_stands_in_its_order(answers: bool) -> None:
    again = {**LINES, 5: Line(kind="said", by="visitor", at=START + 200_000, text="Kiitos")}
    mail = transcript(again, answers=answers)

    assert mail.page.said == ["Hei, laskuni on väärä", "Katsotaan yhdessä", "Kiitos"]
    opening = IN["fi"].answer_opening if answers else IN["fi"].transcript_opening
    for part in readable(mail):
        assert part.startswith(opening.format(time="24.11.2026 klo 14.05", until="24.11.2026 klo 14.09"))
        assert "Kysymyksesi" not in part


def test_a_copy_says_up_to_when_it_reaches_and_an_answer_is_whole() -> None:
    so_far = {seq: line for seq, line in LINES.items() if seq < 4}
    for part in readable(transcript(so_far)):
        assert "Siinä ovat viestit 24.11.2026 klo 14.07 asti." in part
    for part in readable(transcript(so_far, answers=True)):
        assert "Siinä ovat viestit" not in part


@pytest.mark.parametrize("language", LANGUAGES)
def test_reference_and_code_are_explained_in_the_chats_own_words(language: Language) -> None:
    words = IN[language]
    source = browser_words.source(language)
    (menu,) = set(re.findall(r'^ {4}earlier: "(.*)",$', source, re.MULTILINE))

    assert f'endReference: "{words.reference}"' in source
    assert f'endRightsCode: "{words.rights_code}"' in source
    assert menu in words.rights_help
    for mail in (transcript(language=language), unanswered(language=language)):
        for part in readable(mail):
            assert f"{words.reference}: 0123-4567-89AB-CDEF\n{words.rights_code}: {CODE}\n" in part
            assert words.rights_help in part


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("closed_by", "sentence"), [("system", "unanswered"), ("visitor", "unanswered_ended")])
def test_to_a_question_that_nobody_answered_goes_a_mail_without_anybodys_words(
    language: Language, closed_by: str, sentence: str
) -> None:
    mail = unanswered(
        language=language, closed_by=closed_by, name="Maija", newest=tuple(said("Laskuni on väärä").values())
    )

    for part in readable(mail):
        asked = letters._day(IN[language], date(2026, 11, 24))
        assert getattr(IN[language], sentence).format(date=asked) in part
        assert "0123-4567-89AB-CDEF" in part
        for word in ("Laskuni", "Maija", "Agentti"):
            assert word not in part


def test_lines_in_a_message_are_lines_in_a_program_that_honours_no_style() -> None:
    mail = transcript(said("Toimitusosoite:\nEsimerkkikatu 1 A\n\n00100 Helsinki"))

    assert "Toimitusosoite:<br>Esimerkkikatu 1 A<br><br>00100 Helsinki" in mail.html
    assert "rgba(" not in re.sub(r'bgcolor="#[0-9a-f]{6}" style="[^"]*"', "", mail.html)
    assert mail.page.said == ["Toimitusosoite:\nEsimerkkikatu 1 A\n\n00100 Helsinki"]


def test_every_sentence_is_there_in_every_language_with_the_same_blanks() -> None:
    def blanks(words: Any) -> dict[str, list[str]]:
        return {
            name: sorted(re.findall(r"{\w+}", value if isinstance(value, str) else " ".join(sorted(value))))
            for name, value in msgspec.structs.asdict(words).items()
            if name != "date"
        }

    assert blanks(IN["fi"]) == blanks(IN["sv"]) == blanks(IN["en"])
    for words in IN.values():
        assert all(msgspec.structs.asdict(words).values())
        assert set(words.masked) == {"identity_code", "payment_card"}


def test_lines_stand_in_their_order_whatever_the_order_they_were_found_in() -> None:
    backwards = {seq: LINES[seq] for seq in sorted(LINES, reverse=True)}

    assert transcript(backwards).text == transcript().text


@pytest.mark.parametrize(
    ("zone", "utc", "shown"),
    [
        ("Europe/Helsinki", "2026-10-24T23:59:59", "25.10.2026 klo 02.59"),
        ("Europe/Helsinki", "2026-10-25T00:58:00", "25.10.2026 klo 03.58 kesäaikaa"),  # the last hour of summer time …
        ("Europe/Helsinki", "2026-10-25T01:03:00", "25.10.2026 klo 03.03 talviaikaa"),  # … and the same hour again
        ("Europe/Helsinki", "2026-10-25T02:00:00", "25.10.2026 klo 04.00"),
        ("Europe/Helsinki", "2026-03-29T01:00:00", "29.3.2026 klo 04.00"),
        ("Europe/Helsinki", "2026-12-31T22:00:00", "1.1.2027 klo 00.00"),
        ("Europe/Stockholm", "2026-12-31T22:00:00", "31.12.2026 klo 23.00"),
        ("UTC", "2026-01-02T03:04:59", "2.1.2026 klo 03.04"),
    ],
)
def test_times_are_in_the_controllers_zone_which_is_said(zone: str, utc: str, shown: str) -> None:
    day, _, time = shown.partition(" klo ")
    told = "Suomen aikaa" if zone == "Europe/Helsinki" else f"paikallista aikaa ({zone})"
    lines = {1: Line(kind="said", by="visitor", at=at(utc), text="Hei")}

    mail = transcript(lines, settings=msgspec.structs.replace(SETTINGS, zone=zone), started_at=at(utc))

    for part in readable(mail):
        assert f"Alkoi: {shown}\n" in part
        assert f"Kellonajat ovat {told}." in part
        assert f"klo {time}\n" in part.partition(f"\n{day}\n")[2]


def test_each_day_is_named_once_before_its_lines() -> None:
    lines = {
        1: Line(kind="said", by="visitor", at=at("2026-11-24T21:59:00"), text="ennen"),
        2: Line(kind="said", by="visitor", at=at("2026-11-24T22:00:00"), text="jälkeen"),
        3: Line(kind="said", by="visitor", at=at("2026-11-24T22:01:00"), text="myöhemmin"),
    }

    for part in readable(transcript(lines)):
        wanted = ["24.11.2026", "ennen", "25.11.2026", "jälkeen", "myöhemmin"]
        assert [line.strip() for line in part.split("\n") if line.strip() in wanted] == wanted


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        ("visitor", "Päätit keskustelun"),
        ("agent.a", "Agentti A päätti keskustelun"),
        ("system", "Keskustelu päättyi"),
    ],
)
def test_it_is_said_who_ended_the_conversation(by: str, sentence: str) -> None:
    for part in readable(transcript({1: Line(kind="closed", by=by, at=START)})):
        assert f"{sentence}" in part


def test_a_person_is_named_by_alias_only() -> None:
    mail = transcript()

    assert "agent.a" not in mail.text
    assert "agent.a" not in mail.html


@pytest.mark.parametrize(
    ("language", "mark"),
    [
        ("fi", "henkilötunnus peitetty, maksukortin numero peitetty"),
        ("sv", "personbeteckningen dold, kortnumret dolt"),
        ("en", "personal identity code hidden, card number hidden"),
    ],
)
def test_what_was_masked_is_said_beside_it(language: Language, mark: str) -> None:
    masked = said("Tunnus •••••• ja kortti ••••••", masked=("identity_code", "payment_card"))

    for part in readable(transcript(masked, language=language)):
        assert f"({mark})" in part
        assert "Tunnus •••••• ja kortti ••••••" in part
    for part in readable(transcript(said("Hei"), language=language)):
        assert IN[language].masked["identity_code"] not in part


@pytest.mark.parametrize(
    ("language", "by", "mark"),
    [
        ("fi", "visitor", "piilotit viestin"),
        ("fi", "agent", "asiakaspalvelija piilotti viestin"),
        ("sv", "visitor", "du dolde meddelandet"),
        ("sv", "agent", "kundrådgivaren dolde meddelandet"),
        ("en", "visitor", "you hid this message"),
        ("en", "agent", "the agent hid this message"),
    ],
)
def test_by_whom_a_message_was_hidden_is_said_beside_it(language: Language, by: str, mark: str) -> None:
    for part in readable(transcript(said("••••••", hidden_by=by, hidden_at=START), language=language)):
        assert f"({mark})" in part
    for part in readable(transcript(said("••••••"), language=language)):
        assert mark not in part


# ------------------------------------------------------------------------------------------ what people may write

CORPUS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</p></div></body><iframe src=//evil.example>",
    "<!-- <![CDATA[ ]]> -->",
    "&lt;b&gt; &amp; &#60;b&#62; &nbsp;",
    "javascript:alert(1) <a href='https://evil.example'>click</a>",
    "https://evil.example/?a=1&b=2 www.evil.example other@example.com",
    "=HYPERLINK(1)",
    "+SUM(A1)",
    "@cmd",
    "-2+3",
    "\tafter a tab",
    "one\ntwo\n\nthree",
    "Bcc: other@example.com\n\nbody",
    "zero\u200bwidth\u200d\ufeff",
    unicodedata.normalize("NFC", "Z\u0351\u036b\u0343a\u0322l\u0328g\u0321o"),
    "👩\u200d👩\u200d👧 ✌🏽",
    "{controller} {alias} {0} {{7*7}} ${7*7} %s %n %H",
    "' OR 1=1 --",
    "שלום مرحبا",
    ".\n..\n.",
    "From here\nFrom there",
    "--===============1234567890==--",
    "a" * 2_000,
    "ä" * 2_000,
]
"""What is stored as it was written (trust rules, section 11)."""

CHANGED = {
    "\u202eright to left\u202c": "right to left",
    "\u2067isolated\u2069 and \u2069\u2069 out": "isolated and  out",
    "nul\x00 and escape \x1b[31m": "nul and escape [31m",
    "half \ud83d of a pair \ude00": "half  of a pair ",
    "one\r\ntwo\rthree\u2028four": "one\ntwo\nthree\nfour",
}
"""What is never stored so; a mail stays whole even if it were."""


@pytest.mark.parametrize("by", ["visitor", "agent.a"])
@pytest.mark.parametrize(
    ("written", "read"), [*((text, text) for text in CORPUS), *CHANGED.items()], ids=lambda text: ascii(text)[:30]
)
def test_what_people_write_stays_text_and_within_its_own_lines(by: str, written: str, read: str) -> None:
    mail = transcript(said(written, by))
    plain = transcript(said("Hei", by))

    assert mail.page.said == [read]
    assert mail.page.tags == plain.page.tags
    assert mail.page.attributes == plain.page.attributes
    assert mail.page.open == []
    assert mail.headers == plain.headers

    lines = [f"    {isolated(part)}" if part else "" for part in read.split("\n")]
    assert mail.text == plain.text.replace("    Hei\n", "\n".join(lines) + "\n")


ENCODABLE = [text for text in (*CORPUS, *CHANGED) if not re.search("[\ud800-\udfff]", text)]
"""A company's name comes from the table, where there are no halves of pairs."""


@pytest.mark.parametrize("text", ENCODABLE, ids=lambda text: ascii(text)[:30])
def test_an_alias_and_the_companys_name_stay_text_too(text: str) -> None:
    for mail, plain in (
        (transcript(aliases={"agent.a": text}), transcript()),
        (transcript(site=named(text)), transcript()),
        (code(site=named(text)), code()),
    ):
        assert mail.page.tags == plain.page.tags
        assert mail.page.attributes == plain.page.attributes
        assert mail.page.open == []
        assert [address.addr_spec for address in mail.message["From"].addresses] == [SETTINGS.mail_from]
        assert mail.headers[1:] == plain.headers[1:]


def test_what_is_written_from_right_to_left_turns_nothing_around_it() -> None:
    mail = transcript(said("שלום\nمرحبا", "agent.a"), aliases={"agent.a": "דנה"})

    assert f"{FSI}דנה{PDI}, klo" in mail.text
    assert f"    {FSI}שלום{PDI}\n    {FSI}مرحبا{PDI}\n" in mail.text
    assert mail.page.said == ["שלום\nمرحبا"]
    assert any(text.startswith(f"{FSI}דנה{PDI} · klo") for text in mail.page.text)
    assert "unicode-bidi:plaintext" in mail.html


def test_nobody_can_write_another_speakers_line() -> None:
    mail = transcript(said("Kiitos\n\nAgentti A, klo 14.06\n    Saat rahat takaisin\n\n- Keskustelu päättyi -"))

    at_the_margin = [line for line in mail.text.split("\n") if line and not line.startswith("    ")]
    assert not any("Agentti A" in line or "Keskustelu päättyi" in line for line in at_the_margin)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_companys_own_addresses_are_links_and_nothing_is_loaded(language: Language) -> None:
    lines = said("https://example.com/ www.example.com <a href=https://example.com>x</a> mailto:other@example.com")
    own = {"https://www.example.com", "tel:081234", "mailto:apu@service.example.com", SITE.privacy_notice[language]}
    tags = {"html", "head", "meta", "title", "body", "table", "tr", "td", "h1", "p", "br", "strong", "span", "a"}
    layout = {"role", "width", "height", "cellpadding", "cellspacing", "border", "align", "bgcolor", "colspan"}

    for mail in (code(language), transcript(lines, language=language), transcript(language=language)):
        assert mail.page.tags <= tags
        assert mail.page.attributes <= {"lang", "charset", "name", "content", "style", "dir", "href"} | layout
        assert mail.page.links == own
        assert "url(" not in mail.html
        assert "@import" not in mail.html


def test_a_contact_that_leads_nowhere_is_no_link() -> None:
    contacts = (
        Contact(kind="visit", value="Pajatie 1, Ii"),
        Contact(kind="page", value="javascript:alert(1)"),
        Contact(kind="page", value="https://www.example.com/palvelu"),
    )

    mail = code(site=msgspec.structs.replace(SITE, contacts=contacts, privacy_notice={}, origins=()))

    assert mail.page.links == {"https://www.example.com/palvelu"}
    for part in readable(mail):
        assert "Pajatie 1, Ii" in part
        assert "javascript:alert(1)" in part


def test_nothing_unseen_is_copied_along_with_a_code_or_an_address() -> None:
    mails = (code(), transcript(said("Osoitteeni on maija@example.com, tilaus 4711")), unanswered())

    for mail in mails:
        assert not re.search(f"[{FSI}{PDI}]", mail.text + mail.html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_to_save_says_what_it_is_about_in_words_or_by_the_key_where_the_site_has_it_no_more(
    language: Language,
) -> None:
    topic = Topic(key="orders", words={"fi": "Tilaukset", "sv": "Beställningar"})
    site = msgspec.structs.replace(SITE, topics=(topic,))
    said = {"fi": "Aihe: Tilaukset", "sv": "Ämne: Beställningar", "en": "Topic: Tilaukset"}[language]

    def facts(talk: Conversation, site: Site | None) -> str:
        return letters.page(talk, LINES, [], language, SETTINGS, site=site, rights=())[0][1]

    about = msgspec.structs.replace(conversation(language), topic="orders")
    assert said in facts(about, site)
    assert f"{IN[language].topic}: orders" in facts(about, SITE)
    assert IN[language].topic not in facts(conversation(language), site)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("address", [None, TO])
def test_the_page_to_save_has_every_order_with_its_state_time_and_address(
    language: Language, address: str | None
) -> None:
    orders = [
        TranscriptOrder(conversation="0" * 16, order=n, state=state, at=START, expires_at=0, address=address)
        for n, state in enumerate(get_args(TranscriptState), 1)
    ]
    pieces = letters.page(conversation(language), LINES, orders, language, SETTINGS, rights=())
    document = "\n".join(piece for _, piece in pieces)
    words = IN[language]

    assert set(words.order_states) == set(get_args(TranscriptState))
    for order in orders:
        assert f"{words.order}: {words.order_states[order.state]} (" in document
    assert document.count(TO) == (len(orders) if address else 0)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("there", [True, False])
def test_the_page_to_save_has_when_the_visitor_was_there_was_asked_and_said_so(
    language: Language, *, there: bool
) -> None:
    minute = 60_000
    times = {"visitor_seen_at": START + minute, "warned_at": START + 2 * minute, "stayed_at": START + 3 * minute}
    talk = conversation(language, **(times if there else {}))
    above = letters.page(talk, LINES, [], language, SETTINGS, rights=())[0][1].replace("\u00a0", " ")
    words = IN[language]

    for template, minutes in ((words.copy_seen, 6), (words.copy_warned, 7), (words.copy_stayed, 8)):
        before, _, after = template.partition("{time}")
        told = re.search(rf"{before}[^<]*14[.:]0{minutes}{after}", above)
        assert (told is not None) is there


@pytest.mark.parametrize("language", get_args(Language))
def test_the_page_and_the_mailed_copy_say_that_it_is_restricted_when_it_is(language: Language) -> None:
    sentence = IN[language].restricted
    for at in (None, START):
        talk = conversation(language, restrictions={"2026-7": at})
        page = letters.page(talk, LINES, [], language, SETTINGS, rights=())[0][1]
        mail = readable(transcript(language=language, restrictions={"2026-7": at}))

        assert (sentence in page) is (at is not None)
        assert [sentence in part for part in mail] == [at is not None] * 2


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("fi", ["Kävijä pyysi", "tunnin"], ["2 kävijää pyysi", "5 tuntia"]),
        ("sv", ["En besökare bad", "en timme"], ["2 besökare bad", "5 timmar"]),
        ("en", ["A visitor asked", "an hour"], ["2 visitors asked", "5 hours"]),
    ],
)
def test_staff_are_told_of_questions_that_wait_in_the_sites_language(
    language: Language, one: list[str], several: list[str]
) -> None:
    for questions, minutes, expected in ((1, 60, one), (2, 300, several)):
        mail = Mail(letters.alert(questions, minutes=minutes, to=TO, language=language, settings=SETTINGS))
        for part in readable(mail):
            assert [each for each in expected if each not in part] == []
            assert "{" not in part
        assert mail.page.language == language
