"""The command that looks at the notice's rows, shows what changes, and publishes nothing unless it is asked to."""

import argparse
import re
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.aws.table.items import Items
from chalicelib.chat.notice import demo, rows
from chalicelib.chat.notice.demo import MAY_STAY
from chalicelib.chat.notice.rows import Rows
from chalicelib.settings import read
from local.cloud import Cloud
from operations import notice
from operations.notice import Stage
from operations.trouble import Trouble
from tests.chat.notices import WRITTEN, changed, leaves, written
from tests.packaged import fill_notice

NOW = 1_796_000_010.0


def stage(cloud: Cloud, name: str = "dev") -> Stage:
    chosen = read(cloud.environment)
    return Stage(name, chosen, notice.store(Items(cloud.client("dynamodb"), chosen.table, cloud.clock), chosen))


def of_the_demo(given: Rows) -> list[str]:
    return demo.of_the_demo(given, notice.shipped())


def asked(*arguments: str) -> argparse.Namespace:
    return notice._parser().parse_args(arguments)


def said(*arguments: str, of: Stage | None = None) -> str:
    return "\n".join(notice.run(asked(*arguments), of))


def filled(tmp_path: Path, **changes: str) -> str:
    """Return a file with other rows."""
    written = WRITTEN
    for before, after in changes.items():
        written = written.replace(before.replace("_", " "), after)
    path = tmp_path / "notice.toml"
    path.write_text(written, "utf-8")
    return str(path)


def test_the_file_is_said_to_be_good_or_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "chalicelib"
    own.mkdir()
    (own / "notice.toml").write_text(WRITTEN, "utf-8")
    fill_notice(tmp_path)
    assert notice.main(["--file", str(own / "notice.toml")]) == 0
    assert "notice.toml makes version " in capsys.readouterr().out
    path = tmp_path / "notice.toml"
    path.write_text(WRITTEN.replace('business_id = "0000000-0"', ""), "utf-8")

    assert notice.main(["--file", str(path)]) == 1
    assert capsys.readouterr().err == "✗ The row controller.business_id of the notice is missing.\n"


def test_a_file_of_rows_that_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notice.toml"
    path.write_bytes(b"\xff")

    assert notice.main(["--file", str(path)]) == 1
    assert notice.main(["--file", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"✗ {path} cannot be read: it is not in UTF-8.\n"
        f"✗ {tmp_path} cannot be read: Is a directory. docs/notice.md says what it is.\n"
    )


def test_a_file_with_rows_of_the_demo_is_not_said_to_be_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert notice.main(["--file", str(wiring.DEMO_NOTICE)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("✗ Still the demo's: demo, controller.business_id, ")
    assert said.endswith(f"measures.3; {demo.RULE}.\n")


def test_the_demos_rows_are_known_by_what_only_its_company_can_say() -> None:
    assert of_the_demo(rows.read(WRITTEN)) == [
        "demo",
        *("controller.business_id", "controller.postal_address", "controller.visiting_address"),
        *("contact.phone", "contact.email"),
        *("officer.name", "officer.phone", "officer.email"),
        *(f"bases.{purpose}.{said}" for purpose in rows.PURPOSES for said in ("interests", "balancing")),
        "premises.1",
        *("measures.1", "measures.2", "measures.3"),
    ]


def test_every_row_of_the_demo_is_known_or_may_stay() -> None:
    """A row that is new has to be judged."""
    names = {re.sub(r"\.(fi|sv|en)$", "", name) for name, _ in leaves(written())}
    staying = {name for name in names if any(name == each or name.startswith(f"{each}.") for each in MAY_STAY)}

    assert names == {*of_the_demo(rows.read(WRITTEN)), *staying}


def test_a_row_left_in_one_language_moved_or_spaced_otherwise_is_still_the_demos() -> None:
    name = written()["officer"]["name"]
    assert "officer.name" in of_the_demo(changed("officer.name", {**name, "fi": "Liisa", "en": "Liisa"}))
    assert "contact.phone" in of_the_demo(changed("contact.phone", written()["officer"]["phone"]))
    assert "contact.phone" in of_the_demo(changed("contact.phone", "+358 8  123 456 "))
    assert "contact.phone" not in of_the_demo(changed("contact.phone", "+358 8 123 4567"))


def test_an_officer_that_is_not_appointed_is_nobodys() -> None:
    assert not [name for name in of_the_demo(changed("officer.appointed", value=False)) if "officer" in name]


def test_what_belongs_to_nobody_is_the_demos_in_whatever_words_and_the_rule_names_it() -> None:
    assert "contact.email" not in of_the_demo(changed("contact.email", "privacy@your-company.fi"))
    assert "controller.postal_address" not in of_the_demo(changed("controller.postal_address", "PL 1, 90100 Oulu"))
    for name, own, nobodys in (
        ("contact.email", "privacy@your{}", ".example"),
        ("controller.postal_address", "PL 1, {} Oulu", "00000"),
        ("controller.business_id", "{}", "0000000-0"),
    ):
        assert name in of_the_demo(changed(name, own.format(nobodys)))
        assert nobodys in demo.RULE
    assert f"chalicelib/{wiring.DEMO_NOTICE.name}" in demo.RULE


def test_the_file_that_is_shipped_is_the_one_that_a_companys_is_compared_with() -> None:
    shipped = rows.read(wiring.NOTICE.read_text("utf-8"))

    assert not shipped.demo or shipped == rows.read(wiring.DEMO_NOTICE.read_text("utf-8"))


def test_a_changed_setting_shows_the_sentences_that_change_and_no_others() -> None:
    lines = said("--diff", "--set", "LeftQuestionDays=3").splitlines()

    assert [line.strip()[0] for line in lines if line.startswith("  ")] == ["-", "+"] * 3
    assert "  - Frågan" not in "\n".join(lines)
    assert sum("7\u00a0" in line for line in lines) == sum("3\u00a0" in line for line in lines) == 3


def test_the_same_setting_changes_nothing() -> None:
    assert said("--diff", "--set", "LeftQuestionDays=7").startswith("Nothing changes: version ")


def test_a_setting_of_which_nothing_is_told_is_refused() -> None:
    with pytest.raises(Trouble, match="tells nothing of Queue"):
        said("--diff", "--set", "Queue=other")


def test_a_difference_between_file_and_stage_is_shown_and_changes_nothing(cloud: Cloud, tmp_path: Path) -> None:
    there = stage(cloud)
    shown = there.notices.publish(rows.read(WRITTEN)).notice
    other = filled(tmp_path, **{"+358_8_123_456": "+358 40 1"})

    assert "+358 40 1" in said("--file", other, "--diff", of=there)
    assert stage(cloud).notices.current().notice == shown
    assert said("--file", other, "--publish", of=there).startswith("Published: version ")
    assert stage(cloud).notices.current().notice != shown
    assert said("--file", other, "--diff", of=there).startswith("Nothing changes")


def test_prod_takes_no_rows_of_the_demo(cloud: Cloud) -> None:
    with pytest.raises(
        Trouble, match=r"demo, controller.business_id, .* are still the demo's, and prod needs .*\.example"
    ):
        said("--publish", of=stage(cloud, "prod"))
    assert said("--publish", of=stage(cloud)).startswith("Published")


def test_what_a_version_has_said_is_printed(cloud: Cloud) -> None:
    there = stage(cloud)
    version = there.notices.current().notice.version

    assert "Rekisterinpitäjä on" in said("--version", version, of=there)
    with pytest.raises(Trouble, match="No version 0123456789"):
        said("--version", "0123456789", of=there)


def test_without_a_stage_nothing_is_published_and_no_version_is_known() -> None:
    for arguments in (["--publish"], ["--version", "0123456789"]):
        with pytest.raises(Trouble, match="--stage"):
            said(*arguments)


def test_the_file_is_the_one_that_is_packaged() -> None:
    assert asked().file == wiring.NOTICE
