"""What a site's pages say before any script of ours has run, or without one: opening hours, and what is needed."""

import msgspec

from chalicelib.chat.hours import Weekday


class SiteWords(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words. Those of the hours stand on the launcher, so they are short; braces are filled in by
    `chalicelib/chat/hours_told.py`.
    """

    no_script: str
    """To whoever has scripts turned off; the company's contacts may follow."""
    cannot_open: str
    """The words of a link to the chat's own page, where it does not open in the company's."""
    days: dict[Weekday, str]
    open: str
    open_until: str
    """`{time}`: within a day."""
    closed: str
    """When it is not known to open."""
    opens_today: str
    """`{time}`."""
    opens_on: str
    """`{day}`, `{time}`: within a week."""
    opens_later: str
    """`{date}`, `{time}`."""
    week: str
    """`{ranges}`: `ma–pe 9–16, la 10–14`."""
    both: str
    """Between two ranges of a day."""
    holidays_closed: str
    """Follows the week where public holidays are closed."""
    zones: dict[str, str]
    """In whose time this is; a zone that is not here is called by its city."""
    separator: str
    """Between hours and minutes."""
    always_minutes: bool
    """Whether a full hour has its minutes, too: `9:00`."""
    date: str
    """`{day}` as a plain number, `{month}`."""
    months: tuple[str, ...] = tuple(map(str, range(1, 13)))
    """How months are called in dates: by their numbers, unless a language says otherwise."""
