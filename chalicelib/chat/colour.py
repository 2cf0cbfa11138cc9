"""How a brand's colour is shown: as it is, with black or white on it; text and links in its hue, at a lightness of ours.

The same rules as in `web/shared/tokens.css`, for telling an administrator beforehand.
"""

import math
import re
from typing import Final, Literal, NamedTuple

LIGHT: Final = (0.46, 0.13)
DARK: Final = (0.76, 0.1)
"""Lightness, and the strongest chroma, of text and links in each theme."""
TOLD_APART: Final = 3.0
"""The contrast that WCAG 2.2 AA asks of what shows where a button ends."""

_HEX: Final = r"(?i)#(?:[0-9a-f]{3}|[0-9a-f]{6})"


class Becomes(NamedTuple):
    """How a brand's colour is shown; colours as `#rrggbb`."""

    on: Literal["black", "white"]
    """Which of them stands on it: whichever can be read better."""
    contrast: float
    """Between the two; 4.58 at least, whatever the colour."""
    light: str
    dark: str
    """Of text and links in each theme."""
    outlined: bool
    """Whether it is so near to white that a line shows where it ends on a light page."""


def becomes(brand: str) -> Becomes | None:
    """Return how a colour is shown; None when it is not written as `#rgb` or `#rrggbb`, which is all that is known here."""
    if not re.fullmatch(_HEX, brand):
        return None
    digits = brand[1:] if len(brand) > len("#rgb") else "".join(digit * 2 for digit in brand[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [_linear(each) for each in channels]
    _, chroma, hue = _oklch(linear)
    light, dark = (_hex(lightness, min(chroma, most), hue) for lightness, most in (LIGHT, DARK))
    to_white, to_black = 1.05 / (_luminance(linear) + 0.05), (_luminance(linear) + 0.05) / 0.05
    on: Literal["black", "white"] = "white" if to_white > to_black else "black"
    return Becomes(on, max(to_white, to_black), light, dark, outlined=to_white < TOLD_APART)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own


def _luminance(linear: list[float]) -> float:
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(linear: list[float]) -> tuple[float, float, float]:
    """Return lightness, chroma and hue in radians (https://bottosson.github.io/posts/oklab/)."""
    red, green, blue = linear
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
    lightness = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
    )
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, each)))):02x}" for each in linear)


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB's own
