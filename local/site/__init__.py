"""The demo site: the pages of an invented company, on an origin of its own, with the one script tag.

The pages know nothing of the service but its address, which is put in as they are served.
"""

from pathlib import Path
from typing import Final

from aiohttp import web

from local import loopback
from local.pages import serving

_FOLDER: Final = Path(__file__).parent
_PAGES: Final = {
    "/": "index.html",
    "/kiukaan-valinta": "kiukaan-valinta.html",
    "/huolto": "huolto.html",
    "/pa-svenska": "pa-svenska.html",
}
_FILES: Final = {"/site.css": "text/css", "/kiuas.svg": "image/svg+xml"}


def application(service: str) -> web.Application:
    """Return the site, its pages asking for the chat at this origin (`http://127.0.0.1:8600`)."""
    app = web.Application(middlewares=[loopback.guard])
    for path, name in _PAGES.items():
        text = (_FOLDER / name).read_text(encoding="utf-8").replace("{{service}}", service)
        app.router.add_get(path, serving(text, "text/html"))
    for path, kind in _FILES.items():
        app.router.add_get(path, serving((_FOLDER / path[1:]).read_text(encoding="utf-8"), kind))
    return app
