"""What the server says to people, in mails and on a site's pages: one file a language.

A fourth language is a file here and a line in `IN` and `SITE_IN`.
"""

from typing import Final

from chalicelib.chat.wire import Language
from chalicelib.chat.words.en import SITE as EN_SITE
from chalicelib.chat.words.en import WORDS as EN
from chalicelib.chat.words.fi import SITE as FI_SITE
from chalicelib.chat.words.fi import WORDS as FI
from chalicelib.chat.words.mail import MailWords
from chalicelib.chat.words.site import SiteWords
from chalicelib.chat.words.sv import SITE as SV_SITE
from chalicelib.chat.words.sv import WORDS as SV

IN: Final[dict[Language, MailWords]] = {"fi": FI, "sv": SV, "en": EN}

SITE_IN: Final[dict[Language, SiteWords]] = {"fi": FI_SITE, "sv": SV_SITE, "en": EN_SITE}
"""What a language has to say of opening hours, and to whoever has scripts turned off."""
