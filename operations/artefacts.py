"""What was deployed, kept in a bucket of the stage's own: the zip, the template, and what it was deployed with.

A zip and a template are named by their own hashes, so that nothing is ever overwritten, and a version of an object would keep what
is to be gone: the bucket has no versions, and no lifecycle, which would take a release away that is still deployed.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from operations.account import Account
from operations.trouble import Refused, Trouble

UNDER_WAY: Final = 2 * 3600
"""So many seconds a deploy may last."""
KEPT: Final = 5
"""So many artefacts are kept, with the one that is deployed."""
STAGE: Final = "juttu:stage"
"""The tag that says whose something is."""
SHOWN: Final = 16
"""So many characters of a hash name an artefact."""
_OWN: Final = re.compile(r"[0-9a-f]{64}\.(zip|yaml)|[0-9a-f]{16}\.json")
"""How what a deploy puts into a bucket is called; nothing else that somebody has put there is touched."""
_ENCRYPTION: Final = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
_PRIVATE: Final = dict.fromkeys(
    ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
)


class Artefact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was deployed."""

    id: str
    """The beginning of the template's hash; the zip's hash stands in the template."""
    version: str
    zip: str
    template: str
    parameters: Mapping[str, str]
    """What it was deployed with."""
    previous: str = ""
    """The zip of the release before, whose files it was packaged with."""
    deployed_at: int = 0
    """When it was last deployed, in whole milliseconds; 0 of what was about to be."""


def is_own(key: str) -> bool:
    """Return whether an object is called as a deploy calls what it puts there."""
    return _OWN.fullmatch(key) is not None


def bucket_name(stage: str, owner: str, region: str) -> str:
    """Return the name of a stage's bucket, which nobody else's can be by chance: names are one for all of AWS."""
    return f"juttu-{stage}-artefacts-{owner}-{region}"


def region_of(account: Account, bucket: str) -> str:
    """Return in which region a bucket is, whoever's it is; empty where there is none of this name. Raises Refused, Trouble."""
    try:
        found = account.ask("s3", "head_bucket", Bucket=bucket)
    except Refused as refused:
        if refused.code in ("404", "NoSuchBucket"):
            return ""
        raise
    region: str = found["BucketRegion"]
    return region


def key_of(content: bytes, suffix: str) -> str:
    """Return the key under which some content is kept."""
    return f"{hashlib.sha256(content).hexdigest()}{suffix}"


def deployable(template: str, bucket: str, key: str) -> str:
    """Return a packaged template whose functions have their code in a bucket. Raises Trouble when it names other files."""
    loaded: dict[str, Any] = yaml.safe_load(template)
    for name, resource in loaded["Resources"].items():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        if resource["Properties"]["CodeUri"] != "./deployment.zip":
            raise Trouble(
                f"{name} of the template has its code in {resource['Properties']['CodeUri']}: package it anew."
            )
        resource["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": key}
    return yaml.dump(loaded, Dumper=_Plain, sort_keys=True, width=120)


class Bucket:
    """The bucket of a stage. Every method raises Refused, Trouble."""

    def __init__(self, account: Account, name: str, owner: str) -> None:
        """`owner`: the account's number; a bucket of this name that is somebody else's is refused by every call."""
        self.name = name
        self._account = account
        self._owner = owner

    def make(self, tags: Mapping[str, str]) -> None:
        """Have the bucket be there, private, encrypted and reached over TLS only; making it again changes nothing.

        `tags` say whose it is (`STAGE`): a bucket with something in it that does not say so is somebody else's, and left alone.
        """
        region = self._account.region
        try:
            self._account.ask(
                "s3", "create_bucket", Bucket=self.name, CreateBucketConfiguration={"LocationConstraint": region}
            )
        except Refused as refused:
            if refused.code == "BucketAlreadyExists":
                raise Trouble(
                    f"The bucket {self.name} belongs to another account: name another one in the stage's file, artefact_bucket = "
                    '"…", and deploy again.'
                ) from refused
            if refused.code != "BucketAlreadyOwnedByYou":
                raise
            if self.stage() != tags[STAGE] and self._keys():
                raise Trouble(
                    f"The bucket {self.name} is not this stage's, and there is something in it: name another one in the stage's file,"
                    ' artefact_bucket = "…", which only this stage uses; or leave that out, and one is made.'
                ) from refused
        self._ask("put_public_access_block", PublicAccessBlockConfiguration=_PRIVATE)
        self._ask("put_bucket_encryption", ServerSideEncryptionConfiguration=_ENCRYPTION)
        self._ask("put_bucket_policy", Policy=json.dumps(_tls_only(self._account, self.name)))
        self._ask("put_bucket_tagging", Tagging={"TagSet": [{"Key": key, "Value": tags[key]} for key in sorted(tags)]})

    def stage(self) -> str:
        """Return whose bucket it says it is; nothing where it does not say."""
        try:
            tags = self._ask("get_bucket_tagging")["TagSet"]
        except Refused as refused:
            if refused.code in ("NoSuchTagSet", "NoSuchBucket"):
                return ""
            raise
        return next((each["Value"] for each in tags if each["Key"] == STAGE), "")

    def upload(self, content: bytes, suffix: str) -> str:
        """Have some content be there under its hash, and return its key."""
        key = key_of(content, suffix)
        if not self.has(key):
            self._ask("put_object", Key=key, Body=content)
        return key

    def has(self, key: str) -> bool:
        """Return whether an object is there."""
        return key in self._keys(key)

    def download(self, key: str, to: Path) -> Path:
        """Write an object into a file, and return that."""
        to.write_bytes(self._ask("get_object", Key=key)["Body"].read())
        return to

    def address_of(self, key: str) -> str:
        """Return where CloudFormation finds an object."""
        return f"{self._account.client('s3').meta.endpoint_url}/{self.name}/{key}"

    def keep(self, artefact: Artefact) -> None:
        """Note that an artefact is deployed, or about to be."""
        self._ask("put_object", Key=f"{artefact.id}.json", Body=msgspec.json.encode(artefact))

    def kept(self) -> list[Artefact]:
        """Return what can be deployed again, the newest first, what never was at the end; nothing where there is no bucket yet."""
        try:
            notes = [key for key in self._keys() if is_own(key) and key.endswith(".json")]
        except Refused as refused:
            if refused.code == "NoSuchBucket":
                return []
            raise
        found = (msgspec.json.decode(self._ask("get_object", Key=key)["Body"].read(), type=Artefact) for key in notes)
        return sorted(found, key=lambda each: (-each.deployed_at, each.id))

    def clear_up(self, deployed: str, now: float) -> list[str]:
        """Delete what is kept beyond the newest five and the one that is deployed, and return the keys that went.

        What was put there in the last two hours stays until the next time: somebody else may be about to deploy it.
        """
        old = [each["Key"] for each in self._objects() if now - _put_at(each) >= UNDER_WAY]
        gone = list(superfluous(old, self.kept(), deployed))
        for key in gone:
            self._ask("delete_object", Key=key)
        return gone

    def _keys(self, prefix: str = "") -> list[str]:
        return [each["Key"] for each in self._objects(prefix)]

    def _objects(self, prefix: str = "") -> Iterator[Mapping[str, Any]]:
        return self._account.pages(
            "s3", "list_objects_v2", "Contents", Bucket=self.name, Prefix=prefix, ExpectedBucketOwner=self._owner
        )

    def _ask(self, operation: str, **parameters: Any) -> dict[str, Any]:
        return self._account.ask("s3", operation, Bucket=self.name, ExpectedBucketOwner=self._owner, **parameters)


def _put_at(listed: Mapping[str, Any]) -> float:
    at: datetime = listed["LastModified"]
    return at.timestamp()


def superfluous(keys: Iterable[str], kept: Iterable[Artefact], deployed: str) -> Iterator[str]:
    """Yield the keys that no kept artefact needs: neither one of the newest five nor the one that is deployed.

    `kept`: the newest first. The note of an artefact goes before what it names, so that none is left that names what is gone.
    """
    newest = list(kept)
    needed: set[str] = set()
    for each in newest:
        if each.id == deployed or (each in newest[:KEPT] and each.deployed_at):
            needed |= {f"{each.id}.json", each.zip, each.template}
        if each.id == deployed:
            needed.add(each.previous)
    yield from sorted(
        (key for key in keys if is_own(key) and key not in needed), key=lambda key: (not key.endswith(".json"), key)
    )


def _tls_only(account: Account, name: str) -> dict[str, Any]:
    arn = f"arn:{account.client('s3').meta.partition}:s3:::{name}"
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "TlsOnly",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [arn, f"{arn}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
    }


class _Plain(yaml.SafeDumper):
    """YAML without anchors, which CloudFormation's tools do not all read."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True
