"""What becomes of a brand's colour, as an administrator is told."""

import re

import pytest

from chalicelib.chat.colour import DARK, LIGHT, becomes
from local.refusals import ROOT


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
        return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


BRANDS = [
    "#ffffff",
    "#000",
    "#ffeb3b",
    "#c0ff00",
    "#00e5ff",
    "#2200ff",
    "#ff69b4",
    "#d50000",
    "#808080",
    "#7a1fa2",
    "#f60",
]


@pytest.mark.parametrize("brand", BRANDS)
def test_white_text_can_be_read_on_whatever_a_brand_becomes(brand: str) -> None:
    shown = becomes(brand)

    assert shown is not None
    assert contrast(shown.light, "#ffffff") >= 4.5
    assert contrast(shown.dark, "#121212") >= 4.5


@pytest.mark.parametrize(
    ("brand", "corrected"), [("#ffeb3b", True), ("#fff", True), ("#0a5c8a", False), ("#000000", False)]
)
def test_it_is_told_whether_the_brands_own_colour_could_not_be_read(brand: str, *, corrected: bool) -> None:
    shown = becomes(brand)

    assert shown is not None
    assert shown.corrected is corrected


def test_a_hue_is_kept() -> None:
    shown = becomes("#d50000")

    assert shown is not None
    red, green, blue = (int(shown.light[place : place + 2], 16) for place in (1, 3, 5))
    assert red > 2 * max(green, blue)


@pytest.mark.parametrize("other", ["", "teal", "rgb(1 2 3)", "#12", "#1234567", "#ggg", "var(--brand)"])
def test_of_what_is_not_written_in_hexadecimal_nothing_is_known_here(other: str) -> None:
    assert becomes(other) is None


def test_the_rule_is_that_of_the_tokens() -> None:
    tokens = (ROOT / "web" / "shared" / "tokens.css").read_text("utf-8")
    accent = tokens.partition("--accent: ")[2].partition(";")[0]

    assert re.findall(r"from var\(--brand\) ([\d.]+) min\(c, ([\d.]+)\) h", accent) == [
        (str(LIGHT[0]), str(LIGHT[1])),
        (str(DARK[0]), str(DARK[1])),
    ]
