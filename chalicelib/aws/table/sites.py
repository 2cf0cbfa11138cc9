"""The websites that may show the widget."""

import msgspec

from chalicelib.aws import keys
from chalicelib.aws.table.items import Items
from chalicelib.chat.ports import Site


class Sites:
    """Every method raises Unavailable when DynamoDB fails."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def get(self, key: str) -> Site | None:
        """Return a site by the key in its script tag, None when there is none."""
        item = self._items.get(keys.site(key), consistent=False)
        if item is None:
            return None
        return msgspec.convert({"key": key, **item}, Site)

    def put(self, site: Site) -> None:
        """Register a site, or replace what was registered under its key."""
        self._items.put(keys.site(site.key), msgspec.to_builtins(site))
