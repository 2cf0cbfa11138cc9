"""What the server says to people, in mails and on a site's pages: one file a language.

A fourth language is a file here and its name in `_FILES`, a folder in `web/words/`, and its code in the wire's `Language`.
"""

from types import ModuleType
from typing import Final

from chalicelib.chat.wire import Language
from chalicelib.chat.words import en, fi, sv
from chalicelib.chat.words.mail import MailWords
from chalicelib.chat.words.notice import NoticeWords, StaffNoticeWords
from chalicelib.chat.words.site import SiteWords

_FILES: Final[dict[Language, ModuleType]] = {"fi": fi, "sv": sv, "en": en}

IN: Final[dict[Language, MailWords]] = {language: file.WORDS for language, file in _FILES.items()}

SITE_IN: Final[dict[Language, SiteWords]] = {language: file.SITE for language, file in _FILES.items()}
"""What a language has to say of opening hours, and to whoever has scripts turned off."""

NOTICE_IN: Final[dict[Language, NoticeWords]] = {language: file.NOTICE for language, file in _FILES.items()}
"""What the privacy notice says, with holes for what is so."""

STAFF_NOTICE_IN: Final[dict[Language, StaffNoticeWords]] = {
    language: file.STAFF_NOTICE for language, file in _FILES.items()
}
"""What the notice for staff says, likewise."""

VEILED_IN: Final[dict[Language, tuple[str, ...]]] = {language: file.VEILED for language, file in _FILES.items()}
"""Words and phrases of abuse and threat, until an administrator has others; a `*` stands for whatever a word goes on with."""
