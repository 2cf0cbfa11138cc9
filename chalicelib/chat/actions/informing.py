"""What staff are told of what is stored of them, and how a notice travels."""

from datetime import date

from chalicelib.chat.errors import Malformed, NotFound
from chalicelib.chat.notice import of_staff
from chalicelib.chat.notice.making import Document, Notice
from chalicelib.chat.services import Services
from chalicelib.chat.wire import Language, NoticeBlock, NoticeDocument, NoticeSection, StaffNotice


def notice_of_staff(services: Services, version: str | None = None) -> StaffNotice:
    """Return the notice for staff as it now reads, or a version that somebody was shown. Raises NotFound, Unavailable."""
    notice = current(services)
    if version is not None and version != notice.version:
        kept = services.notices.of_staff(version)
        if kept is None:
            raise NotFound
        notice = kept
    return StaffNotice(version=notice.version, documents=documents(notice))


def kept(services: Services, version: str | None) -> str:
    """Return the version of the notice that somebody says they were shown, which is kept from now on; empty for none.

    Raises Malformed when it is not the current one.
    """
    if version is None:
        return ""
    notice = current(services)
    if version != notice.version:
        raise Malformed(where="$.notice")
    services.notices.keep_of_staff(notice)
    return version


def current(services: Services) -> Notice:
    """Return the notice for staff, of the company's rows, the settings and what was said of the dialogue. Raises Unavailable."""
    dialogue = services.people.dialogue()
    held = None if dialogue is None else date.fromisoformat(dialogue.held_on)
    return of_staff.made(services.notices.shown_rows(), services.settings, services.limits, held)


def documents(notice: Notice) -> dict[Language, NoticeDocument]:
    """Return what a notice says in each language, as it travels."""
    return {language: _shown(document) for language, document in notice.documents.items()}


def _shown(document: Document) -> NoticeDocument:
    return NoticeDocument(
        title=document.title,
        summary=document.summary,
        sections=tuple(
            NoticeSection(key=each.key, title=each.title, blocks=tuple(map(_block, each.blocks)))
            for each in document.sections
        ),
    )


def _block(block: str | tuple[str, ...]) -> NoticeBlock:
    return NoticeBlock(text=block) if isinstance(block, str) else NoticeBlock(items=block)
