"""The notice for staff: what is stored of them, why, how long and who sees it, made of the same rows, settings and data map."""

from datetime import date
from typing import TYPE_CHECKING

from chalicelib.chat.limits import Limits
from chalicelib.chat.notice import making
from chalicelib.chat.notice.making import DAY, Document, Notice
from chalicelib.chat.notice.rows import Rows
from chalicelib.chat.notice.stored import OF_STAFF
from chalicelib.chat.wire import Language
from chalicelib.chat.words import STAFF_NOTICE_IN

if TYPE_CHECKING:
    from chalicelib.chat.ports import Choices


def made(rows: Rows, settings: "Choices", limits: Limits, dialogue: date | None) -> Notice:
    """Return the notice for staff; its version is a digest of what it says. `dialogue`: when it was held, None: nobody has said."""
    documents: dict[Language, Document] = {}
    for language, words in STAFF_NOTICE_IN.items():
        values = making.values_of(rows, settings, limits, language) | {
            "settings": making.days_in(language, OF_STAFF["settings"] // DAY),
            "left": making.days_in(language, OF_STAFF["left"] // DAY),
            "attempts": making.time_in(language, "hours", OF_STAFF["attempts"] // 3600),
            "browser": making.days_in(language, OF_STAFF["browser"] // DAY),
            "phones": making.days_in(language, OF_STAFF["phones"] // DAY),
            "presence": making.days_in(language, OF_STAFF["presence"] // DAY),
        }
        held = "" if dialogue is None else making.date_in(language, dialogue)
        several = making.several_of(rows, settings, language, values) | {
            "of_staff": tuple(words.stored[kind].format_map(values) for kind in words.stored if kind in OF_STAFF),
            "dialogue": (words.dialogue.format(date=held) if held else words.no_dialogue,),
        }
        documents[language] = making.document(words, values, several)
    return Notice(version=making.version_of(documents), documents=documents, copy={})
