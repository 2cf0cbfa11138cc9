"""Going back to what was deployed before: which that is, what stays, and that it is shown as a deploy is."""

import pytest

from operations import rollback
from operations.artefacts import Artefact
from operations.deploy import ARTEFACT, bucket_of
from operations.stack import Stack
from operations.trouble import Refused, Trouble
from tests.operations.desk import STAGE, Desk, packs


def artefact(id_: str, at: int) -> Artefact:
    return Artefact(id=id_, version="1.0.0", zip=f"{id_}.zip", template=f"{id_}.yaml", parameters={}, deployed_at=at)


KEPT = [
    artefact("cccc1111", 1_796_000_200_000),
    artefact("bbbb1111", 1_796_000_100_000),
    artefact("bbbb2222", 1_796_000_000_000),
]


def three(desk: Desk) -> None:
    for number in range(3):
        desk.deploys(packs(f"zip {number}".encode(), f"1.{number}.0", memory=512 + number))


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    three(desk)
    desk.said.clear()
    return desk


def test_the_one_before_is_deployed_again_with_its_settings_and_the_data_stays(desk: Desk) -> None:
    desk.formation.parameters["TableInUse"] = "juttu-prod-restored"

    rollback.back(desk.operator(), "prod", STAGE)

    assert desk.formation.tags["juttu:version"] == "1.1.0"
    assert desk.formation.resources["APIHandler"]["Properties"]["MemorySize"] == 513
    assert desk.formation.parameters["TableInUse"] == "juttu-prod-restored"
    assert "0 to add, 1 to change, 0 to remove." in desk.said
    assert [line[18:40].split()[0] for line in desk.said[:3]] == ["1.2.0", "1.1.0", "1.0.0"]
    assert desk.said[0].endswith("deployed now")


def test_going_back_twice_goes_back_further_and_then_there_is_nothing(desk: Desk) -> None:
    for version in ("1.1.0", "1.0.0"):
        rollback.back(desk.operator(), "prod", STAGE)
        assert desk.formation.tags["juttu:version"] == version

    with pytest.raises(Trouble, match=r"^Nothing older is kept than what is deployed"):
        rollback.back(desk.operator(), "prod", STAGE)


def test_nothing_goes_back_unasked(desk: Desk) -> None:
    with pytest.raises(Trouble, match=r"^Nothing was changed\."):
        rollback.back(desk.operator(yes=False), "prod", STAGE)

    assert desk.formation.tags["juttu:version"] == "1.2.0"


def test_going_back_that_is_refused_at_any_call_is_finished_by_the_next() -> None:
    def version(at: int | None) -> tuple[int, str]:
        desk = Desk()
        three(desk)
        (to,) = (each.id for each in kept_of(desk) if each.version == "1.1.0")
        first = len(desk.aws.calls)
        if at is not None:
            desk.aws.fails_at = first + at
            with pytest.raises(Refused, match="ServiceUnavailable"):
                rollback.back(desk.operator(), "prod", STAGE, to)
        rollback.back(desk.operator(), "prod", STAGE, to)
        return len(desk.aws.calls) - first, desk.formation.tags["juttu:version"]

    calls, whole = version(None)
    assert whole == "1.1.0"
    assert {version(at)[1] for at in range(calls)} == {"1.1.0"}


def kept_of(desk: Desk) -> list[Artefact]:
    return bucket_of(desk.operator().account, "prod", STAGE).kept()


def test_what_is_kept_is_listed_with_version_and_time() -> None:
    standing = Stack(
        name="juttu-prod",
        status="UPDATE_COMPLETE",
        parameters={"Zone": "Europe/Helsinki"},
        tags={ARTEFACT: "bbbb1111"},
    )

    assert list(rollback.listed(KEPT[:2], standing)) == [
        "  cccc1111  1.0.0         2026-11-30 02:56 EET",
        "  bbbb1111  1.0.0         2026-11-30 02:55 EET  deployed now",
    ]


@pytest.mark.parametrize(
    ("to", "told"),
    [("bbbb", "2 kept artefacts begin with 'bbbb'"), ("dddd", "0 kept artefacts"), ("ccc", "1 kept artefacts")],
)
def test_a_hash_that_names_none_or_several_or_is_too_short_is_refused(to: str, told: str) -> None:
    assert rollback.named(KEPT, "bbbb2", "prod") == KEPT[2]
    with pytest.raises(Trouble, match=told):
        rollback.named(KEPT, to, "prod")


def test_the_one_before_is_by_when_it_was_deployed() -> None:
    assert rollback.before(KEPT, "bbbb1111", "prod") == KEPT[2]
    assert rollback.before(KEPT, "unknown", "prod") == KEPT[0]
    with pytest.raises(Trouble, match="Nothing older is kept"):
        rollback.before(KEPT, "bbbb2222", "prod")
