"""The sentences of our mails, one file a language. A fourth language is a file here and a line in `IN`."""

from typing import Final

from chalicelib.chat.wire import Language
from chalicelib.chat.words.en import WORDS as EN
from chalicelib.chat.words.fi import WORDS as FI
from chalicelib.chat.words.mail import MailWords
from chalicelib.chat.words.sv import WORDS as SV

IN: Final[dict[Language, MailWords]] = {"fi": FI, "sv": SV, "en": EN}
