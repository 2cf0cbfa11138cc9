"""What the doors of the privacy notice's room take and answer."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.chat.wire import Frozen, Language, Mistake, NoticeChange, NoticeDocument, NoticeVersion, SiteKey

NoticeBasis = Literal["contract", "legitimate_interests", "legal_obligation", "public_task"]
RowsVersion = Annotated[str, Meta(max_length=64, description="a digest of the rows of the privacy notice")]


class ControllerRows(Frozen):
    """Who answers for the data; the name is a setting of the stage."""

    business_id: str
    postal_address: str
    visiting_address: str


class ContactRows(Frozen):
    """Who answers questions about the register."""

    name: dict[Language, str]
    phone: str
    email: str


class OfficerRows(Frozen):
    """The data-protection officer, or that none is appointed."""

    appointed: bool
    name: dict[Language, str]
    phone: str
    email: str


class RegisterRows(Frozen):
    """What the register is called."""

    name: dict[Language, str]


class GroundRows(Frozen):
    """On what a purpose rests."""

    basis: NoticeBasis
    interests: dict[Language, str]
    balancing: dict[Language, str]
    law: dict[Language, str]


class GroundsRows(Frozen):
    """On what each purpose rests."""

    service: GroundRows
    improvement: GroundRows
    security: GroundRows


class ProcessorRows(Frozen):
    """Who processes the data for the company."""

    name: str
    task: dict[Language, str]
    place: dict[Language, str]
    secrecy: dict[Language, str]


class NoticeRows(Frozen):
    """What the company says of itself in its privacy notice, row by row."""

    controller: ControllerRows
    contact: ContactRows
    officer: OfficerRows
    register: RegisterRows
    bases: GroundsRows
    processors: tuple[ProcessorRows, ...]
    transfers: dict[Language, str]
    premises: tuple[dict[Language, str], ...]
    measures: tuple[dict[Language, str], ...]
    disclosures: dict[Language, str]


class MostRows(Frozen):
    """How many there may be of what there are several."""

    processors: int
    premises: int
    measures: int


class ShownVersion(Frozen):
    """A version of the privacy notice that was shown."""

    version: NoticeVersion
    since: int
    by: str = ""
    """The user name of whoever published it; nothing where a setting or an operator's command made it, or it is no longer known."""
    now: bool = False
    """Whether it is shown still."""


class NoticeOfSite(Frozen):
    """Where the notice is read on a site."""

    site: SiteKey
    company: str
    address: str
    own: bool = False
    """Whether the site's chat links to a notice of the company's own instead, in one language at least."""


class NoticePage(Frozen):
    """`GET /v1/notice`: the privacy notice as visitors see it, and what it is made of."""

    rows: NoticeRows
    read: RowsVersion
    """Goes back with what is saved: if it is another by then, nothing is."""
    documents: dict[Language, NoticeDocument]
    versions: tuple[ShownVersion, ...]
    """The newest first."""
    sites: tuple[NoticeOfSite, ...]
    most: MostRows
    controller: str
    """The controller's name, which the notice and the mails have from the deployment."""
    seen_within: int
    """After so many seconds every page shows what was changed."""
    changed_at: int | None = None
    """When the rows became these; null where nobody has changed them."""
    changed_by: str = ""
    demo: tuple[str, ...] = ()
    """The places of the rows that still say what the demo's company says."""
    lacking: tuple[Mistake, ...] = ()
    """What this version of the service needs and the rows do not have: until they do, the version before is shown."""


class NoticeText(Frozen):
    """`GET /v1/notice/versions/{version}`: what a version has said."""

    row: ShownVersion
    documents: dict[Language, NoticeDocument]
    rows: NoticeRows | None = None
    """Of which it was made; null where an older release showed it first."""


class NoticeCheck(Frozen):
    """What saving would change, where nothing of it is refused."""

    changes: dict[Language, tuple[NoticeChange, ...]]
    demo: tuple[str, ...] = ()
    """The places of the rows that would still say what the demo's company says."""


class CheckNotice(Frozen):
    """`POST /v1/notice/check`: nothing is saved."""

    rows: NoticeRows


class SaveNotice(Frozen):
    """`POST /v1/notice`: the notice is made of these rows from now on."""

    rows: NoticeRows
    read: RowsVersion
    """The version of the rows that they were changed from."""
