from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.aws.table.items import Items
from chalicelib.aws.table.people import People
from chalicelib.aws.table.sites import Sites
from chalicelib.chat.site import LANGUAGES, contact_lines, logo_digest, notice_of
from local import demo
from local.cloud import Cloud
from operations import sites

ORIGIN = "http://127.0.0.1:8601"


NOW = 1_796_000_010.0
DEMO = True


def items(cloud: Cloud) -> Items:
    return Items(cloud.client("dynamodb"), cloud.environment["JUTTU_TABLE"], cloud.clock)


def begin(cloud: Cloud, person: demo.Shown) -> dict[str, str]:
    answer: dict[str, str] = cloud.client("cognito-idp").admin_initiate_auth(
        UserPoolId=cloud.user_pool,
        ClientId=cloud.environment["JUTTU_USER_POOL_CLIENT"],
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": person.user, "PASSWORD": person.password},
    )
    return answer


def test_one_site_has_opening_hours(cloud: Cloud) -> None:
    site = Sites(items(cloud)).get("huolto")

    assert site is not None
    assert site.hours is not None
    assert contact_lines(site, "fi") == ["Päivystys: +358 8 123 456"]


def test_the_site_is_registered_for_its_own_origin_only(cloud: Cloud) -> None:
    site = Sites(items(cloud)).get("demo")

    assert site is not None
    assert site.origins == (ORIGIN,)
    assert site.company == "Kiuaspaja Havukka"
    assert site.privacy_notice == {}, "the service's own is the demo's"


def test_the_site_shows_all_that_a_company_can_have_of_its_own(cloud: Cloud) -> None:
    sites = Sites(items(cloud))
    site = sites.get("demo")

    assert site is not None
    for words in (site.greeting, *(topic.words for topic in site.topics)):
        assert set(words) == set(LANGUAGES)
    assert {contact.kind for contact in site.contacts} == {"phone", "mail", "visit"}
    assert notice_of(site, ZoneInfo("Europe/Helsinki"), cloud.clock()) is not None
    assert logo_digest(sites.logo("demo") or "") == site.logo


def test_what_the_demo_registers_would_be_taken_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(demo.LOGO.read_bytes())
    for site in demo.sites([ORIGIN]):
        file = tmp_path / f"{site.key}.json"
        file.write_bytes(msgspec.json.encode(msgspec.structs.replace(site, logo="logo.svg")))

        assert sites.read(file).site == site


def test_everybody_on_the_list_signs_in_with_what_is_shown(cloud: Cloud) -> None:
    for person in demo.shown(cloud):
        if not person.enrolled:
            continue
        challenge = begin(cloud, person)
        assert person.code is not None
        done = cloud.client("cognito-idp").admin_respond_to_auth_challenge(
            UserPoolId=cloud.user_pool,
            ClientId=cloud.environment["JUTTU_USER_POOL_CLIENT"],
            ChallengeName=challenge["ChallengeName"],
            Session=challenge["Session"],
            ChallengeResponses={"USERNAME": person.user, "SOFTWARE_TOKEN_MFA_CODE": person.code},
        )

        assert "AuthenticationResult" in done


def test_the_new_agent_must_choose_a_password_and_enrol(cloud: Cloud) -> None:
    (new,) = (person for person in demo.shown(cloud) if not person.enrolled)

    assert new.user == "agent.new"
    assert new.code is None
    assert begin(cloud, new)["ChallengeName"] == "NEW_PASSWORD_REQUIRED"


def test_everybody_has_a_profile_and_nobody_has_accepted_the_commitment(cloud: Cloud) -> None:
    profiles = People(items(cloud))

    for person in demo.PEOPLE:
        profile = profiles.get(person.user)
        assert profile is not None
        assert profile.alias == person.alias
        assert profile.committed_hash == ""


def test_every_password_is_long_enough_and_every_role_is_a_group(cloud: Cloud) -> None:
    accounts = cloud.client("cognito-idp")
    for person in demo.PEOPLE:
        groups = accounts.admin_list_groups_for_user(UserPoolId=cloud.user_pool, Username=person.user)["Groups"]

        assert len(person.password) >= 15
        assert {group["GroupName"] for group in groups} == set(person.roles)


def test_seeding_is_not_counted_as_the_services_calls(cloud: Cloud) -> None:
    assert not cloud.meter.calls
