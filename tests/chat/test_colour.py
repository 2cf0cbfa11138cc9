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
    "#fdfdf5",
    "#000",
    "#0b0b0f",
    "#808080",
    "#ffd400",
    "#ff7a00",
    "#e4002b",
    "#c8102e",
    "#39ff14",
    "#ffd1dc",
    "#001f5b",
    "#7a1fa2",
    "#757575",
]


@pytest.mark.parametrize("brand", BRANDS)
def test_on_whatever_brand_its_text_can_be_read_and_links_in_its_hue_in_both_themes(brand: str) -> None:
    shown = becomes(brand)

    assert shown is not None
    white, black = (contrast(brand if len(brand) > 4 else "#000000", other) for other in ("#ffffff", "#000000"))
    assert (shown.on == "white") is (white > black)
    assert shown.contrast == pytest.approx(max(white, black))
    assert shown.contrast >= 4.5
    assert contrast(shown.light, "#ffffff") >= 4.5
    assert contrast(shown.dark, "#1b2126") >= 4.5


@pytest.mark.parametrize(
    ("brand", "on", "outlined"),
    [
        ("#ffd400", "black", True),
        ("#ff7a00", "black", True),
        ("#e4002b", "white", False),
        ("#808080", "black", False),
        ("#fff", "black", True),
    ],
)
def test_it_is_told_which_text_stands_on_it_and_whether_it_needs_a_line_around_it(
    brand: str, on: str, *, outlined: bool
) -> None:
    shown = becomes(brand)

    assert shown is not None
    assert (shown.on, shown.outlined) == (on, outlined)


def test_a_hue_is_kept() -> None:
    shown = becomes("#d50000")

    assert shown is not None
    red, green, blue = (int(shown.light[place : place + 2], 16) for place in (1, 3, 5))
    assert red > 2 * max(green, blue)


@pytest.mark.parametrize("other", ["", "teal", "rgb(1 2 3)", "#12", "#1234567", "#ggg", "var(--brand)"])
def test_of_what_is_not_written_in_hexadecimal_nothing_is_known_here(other: str) -> None:
    assert becomes(other) is None


def test_the_rules_are_those_of_the_tokens() -> None:
    tokens = (ROOT / "web" / "shared" / "tokens.css").read_text("utf-8")
    accent = tokens.partition("--accent: ")[2].partition(";")[0]

    assert re.findall(r"from var\(--brand\) ([\d.]+) min\(c, ([\d.]+)\) h", accent) == [
        (str(LIGHT[0]), str(LIGHT[1])),
        (str(DARK[0]), str(DARK[1])),
    ]
