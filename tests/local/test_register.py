import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from boto3.dynamodb.types import TypeDeserializer

from chalicelib.chat.ports import Site
from local import register
from local.refusals import ROOT

GUIDE = (ROOT / "docs" / "embedding.md").read_text("utf-8")
EXAMPLE = re.findall(r"<!-- example: site -->\n```json\n(.*?)```", GUIDE, re.DOTALL)[0]


def printed(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> tuple[int, str, str]:
    path = tmp_path / "site.json"
    path.write_text(text, "utf-8")
    code = register.main([str(path)])
    out = capsys.readouterr()
    return code, out.out, out.err


def changed(**values: Any) -> str:
    return json.dumps({**json.loads(EXAMPLE), **values})


def test_the_guides_site_becomes_an_item_that_is_read_as_the_same_site(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, _ = printed(capsys, tmp_path, EXAMPLE)
    item = {name: TypeDeserializer().deserialize(value) for name, value in json.loads(out).items()}

    assert code == 0
    assert (item["pk"], item["sk"]) == ("site#main", "site")
    assert msgspec.convert(item, Site) == msgspec.json.decode(EXAMPLE, type=Site)


def test_the_administrator_is_told_what_becomes_of_colour_and_hours(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, _, err = printed(capsys, tmp_path, changed(colour="#ffeb3b"))

    assert "Colour: white text on it could not be read; #ffeb3b is shown as #" in err
    assert "Hours: Open Mon–" in err.replace("\u2060", "")


def test_a_site_without_hours_is_told_to_be_always_open(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, _, err = printed(capsys, tmp_path, changed(hours=None, colour=""))

    assert err == "Hours: none, so the chat counts as always open.\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "The file describes no site"),
        (changed(hours={"week": {"mon": ["9-25"]}}), "'9-25' is no range of a day; one is 9:00-16:00"),
        (changed(hours={"week": {}, "holiday": "FI"}), "A site has no hours.holiday."),
        (changed(color="#fff"), "A site has no color."),
        (changed(key="Demo"), "'Demo' is no key of a site: up to 32 of a to z"),
        (changed(key="demo.shop"), "'demo.shop' is no key of a site"),
        (changed(key="a" * 33), "is no key of a site"),
        (changed(origins=["https://www.your.example/"]), "is no origin; one is https://www.your.example"),
        (changed(origins=["www.your.example"]), "is no origin"),
    ],
)
def test_what_describes_no_site_is_refused_in_words(
    text: str, sentence: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = printed(capsys, tmp_path, text)

    assert (code, out) == (1, "")
    assert sentence in err


def test_without_a_file_it_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert register.main([]) == 2
    assert "One file is needed" in capsys.readouterr().err
