"""Which sentences change from one notice to another: for whoever is about to change a row, or a setting of which it tells."""

from collections.abc import Iterator, Mapping

from chalicelib.chat.notice.making import Document, Notice, placed
from chalicelib.chat.wire import Language, NoticeChange


def differences(before: Notice | None, after: Notice) -> Mapping[Language, tuple[NoticeChange, ...]]:
    """Return what changes, language by language and in the order of the page; None: nothing was shown before.

    Each language of the notice after is there, without any changes where it says the same.
    """
    return {
        language: tuple(_changes(before.documents.get(language) if before else None, document))
        for language, document in after.documents.items()
    }


def _changes(before: Document | None, after: Document) -> Iterator[NoticeChange]:
    import difflib

    was, becomes = list(placed(before)) if before else [], list(placed(after))
    matcher = difflib.SequenceMatcher(None, [said for _, said in was], [said for _, said in becomes], autojunk=False)
    for kind, was_from, was_to, from_, to in matcher.get_opcodes():
        if kind != "equal":
            gone, new = was[was_from:was_to], becomes[from_:to]
            section, _ = (new or gone)[0]
            yield NoticeChange(
                section=section, gone=tuple(said for _, said in gone), new=tuple(said for _, said in new)
            )
