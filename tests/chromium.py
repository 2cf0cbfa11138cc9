"""The Chromium that tests look through: Debian's headless shell where there is one, else any.

The shell draws pages as the browser does and has nothing around them: no toolbars, which are pages themselves. Somebody new
costs it a fifth of the time.
"""

import shutil

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def path() -> str:
    """Return where it is. Raises FileNotFoundError when there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise FileNotFoundError("the browser tests need Chromium: apt-get install chromium-headless-shell")
    return found
